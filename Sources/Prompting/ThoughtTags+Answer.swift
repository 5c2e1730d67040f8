extension ThoughtTags {
    /// Returns a whole output without the thoughts in it: blocks between tags wherever they stand, and all before a closing
    /// tag whose opening one the prompt wrote. Nil if thoughts are open at the end and nothing stands before them.
    package func answer(in output: String) -> String? {
        guard Self.isAny(of: starts + ends, in: output) else { return output }
        let (starts, ends) = (Self.bytes(starts), Self.bytes(ends))
        let bytes = Array(output.utf8)
        var answer: [UInt8] = []
        var (index, from, isOpen) = (0, 0, false)
        while index < bytes.count {
            let end = Self.tag(ends, at: index, in: bytes)
            if let end {
                // A closing tag without an opening one: all before it was thought. Harmony's also ends the answer itself.
                if !isOpen { answer = end.elementsEqual("<|end|>".utf8) ? answer + bytes[from..<index] : [] }
                isOpen = false
            }
            let start = end == nil && !isOpen ? Self.tag(starts, at: index, in: bytes) : nil
            if start != nil {
                answer += bytes[from..<index]
                isOpen = true
            }
            index += (end ?? start)?.count ?? 1
            if end != nil || start != nil { from = index }
        }
        if !isOpen { answer += bytes[from...] }
        var text = String(decoding: answer, as: UTF8.self)
        if isOpen { return text.allSatisfy(\.isWhitespace) ? nil : text }
        for header in headers where Self.isAny(of: [header], in: text) { text = text.replacing(header, with: "") }
        return text
    }

    /// Returns the two parts of an output whose thoughts the prompt began: what stands before the first closing tag, and what
    /// follows it. Nil if there is no closing tag, or an opening one before it. Harmony's closing tag doesn't count: it also
    /// ends an answer.
    package func partsBehindOpenThoughts(of output: String) -> (thoughts: String, answer: String)? {
        let closing = ends.filter { $0 != "<|end|>" }
        guard Self.isAny(of: closing, in: output) else { return nil }
        let (starts, ends) = (Self.bytes(starts), Self.bytes(closing))
        let bytes = Array(output.utf8)
        for index in bytes.indices {
            if Self.tag(starts, at: index, in: bytes) != nil { return nil }
            guard let end = Self.tag(ends, at: index, in: bytes) else { continue }
            let answer = bytes[(index + end.count)...].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
            return (String(decoding: bytes[..<index], as: UTF8.self), String(decoding: answer, as: UTF8.self))
        }
        return nil
    }

    private static func bytes(_ tags: [String]) -> [[UInt8]] { tags.filter { !$0.isEmpty }.map { Array($0.utf8) } }

    /// Returns the first of these tags that stands at an index.
    private static func tag(_ tags: [[UInt8]], at index: Int, in bytes: [UInt8]) -> [UInt8]? {
        tags.first { $0[0] == bytes[index] && bytes[index...].starts(with: $0) }
    }

    /// Returns whether one of these texts occurs in a text. It compares bytes: Swift's own search compares characters, which
    /// takes many times as long, and every output that is scored is asked.
    private static func isAny(of tags: [String], in text: String) -> Bool {
        let tags = bytes(tags)
        var text = text
        return text.withUTF8 { bytes in
            bytes.indices.contains { start in
                tags.contains { tag in
                    bytes[start] == tag[0] && bytes.count - start >= tag.count
                        && tag.indices.allSatisfy { bytes[start + $0] == tag[$0] }
                }
            }
        }
    }
}
