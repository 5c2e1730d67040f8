/// The sentence that an answer follows, found as `CompiledPrompt.answer(in:)` finds it.
package struct AnswerSentence: Sendable {
    private let bytes: [UInt8]

    /// A sentence; blanks at its ends and the case of ASCII letters don't count.
    package init(_ sentence: String) {
        bytes = sentence.trimmingSpaces.utf8.map(Self.lowercased)
    }

    /// Returns what follows its last occurrence; nil if there is none.
    func rest(of output: String) -> Substring? {
        place(in: output).map { output[output.utf8.index(output.startIndex, offsetBy: $0 + bytes.count)...] }
    }

    /// Returns what stands before its last occurrence, such as the reasoning for an answer; nil if there is none.
    package func text(beforeIn output: String) -> Substring? {
        place(in: output).map { output[..<output.utf8.index(output.startIndex, offsetBy: $0)] }
    }

    /// Returns where its last occurrence begins, in UTF-8 bytes.
    private func place(in output: String) -> Int? {
        guard let first = bytes.first else { return nil }
        var output = output
        // The sentence is whole scalars, so the cut is between scalars.
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
