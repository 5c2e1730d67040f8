import Foundation

/// The accuracies of phrasings over all cases, from outcomes on a part of the grid of phrasings and cases (Polo et al. 2024,
/// "Efficient multi-prompt evaluation of LLMs", PromptEval).
///
/// By Rasch's model: the log-odds of a right answer are a number of the phrasing plus one of the case, each drawn towards the
/// mean by a normal prior of variance 1. What was seen counts as it is, and the rest by the probability that the model gives it.
package struct GridFit: Sendable, Hashable {
    /// The estimated share of right answers of each phrasing.
    package let accuracies: [Double]
    /// Number of outcomes that were seen.
    package let seen: Int
    /// Number of phrasings times cases.
    package let cells: Int

    /// Steps after which the search ends, found or not.
    private static let mostSteps = 500
    /// The largest change of a log-odds that ends the search.
    private static let tolerance = 1e-10

    /// Fits outcomes. Each row is a phrasing; nil is an outcome that wasn't seen.
    package init(_ outcomes: [[Bool?]]) {
        let columns = outcomes.map(\.count).max() ?? 0
        seen = outcomes.reduce(0) { $0 + $1.count { $0 != nil } }
        cells = outcomes.count * columns
        guard seen > 0 else {
            accuracies = outcomes.map { _ in 0 }
            return
        }
        var fit = Effects(rows: outcomes.count, columns: columns)
        var steps = 0
        while fit.step(outcomes) > Self.tolerance, steps < Self.mostSteps { steps += 1 }
        accuracies = outcomes.enumerated().map { row, cells in
            let right = (0..<columns).reduce(0.0) { sum, column in
                let known = cells.indices.contains(column) ? cells[column] : nil
                return sum + (known.map { $0 ? 1 : 0 } ?? fit.probability(row, column))
            }
            return right / Double(columns)
        }
    }

    /// The log-odds, as a mean and what rows and columns add to it.
    private struct Effects {
        var mean = 0.0
        var rows: [Double]
        var columns: [Double]

        init(rows: Int, columns: Int) {
            self.rows = [Double](repeating: 0, count: rows)
            self.columns = [Double](repeating: 0, count: columns)
        }

        func probability(_ row: Int, _ column: Int) -> Double { 1 / (1 + exp(-(mean + rows[row] + columns[column]))) }

        /// Improves each number once, by a step of Newton's. Returns the largest change.
        mutating func step(_ outcomes: [[Bool?]]) -> Double {
            var largest = 0.0
            func change(_ slope: Double, _ curvature: Double) -> Double {
                // Far from the best place a whole step may go beyond it.
                let change = curvature > 0 ? max(-1, min(1, slope / curvature)) : 0
                largest = max(largest, abs(change))
                return change
            }
            var (slope, curvature) = (0.0, 0.0)
            var columnSums = columns.map { (slope: -$0, curvature: 1.0) }
            for (row, cells) in outcomes.enumerated() {
                var own = (slope: -rows[row], curvature: 1.0)
                for (column, cell) in cells.enumerated() {
                    guard let cell else { continue }
                    let p = probability(row, column)
                    own.slope += (cell ? 1 : 0) - p
                    own.curvature += p * (1 - p)
                }
                rows[row] += change(own.slope, own.curvature)
                for (column, cell) in cells.enumerated() {
                    guard let cell else { continue }
                    let p = probability(row, column)
                    columnSums[column].slope += (cell ? 1 : 0) - p
                    columnSums[column].curvature += p * (1 - p)
                }
            }
            for column in columns.indices {
                columns[column] += change(columnSums[column].slope, columnSums[column].curvature)
            }
            for (row, cells) in outcomes.enumerated() {
                for (column, cell) in cells.enumerated() {
                    guard let cell else { continue }
                    let p = probability(row, column)
                    slope += (cell ? 1 : 0) - p
                    curvature += p * (1 - p)
                }
            }
            mean += change(slope, curvature)
            return largest
        }
    }
}
