/// A sentence that an answer follows, such as `The answer is`. Blanks at its ends and the case of ASCII letters don't count,
/// because models write `So the answer is 4.` too.
package struct AnswerSentence: Sendable {
    private let bytes: [UInt8]

    /// Creates the sentence.
    package init(_ sentence: String) {
        bytes = sentence.trimmed.utf8.map(Self.lowercased)
    }

    /// True if nothing is left of the sentence; then it is found nowhere.
    package var isEmpty: Bool { bytes.isEmpty }
    /// The size of the sentence in bytes.
    package var count: Int { bytes.count }

    /// Returns the index behind the first place of the sentence in a text's UTF-8 bytes; nil if it isn't there.
    package func firstEnd(in text: [UInt8]) -> Int? {
        guard !isEmpty, text.count >= count else { return nil }
        return (0...text.count - count).first { stands(at: $0, in: text) }.map { $0 + count }
    }

    /// Returns the text behind the first place of the sentence; nil if it isn't there.
    package func text(behindFirstIn text: String) -> Substring? {
        // The sentence consists of whole scalars, so the cut lies between scalars.
        firstEnd(in: Array(text.utf8)).map { text[text.utf8.index(text.startIndex, offsetBy: $0)...] }
    }

    /// Returns the text behind the last place of the sentence; nil if it isn't there.
    package func text(behindLastIn text: String) -> Substring? {
        last(in: text).map { text[text.utf8.index(text.startIndex, offsetBy: $0 + count)...] }
    }

    /// Returns the text before the last place of the sentence, such as the reasoning; nil if it isn't there.
    package func text(beforeLastIn text: String) -> Substring? {
        last(in: text).map { text[..<text.utf8.index(text.startIndex, offsetBy: $0)] }
    }

    private func last(in text: String) -> Int? {
        let text = Array(text.utf8)
        guard !isEmpty, text.count >= count else { return nil }
        return (0...text.count - count).last { stands(at: $0, in: text) }
    }

    private func stands(at place: Int, in text: [UInt8]) -> Bool {
        bytes.indices.allSatisfy { Self.lowercased(text[place + $0]) == bytes[$0] }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
