import ArgumentParser
import Foundation
import History
import Library
import Reports
import Sampling
import Terminal
import TextLayout

extension HistoryCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares two runs: settings that differ, and the words in which prompt and outputs differ.",
            discussion: """
                [-words-] are only in the first, {+words+} only in the second.

                EXAMPLES
                  lathe history compare 12 15
                  lathe history compare last~1 last --format json
                """)

        @Argument(help: "A run.")
        var first: RunReference

        @Argument(help: "Another one.")
        var second: RunReference

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let first = try history.run(try self.first.id(in: history))
                let second = try history.run(try self.second.id(in: history))
                let comparison = RunComparison(first.run, second.run)
                if format == .json {
                    return try printJSON(ComparisonReport(first, second, comparison), pretty: true)
                }
                try printOutput(harmless(text(first, second, comparison)))
            }
        }

        private func text(_ first: RecordedRun, _ second: RecordedRun, _ comparison: RunComparison) -> String {
            var rows = [["", "run \(first.id)", "run \(second.id)"]]
            rows.append(["date", first.run.date.inShort, second.run.date.inShort])
            func add(_ differences: [RunComparison.Difference], of lane: String? = nil) {
                for difference in differences {
                    rows.append([
                        (lane.map { "\($0): " } ?? "") + difference.name, difference.first ?? "-",
                        difference.second ?? "-",
                    ])
                }
            }
            add(comparison.differences)
            for lane in comparison.lanes { add(lane.differences, of: name(of: lane)) }
            let terminal = TerminalSize.current
            var text = TextTable(rows: rows).lines(width: terminal.columns, glyphs: terminal.glyphs)
                .map { $0 + "\n" }.joined()
            text += "\nprompt: "
            let (old, new) = (first.run.prompt.text, second.run.prompt.text)
            text +=
                old == new
                ? "the same\(comparison.isSamePrompt ? "" : ", with other values")\n"
                : "\n" + WordDifference(old, new).marked(old, new) + "\n"
            for lane in comparison.lanes {
                text += "\n\(name(of: lane)): "
                guard let first = lane.first, let second = lane.second else {
                    text += "only in run \(lane.first == nil ? second.id : first.id)\n"
                    continue
                }
                let (old, new) = (RecordedRunText.body(first), RecordedRunText.body(second))
                text += lane.isSameText ? "the same text\n" : "\n" + WordDifference(old, new).marked(old, new) + "\n"
            }
            return text
        }

        private func name(of pair: RunComparison.LanePair) -> String {
            guard let first = pair.first?.name else { return pair.second?.name ?? "" }
            guard let second = pair.second?.name, second != first else { return first }
            return "\(first) / \(second)"
        }
    }
}

/// A comparison as JSON.
private struct ComparisonReport: Encodable {
    struct Piece: Encodable {
        var first: String
        var second: String
    }

    struct Lane: Encodable {
        var first: String?
        var second: String?
        var isSameText: Bool
        var differences: [RunComparison.Difference]
        /// What stands in one text in place of what stands in the other.
        var words: [Piece]
    }

    var first: Int64
    var second: Int64
    var differences: [RunComparison.Difference]
    var isSamePrompt: Bool
    var promptWords: [Piece]
    var lanes: [Lane]

    init(_ first: RecordedRun, _ second: RecordedRun, _ comparison: RunComparison) {
        self.first = first.id
        self.second = second.id
        differences = comparison.differences
        isSamePrompt = comparison.isSamePrompt
        promptWords = Self.pieces(first.run.prompt.text, second.run.prompt.text)
        lanes = comparison.lanes.map { pair in
            let words =
                if let first = pair.first, let second = pair.second {
                    Self.pieces(RecordedRunText.body(first), RecordedRunText.body(second))
                } else {
                    [Piece]()
                }
            return Lane(
                first: pair.first?.name, second: pair.second?.name, isSameText: pair.isSameText,
                differences: pair.differences, words: words)
        }
    }

    private static func pieces(_ first: String, _ second: String) -> [Piece] {
        WordDifference(first, second).pieces(first, second).compactMap { piece in
            if case .differing(let old, let new) = piece { Piece(first: old, second: new) } else { nil }
        }
    }
}

extension WordDifference {
    /// A stretch of two texts.
    enum Piece: Hashable {
        case same(String)
        case differing(String, String)
    }

    /// Both texts as one, in order; they have to be those that were compared.
    func pieces(_ first: String, _ second: String) -> [Piece] {
        let (left, right) = (Array(first.utf8), Array(second.utf8))
        func text(_ bytes: [UInt8], _ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var pieces: [Piece] = []
        var (x, y) = (0, 0)
        var (gone, came) = (inFirst[...], inSecond[...])
        while x < left.count || y < right.count {
            // What both have reaches to the next stretch of either.
            let length = min((gone.first?.lowerBound ?? left.count) - x, (came.first?.lowerBound ?? right.count) - y)
            if length > 0 {
                pieces.append(.same(text(left, x..<x + length)))
                x += length
                y += length
            }
            let old = gone.first.flatMap { $0.lowerBound == x ? $0 : nil }
            let new = came.first.flatMap { $0.lowerBound == y ? $0 : nil }
            if old == nil, new == nil { break }
            pieces.append(.differing(old.map { text(left, $0) } ?? "", new.map { text(right, $0) } ?? ""))
            if let old {
                x = old.upperBound
                gone.removeFirst()
            }
            if let new {
                y = new.upperBound
                came.removeFirst()
            }
        }
        return pieces
    }

    /// Both texts as one: `[-only in the first-]{+only in the second+}`.
    func marked(_ first: String, _ second: String) -> String {
        pieces(first, second).map { piece in
            switch piece {
            case .same(let text): text
            case .differing(let old, let new): (old.isEmpty ? "" : "[-\(old)-]") + (new.isEmpty ? "" : "{+\(new)+}")
            }
        }.joined()
    }
}
