import Evaluation
import Lanes
import TextLayout

/// What came of making candidates: what each filter dropped, how a judge rated them, and what it took.
package struct MakingReport: Encodable {
    /// The judge, and what its ratings are worth.
    package struct Rating {
        /// The judge's name.
        package var judge: String
        /// What it rates.
        package var dimension: String
        /// True if it is the model that writes.
        package var isWriter: Bool
        /// The least rating that is kept.
        package var least: Double

        /// Creates it.
        package init(judge: String, dimension: String, isWriter: Bool, least: Double) {
            (self.judge, self.dimension, self.isWriter, self.least) = (judge, dimension, isWriter, least)
        }
    }

    private let promptName: String
    private let kind: Candidate.Kind
    private let writer: String
    private let tally: CandidateTally
    private let waiting: Int
    private let shown: [CandidateFilter]
    private let off: Set<CandidateFilter>
    private let unfit: [CandidateFilter: Int]
    private let rating: Rating?
    private let usage: Usage
    private let seconds: Double
    private let new: Int
    private let file: String

    /// Collects a report.
    ///
    /// - Parameters:
    ///   - promptName: The prompt's name.
    ///   - kind: What is made.
    ///   - writer: The model that writes.
    ///   - candidates: All candidates of the file.
    ///   - earlier: The number of them that earlier runs made.
    ///   - filters: The filters that the run has.
    ///   - off: The filters that are switched off.
    ///   - unfit: The filters that are off because they would drop inputs of the user's, with the number of these.
    ///   - rating: The judge; nil if nothing is rated.
    ///   - usage: The tokens of this run.
    ///   - seconds: The time that this run took.
    ///   - file: The file of candidates.
    package init(
        promptName: String, kind: Candidate.Kind, writer: String, candidates: [Candidate], earlier: Int,
        filters: [CandidateFilter], off: Set<CandidateFilter>, unfit: [CandidateFilter: Int], rating: Rating?,
        usage: Usage, seconds: Double, file: String
    ) {
        (self.promptName, self.kind, self.writer, self.off, self.unfit) = (promptName, kind, writer, off, unfit)
        (self.rating, self.usage, self.seconds, self.file) = (rating, usage, seconds, file)
        tally = CandidateTally(candidates)
        waiting = candidates.count(where: \.isWaiting)
        new = candidates.dropFirst(earlier).count
        shown = filters
    }

    // MARK: text

    /// The report for a terminal.
    package var text: String {
        let head = "\(promptName): \(kind.rawValue) by \(writer)"
        let counts =
            "\(tally.made) made, \(tally.kept) kept, \(tally.made - tally.kept) dropped; "
            + (waiting == 1 ? "1 waits for you." : "\(waiting) wait for you.")
        var lines = [head, counts, ""]
        lines += Self.table([["filter", "dropped", "a candidate that"]] + shown.map(row))
        if rating != nil, !tally.ratings.isEmpty { lines += [""] + histogram }
        return (lines + [""] + sentences).joined(separator: "\n") + "\n"
    }

    private func row(_ filter: CandidateFilter) -> [String] {
        let dropped = "\(tally.dropped[filter] ?? 0)"
        if off.contains(filter) { return [filter.rawValue, "off", filter.meaning] }
        guard let fallen = unfit[filter] else { return [filter.rawValue, dropped, filter.meaning] }
        let own = fallen == 1 ? "one of your own inputs would fall" : "\(fallen) of your own inputs would fall"
        return [filter.rawValue, "off", "\(filter.meaning): \(own)"]
    }

    /// Returns rows in columns, of which the second is of numbers.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = (0..<2).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.map { row in
            "\(row[0].padded(toWidth: widths[0]))  \(row[1].padded(toWidth: widths[1], on: .left))  \(row[2])"
        }
    }

    private var histogram: [String] {
        guard let rating else { return [] }
        return ["Ratings of \(rating.dimension) by \(rating.judge)"] + RatingHistogram(tally).bars
    }

    private var sentences: [String] {
        var sentences: [String] = []
        if let rating, !tally.ratings.isEmpty {
            sentences.append(RatingHistogram(tally).sentence(threshold: rating.least))
            if rating.isWriter {
                sentences.append("\(rating.judge) rates what it wrote itself: a model likes its own texts too well.")
            }
            if tally.isFlat {
                sentences.append(
                    "Nine in ten ratings lie within half a point, so no threshold tells good candidates from bad ones.")
            }
        }
        if new > 0 {
            let rate = seconds > 0 ? ", \(Figures.decimal(Double(new) / seconds, 1)) candidates a second" : ""
            sentences.append(
                "\(usage.generatedTokens) tokens in \(Figures.decimal(seconds, 1)) s\(rate)\(cost).")
        }
        return sentences + ["All candidates are in \(file)."]
    }

    private var cost: String {
        guard let cost = usage.cost, cost > 0 else { return "" }
        return ", \(usage.isCostPartial == true ? "at least " : "")$\(Figures.decimal(cost, 4))"
    }

    // MARK: JSON

    private enum Key: CodingKey {
        case prompt, kind, writer, made, kept, waiting, filters, ratings, tokens, seconds, cost, file
    }

    private struct Filter: Encodable {
        var name: String
        var isOn: Bool
        var dropped: Int
        var meaning: String
    }

    private struct Ratings: Encodable {
        var judge: String
        var dimension: String
        var isWriter: Bool
        var threshold: Double
        var histogram: [Int]
        var values: [Double]
        var isFlat: Bool
    }

    /// Writes an object.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(promptName, forKey: .prompt)
        try values.encode(kind, forKey: .kind)
        try values.encode(writer, forKey: .writer)
        try values.encode(tally.made, forKey: .made)
        try values.encode(tally.kept, forKey: .kept)
        try values.encode(waiting, forKey: .waiting)
        try values.encode(
            shown.map {
                Filter(
                    name: $0.rawValue, isOn: !off.contains($0) && unfit[$0] == nil, dropped: tally.dropped[$0] ?? 0,
                    meaning: $0.meaning)
            }, forKey: .filters)
        if let rating {
            try values.encode(
                Ratings(
                    judge: rating.judge, dimension: rating.dimension, isWriter: rating.isWriter,
                    threshold: rating.least,
                    histogram: tally.histogram, values: tally.ratings, isFlat: tally.isFlat), forKey: .ratings)
        }
        try values.encode(usage.generatedTokens, forKey: .tokens)
        try values.encode(seconds, forKey: .seconds)
        try values.encodeIfPresent(usage.cost, forKey: .cost)
        try values.encode(file, forKey: .file)
    }
}
