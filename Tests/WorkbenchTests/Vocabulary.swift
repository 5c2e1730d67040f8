import Sampling
import Workbench

/// The tokens of a model that isn't there.
enum Vocabulary {
    static let size = 1024
    private static let known = [
        "Negative", "Positive", "Mixed", "Neutral", "The", " The", "negative", "부정", "\n", " ", "\u{1B}[31m", "Bad",
    ]

    /// The likeliest answers about a review that isn't kind.
    static let sentiment: [(String, Double)] = [
        ("Negative", 0.62), ("Positive", 0.21), ("부정", 0.08), (" The", 0.04), ("\n", 0.02), ("Mixed", 0.01),
        ("Neutral", 0.008), ("\u{1B}[31m", 0.004),
    ]

    static func id(of piece: String) -> Int32 {
        if let index = known.firstIndex(of: piece) { return Int32(index + 10) }
        return Int32(100 + piece.unicodeScalars.reduce(7) { ($0 * 31 + Int($1.value)) % 900 })
    }

    /// A text as tokens: words with the space before them.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        for character in text {
            if character == " " || character == "\n" || pieces.isEmpty {
                pieces.append(String(character))
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        return pieces
    }

    /// A row in which these tokens have these probabilities and the others share the rest; or what is kept of it.
    static func distribution(_ probabilities: [(String, Double)], isWhole: Bool = true) throws -> Distribution {
        let rest = max(1e-9, 1 - probabilities.reduce(0) { $0 + $1.1 }) / Double(size)
        var logits = [Float](repeating: logarithm(rest), count: size)
        var texts: [Int32: String] = [:]
        for id in 0..<Int32(size) { texts[id] = "t\(id)" }
        for (text, probability) in probabilities {
            logits[Int(id(of: text))] = logarithm(probability)
            texts[id(of: text)] = text
        }
        let row = try logits.withUnsafeBufferPointer { buffer throws(RowError) in
            isWhole ? try Row(whole: buffer) : try Row(keeping: buffer, extras: [])
        }
        return Distribution(row: row, texts: texts)
    }

    /// The natural logarithm, by halving: no library is needed for a handful of numbers.
    private static func logarithm(_ value: Double) -> Float {
        var value = value
        var result = 0.0
        while value < 0.5 {
            value *= 2
            result -= 0.693147180559945
        }
        let y = (value - 1) / (value + 1)
        var power = y
        for number in stride(from: 1.0, through: 25, by: 2) {
            result += 2 * power / number
            power *= y * y
        }
        return Float(result)
    }
}
