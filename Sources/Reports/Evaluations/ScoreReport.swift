import Evaluation

/// A score as `lathe score` prints it.
package struct ScoreReport: Encodable {
    /// The number of bad lines that are reported with their problem; further ones are reported by number only.
    private static let mostProblems = 20

    /// The number of outputs.
    package private(set) var n = 0
    private var correct: Int?
    private var accuracy: Double?
    private var interval: [Double]?
    private var unparsed: Int?
    /// The number of outputs without an answer, by the kind of reason.
    private var reasons: [String: Int]?
    private var metrics: [String: Double]?
    /// The number of outputs without a value, by the metric's name.
    private var unmeasured: [String: Int]?
    /// The models that measured the outputs.
    package private(set) var textModels: [TextModelUse]?

    /// The table's rows for the metrics, in the order in which they were asked for.
    private var metricRows: [[String]] = []

    private enum CodingKeys: CodingKey {
        case n, correct, accuracy, interval, unparsed, reasons, metrics, unmeasured, textModels
    }

    /// Creates a report without outputs.
    package init() {}

    /// Adds the number of right outputs.
    package mutating func add(_ score: OutputScore) {
        n = score.count
        correct = score.correct
        accuracy = score.accuracy ?? 0
        interval = [score.interval.low, score.interval.high]
        unparsed = score.unparsed
        reasons = score.unread.isEmpty ? nil : score.unread
    }

    /// Adds the values of metrics.
    package mutating func add(
        _ texts: OutputTexts, metrics asked: [any Metric], found: Findings, models: [TextModelUse]
    ) {
        let total = texts.outputs.count
        if correct == nil { n = total }
        var values: [String: Double] = [:]
        var without: [String: Int] = [:]
        for metric in asked {
            let (value, count) = texts.overall(metric, found: found)
            values[metric.name] = value
            if count < total { without[metric.name] = total - count }
            let missing = count < total ? " (\(total - count) outputs have no value)" : ""
            metricRows.append([metric.name, (value.map(Figures.number) ?? "-") + missing])
        }
        metrics = values
        unmeasured = without.isEmpty ? nil : without
        textModels = models.isEmpty ? nil : models
    }

    /// The report as a table.
    package var table: TextTable {
        var rows = [["outputs", "\(n)"]]
        if let correct, let accuracy, let interval, let unparsed {
            let share =
                "\(Figures.percent(accuracy)), 95 % interval \(Figures.decimal(interval[0] * 100, 1)) to \(Figures.percent(interval[1]))"
            rows += [
                ["right", "\(correct)"], ["accuracy", share],
                ["unread", "\(unparsed)\(reasons.map { " (\(UnreadReason.counts($0)))" } ?? "")"],
            ]
        }
        return TextTable(rows: rows + metricRows)
    }

    /// Returns sentences about bad rows and searches that were given up.
    package static func notices(_ badRows: [BadRow], _ abandoned: [RowPlace], place: String) -> [String] {
        var notices = badRows.prefix(mostProblems).map { "\(place): \($0.sentence)" }
        let rest = badRows.dropFirst(mostProblems)
        if !rest.isEmpty {
            let lines = rest.filter { $0.row == nil }.flatMap { bad in
                bad.line.map { Array($0...(bad.lastLine ?? $0)) } ?? []
            }
            let places = places(lines: lines, rows: rest.compactMap(\.row))
            notices.append("\(place): \(rest.count) more that can't be used, in \(places).")
        }
        if !abandoned.isEmpty {
            let lines = abandoned.filter { $0.row == nil }.compactMap(\.line)
            let places = places(lines: lines, rows: abandoned.compactMap(\.row))
            let outputs = abandoned.count > 1 ? "outputs" : "output"
            notices.append("The expression took too long for the \(outputs) in \(places).")
        }
        return notices
    }

    /// Returns places as `lines 3-5 and row 7`. Rows that share a line are named by their own numbers.
    private static func places(lines: [Int], rows: [Int]) -> String {
        [("line", lines), ("row", rows)].compactMap { noun, numbers in
            numbers.isEmpty
                ? nil : "\(noun)\(numbers.count > 1 ? "s" : "") \(ranges(Set(numbers).sorted()))"
        }.joined(separator: " and ")
    }

    /// Returns rising numbers as `3-5, 8`.
    private static func ranges(_ numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound == number - 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count > 1 ? "\($0.lowerBound)-\($0.upperBound)" : "\($0.lowerBound)" }
            .joined(separator: ", ")
    }
}
