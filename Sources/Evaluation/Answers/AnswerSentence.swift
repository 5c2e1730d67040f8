/// The sentence that an answer follows, found as `CompiledPrompt.answer(in:)` finds it.
package struct AnswerSentence: Sendable {
    private let bytes: [UInt8]

    /// Creates the sentence. Blanks at its ends and the case of ASCII letters don't count.
    package init(_ sentence: String) {
        bytes = sentence.trimmingSpaces.utf8.map(Self.lowercased)
    }

    /// Returns the text after the last occurrence of the sentence; nil if it doesn't occur.
    func rest(of output: String) -> Substring? {
        place(in: output).map { output[output.utf8.index(output.startIndex, offsetBy: $0 + bytes.count)...] }
    }

    /// Returns the text before the last occurrence of the sentence, such as the reasoning; nil if it doesn't occur.
    package func text(beforeIn output: String) -> Substring? {
        place(in: output).map { output[..<output.utf8.index(output.startIndex, offsetBy: $0)] }
    }

    /// Returns the place of the last occurrence, in UTF-8 bytes; nil if there is none.
    private func place(in output: String) -> Int? {
        guard let first = bytes.first else { return nil }
        var output = output
        // The sentence consists of whole scalars, so the cut lies between scalars.
        return output.withUTF8 { text -> Int? in
            var start = text.count - bytes.count
            while start >= 0 {
                if Self.lowercased(text[start]) == first,
                    bytes.indices.allSatisfy({ Self.lowercased(text[start + $0]) == bytes[$0] })
                {
                    return start
                }
                start -= 1
            }
            return nil
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
