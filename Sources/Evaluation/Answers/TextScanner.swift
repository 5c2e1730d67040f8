import Prompting

/// Compares texts like SQuAD's script (Rajpurkar et al. 2016): in lower case, without punctuation and articles, with
/// single spaces.
///
/// The answer is what ``AnswerSpan`` takes of the output. An answer that says the right one in a sentence (`The capital is
/// Paris.`) is right, too (``SaidText``). Punctuation of all scripts is removed. If nothing would be left, articles stay
/// (`A`), or else punctuation does (`+`).
struct TextScanner: AnswerScanner {
    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        // `The answer is Paris. Wait, no: Lyon.`
        if region.kind == .sentence || region.kind == .label {
            let text = AnswerText(region.text)
            if let back = text.correction(after: 0), back > 0,
                text.scalars[..<back].contains(where: { $0.script != .none })
            {
                return .nothing(.noSingle(region.text.trimmingSpaces))
            }
        }
        let text = AnswerSpan.text(of: region)
        if let remarked = RemarkedText(text) { return .found(remarked.canonical) }
        return Self.normalised(text[...]).map(AnswerSearch.found) ?? .nothing(region.kind.missing("text"))
    }

    private static let box = Announcements([AnswerForm.box])

    /// Returns the normalised form of a right answer; of a solution it is that of its last `\boxed{…}` (MATH).
    func canonical(_ expected: String) -> String? {
        guard expected.contains("boxed{") else {
            return RemarkedText(expected)?.canonical ?? Self.normalised(expected[...])
        }
        return Self.normalised(AnswerSpan.text(of: Self.box.region(in: expected))[...])
    }

    func isSame(_ first: String, _ second: String) -> Bool {
        isRight(first, second) || isRight(second, first)
    }

    /// Returns whether an answer says a right one. A remark in parentheses behind the answer doesn't count, unless the right one
    /// has one, too.
    func isRight(_ answer: String, _ expected: String) -> Bool {
        if agree(answer, expected) { return true }
        guard let remarked = RemarkedText(canonical: answer), RemarkedText(canonical: expected) == nil else {
            return false
        }
        return agree(remarked.text, expected)
    }

    private func agree(_ first: String, _ second: String) -> Bool {
        let first = RemarkedText(canonical: first)?.plain ?? first
        let second = RemarkedText(canonical: second)?.plain ?? second
        return first == second || SaidText.says(first, second) || SaidText.says(second, first)
    }

    /// Returns the normalised form of a text; nil if it is empty.
    static func normalised(_ text: Substring) -> String? {
        var copy = String(text)
        return copy.withUTF8 { bytes in
            for (articles, punctuation) in [(false, false), (true, false), (true, true)] {
                let words = words(of: bytes, articles: articles, punctuation: punctuation)
                if !words.isEmpty { return words }
            }
            return nil
        }
    }

    /// Returns the words, with single spaces between them.
    private static func words(of text: UnsafeBufferPointer<UInt8>, articles: Bool, punctuation: Bool) -> String {
        var words = WordBuffer(capacity: text.count, keepsArticles: articles)
        var index = 0
        while index < text.count {
            let first = index
            let scalar = text.scalar(after: &index)
            if scalar.isSpace {
                words.endWord()
            } else if scalar.isASCII {
                if punctuation || !scalar.isPunctuation { words.append(UInt8(scalar.lowercased.value)) }
            } else if scalar.isHangulSyllable {
                words.append(contentsOf: text[first..<index])
            } else if punctuation || !scalar.isPunctuation {
                words.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        return words.text()
    }
}

/// Words in one buffer of bytes, each with a space behind it: a file may have a hundred thousand outputs.
private struct WordBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    private let keepsArticles: Bool

    init(capacity: Int, keepsArticles: Bool) {
        self.keepsArticles = keepsArticles
        bytes.reserveCapacity(capacity + 1)
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(contentsOf part: some Sequence<UInt8>) {
        bytes.append(contentsOf: part)
    }

    mutating func endWord() {
        if !keepsArticles, endsWithArticle { bytes.removeSubrange(start...) }
        if bytes.count > start { bytes.append(UInt8(ascii: " ")) }
        start = bytes.count
    }

    mutating func text() -> String {
        endWord()
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    private var endsWithArticle: Bool {
        let length = bytes.count - start
        guard 1...3 ~= length else { return false }
        if bytes[start] == UInt8(ascii: "a") {
            return length == 1 || (length == 2 && bytes[start + 1] == UInt8(ascii: "n"))
        }
        return length == 3 && bytes[start...].elementsEqual("the".utf8)
    }
}

extension Unicode.Scalar {
    /// True for Python's `string.punctuation`, which includes symbols, and for the punctuation of all other scripts.
    var isPunctuation: Bool {
        switch value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        case 0..<0x80: return false
        default: break
        }
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }
}
