/// The sentence that an answer follows, found as `CompiledPrompt.answer(in:)` finds it.
struct AnswerSentence {
    private let bytes: [UInt8]

    init(_ sentence: String) {
        bytes = sentence.trimmingSpaces.utf8.map(Self.lowercased)
    }

    /// What follows its last occurrence; nil where there is none.
    func rest(of output: String) -> Substring? {
        guard let first = bytes.first else { return nil }
        var output = output
        // The sentence is whole scalars, so the cut is between scalars.
        let start = output.withUTF8 { text -> Int? in
            var start = text.count - bytes.count
            while start >= 0 {
                if Self.lowercased(text[start]) == first,
                    bytes.indices.allSatisfy({ Self.lowercased(text[start + $0]) == bytes[$0] })
                {
                    return start + bytes.count
                }
                start -= 1
            }
            return nil
        }
        return start.map { output[output.utf8.index(output.startIndex, offsetBy: $0)...] }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
