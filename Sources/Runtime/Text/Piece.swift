/// A stretch of text that is tokenised in one way.
struct Piece: Equatable {
    var text: String
    /// Whether it looks like a control token and must stay text.
    var isLiteral = false

    init(_ text: String, isLiteral: Bool = false) {
        self.text = text
        self.isLiteral = isLiteral
    }

    /// Splits a field's text at parts that look like control tokens.
    static func split(_ text: String, at controlTexts: ControlTexts) -> [Piece] {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            guard let length = controlTexts.length(at: index, of: bytes) else {
                index += 1
                continue
            }
            pieces.append(Piece(String(decoding: bytes[start..<index], as: UTF8.self)))
            pieces.append(Piece(String(decoding: bytes[index..<index + length], as: UTF8.self), isLiteral: true))
            index += length
            start = index
        }
        pieces.append(Piece(String(decoding: bytes[start...], as: UTF8.self)))
        return pieces
    }

    /// Joins neighbours that are tokenised in the same way, so that a text is tokenised as a whole.
    static func joined(_ pieces: [Piece]) -> [Piece] {
        pieces.reduce(into: []) { result, piece in
            if let last = result.last, !last.isLiteral, !piece.isLiteral {
                result[result.count - 1].text += piece.text
            } else if !piece.text.isEmpty {
                result.append(piece)
            }
        }
    }
}
