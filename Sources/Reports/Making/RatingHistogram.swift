import Evaluation

/// The ratings of candidates as bars, and what a threshold leaves of them.
package struct RatingHistogram {
    private let tally: CandidateTally

    /// Counts the ratings of candidates.
    package init(_ candidates: [Candidate]) { self.init(CandidateTally(candidates)) }

    init(_ tally: CandidateTally) { self.tally = tally }

    /// The number of ratings nearest to each of 0 to 5, as bars.
    package var bars: [String] {
        let most = max(1, tally.histogram.max() ?? 1)
        return tally.histogram.enumerated().map { value, count in
            let bar = String(repeating: "#", count: (count * 40 + most - 1) / most)
            return "  \(value)  \(bar)\(bar.isEmpty ? "" : " ")\(count)"
        }
    }

    /// Returns how many ratings a threshold keeps, and how many lower ones would.
    package func sentence(threshold: Double) -> String {
        let lower = stride(from: threshold, through: max(0, threshold - 1.5), by: -0.5).map { least in
            "\(Figures.decimal(least, 1)) keeps \(tally.left(from: least))"
        }
        return "Of \(tally.ratings.count) ratings a threshold of \(lower.joined(separator: ", one of "))."
    }
}
