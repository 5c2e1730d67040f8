import Prompting

/// The labels in an input, such as `Passage` and `Question` in `Passage: {{passage}}\nQuestion: {{question}}`.
struct InputLabels {
    /// A piece of an input between two variables.
    private enum Piece {
        /// Words that no format changes, or a variable with its braces.
        case kept(String)
        /// A label. `followsValue` is true if only the text that parts them stands between it and the value before it.
        case label(String, followsValue: Bool)
    }

    private let pieces: [Piece]

    /// Number of labels.
    var count: Int { pieces.count { if case .label = $0 { true } else { false } } }

    /// Finds the labels of an input.
    init(_ input: String) {
        var pieces: [Piece] = []
        for (index, part) in Template(input).parts.enumerated() {
            switch part {
            case .variable(let name): pieces.append(.kept("{{\(name)}}"))
            case .text(let text): pieces += Self.pieces(of: text, isFirst: index == 0)
            }
        }
        self.pieces = pieces
    }

    /// Returns the input in another format. `between` stands between a value and the next label.
    func formatted(separator: String, between: String, name: (String) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .kept(let text): text
            case .label(let label, let followsValue): (followsValue ? between : "") + name(label) + separator
            }
        }.joined()
    }

    private static func pieces(of text: String, isFirst: Bool) -> [Piece] {
        let separator = String(text.reversed().prefix { !$0.isLetter && !$0.isNumber && $0 != ")" }.reversed())
        // `Translate {{text}}` is a sentence, not a label with a space behind it.
        guard separator.allSatisfy({ ":-–—=|>".contains($0) || $0.isWhitespace }), separator != " ", !separator.isEmpty
        else {
            return [.kept(text)]
        }
        let words = text.dropLast(separator.count)
        let lineStart = words.lastIndex(where: \.isNewline).map { words.index(after: $0) } ?? words.startIndex
        let joint = words.prefix { !$0.isLetter && !$0.isNumber }
        let start = max(lineStart, joint.endIndex)
        let name = words[start...]
        guard !name.isEmpty, name.split(separator: " ").count <= 4,
            name.allSatisfy({ $0.isLetter || $0.isNumber || " -_'".contains($0) })
        else { return [.kept(text)] }
        // Other words may stand on the lines before it.
        if joint.endIndex < start || isFirst {
            let label = Piece.label(String(name), followsValue: false)
            return start == words.startIndex ? [label] : [.kept(String(words[..<start])), label]
        }
        return [.label(String(name), followsValue: true)]
    }
}
