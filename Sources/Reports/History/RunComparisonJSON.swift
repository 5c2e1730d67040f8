import History
import TextLayout

/// A comparison as JSON.
package struct RunComparisonJSON: Encodable {
    struct Piece: Encodable {
        var first: String
        var second: String
    }

    struct Lane: Encodable {
        var first: String?
        var second: String?
        var isSameText: Bool
        var differences: [RunComparison.Difference]
        /// The words in which the two texts differ.
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
