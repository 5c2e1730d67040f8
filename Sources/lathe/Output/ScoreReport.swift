import Evaluation
import Foundation

/// A score as `lathe score` prints it.
struct ScoreReport: Encodable {
    /// Bad lines that are named with what is wrong with them; the rest are named by number only.
    private static let mostProblems = 20

    var n: Int
    var correct: Int
    var accuracy: Double
    var interval: [Double]
    var unparsed: Int

    init(_ score: OutputScore) {
        n = score.count
        correct = score.correct
        accuracy = score.accuracy ?? 0
        interval = [score.interval.low, score.interval.high]
        unparsed = score.unparsed
    }

    func show(_ format: TableFormat) throws {
        guard format == .table else { return try printJSON(self, pretty: true) }
        let accuracy =
            "\(Self.percent(accuracy)) %, 95 % interval \(Self.percent(interval[0])) to \(Self.percent(interval[1])) %"
        try TextTable(rows: [
            ["outputs", "\(n)"], ["right", "\(correct)"], ["accuracy", accuracy],
            ["unparsed", "\(unparsed)\(unparsed > 0 ? ", without an answer of the form" : "")"],
        ]).show()
    }

    /// What is said beside the numbers.
    static func notices(_ score: OutputScore, place: String) -> [String] {
        var notices = score.badLines.prefix(mostProblems).map { "\(place), line \($0.line): it \($0.problem)." }
        let rest = score.badLines.dropFirst(mostProblems).map(\.line)
        if !rest.isEmpty { notices.append("\(place): \(rest.count) more bad lines: \(ranges(rest)).") }
        if !score.abandoned.isEmpty {
            let lines = score.abandoned.count > 1 ? "outputs in the lines" : "output in line"
            notices.append("The expression took too long for the \(lines) \(ranges(score.abandoned)).")
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

    private static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
}
