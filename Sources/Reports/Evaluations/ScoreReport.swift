import Evaluation

/// A score as `lathe score` prints it.
package struct ScoreReport: Encodable {
    /// Bad lines that are named with what is wrong with them; the rest are named by number only.
    private static let mostProblems = 20

    /// Outputs.
    package private(set) var n = 0
    private var correct: Int?
    private var accuracy: Double?
    private var interval: [Double]?
    private var unparsed: Int?
    private var metrics: [String: Double]?
    /// Outputs that a metric has no value for, by its name.
    private var unmeasured: [String: Int]?
    /// The models that measured them.
    package private(set) var textModels: [TextModelUse]?

    /// Rows of the table for the metrics, in the order in which they were asked for.
    private var metricRows: [[String]] = []

    private enum CodingKeys: CodingKey {
        case n, correct, accuracy, interval, unparsed, metrics, unmeasured, textModels
    }

    /// A report without outputs.
    package init() {}

    /// Takes over how many are right.
    package mutating func add(_ score: OutputScore) {
        n = score.count
        correct = score.correct
        accuracy = score.accuracy ?? 0
        interval = [score.interval.low, score.interval.high]
        unparsed = score.unparsed
    }

    /// Takes over what metrics say.
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

    /// The numbers as a table.
    package var table: TextTable {
        var rows = [["outputs", "\(n)"]]
        if let correct, let accuracy, let interval, let unparsed {
            let share =
                "\(Figures.percent(accuracy)), 95 % interval \(Figures.decimal(interval[0] * 100, 1)) to \(Figures.percent(interval[1]))"
            rows += [
                ["right", "\(correct)"], ["accuracy", share],
                ["unparsed", "\(unparsed)\(unparsed > 0 ? ", without an answer of the form" : "")"],
            ]
        }
        return TextTable(rows: rows + metricRows)
    }

    /// Returns what is said beside the numbers.
    package static func notices(_ badLines: [OutputScore.BadLine], _ abandoned: [Int], place: String) -> [String] {
        var notices = badLines.prefix(mostProblems).map { "\(place), line \($0.line): it \($0.problem)." }
        let rest = badLines.dropFirst(mostProblems).map(\.line)
        if !rest.isEmpty { notices.append("\(place): \(rest.count) more bad lines: \(ranges(rest)).") }
        if !abandoned.isEmpty {
            let lines = abandoned.count > 1 ? "outputs in the lines" : "output in line"
            notices.append("The expression took too long for the \(lines) \(ranges(abandoned)).")
        }
        return notices
    }

    /// `3-5, 8` of rising numbers.
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
