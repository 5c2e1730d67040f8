extension ThoughtTags {
    /// Returns a whole output without the thoughts in it: blocks between tags wherever they stand, and all before a closing
    /// tag whose opening one the prompt wrote. Nil if thoughts are open at the end and nothing stands before them.
    package func answer(in output: String) -> String? {
        guard Self.isAny(of: starts + ends, in: output) else { return output }
        var rest = output[...]
        var answer = ""
        while let start = first(starts, in: rest) ?? first(ends, in: rest) {
            let end = first(ends, in: rest)
            if let end, end.lowerBound <= start.lowerBound {
                // A closing tag without an opening one: all before it was thought. Harmony's also ends the answer itself.
                answer = rest[end] == "<|end|>" ? answer + rest[..<end.lowerBound] : ""
                rest = rest[end.upperBound...]
                continue
            }
            answer += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let close = first(ends, in: rest) else {
                return answer.allSatisfy(\.isWhitespace) ? nil : answer
            }
            rest = rest[close.upperBound...]
        }
        answer += rest
        for header in headers { answer = answer.replacing(header, with: "") }
        return answer
    }

    /// Returns whether one of these texts occurs in a text. It compares bytes: Swift's own search compares characters, which
    /// takes many times as long, and every output that is scored is asked.
    private static func isAny(of tags: [String], in text: String) -> Bool {
        let tags = tags.filter { !$0.isEmpty }.map { Array($0.utf8) }
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

    private func first(_ tags: [String], in text: Substring) -> Range<Substring.Index>? {
        tags.compactMap { $0.isEmpty ? nil : text.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
    }
}
