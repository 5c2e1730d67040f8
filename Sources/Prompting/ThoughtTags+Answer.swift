extension ThoughtTags {
    /// Returns a whole output without the thoughts in it: blocks between tags wherever they stand, and all before a closing
    /// tag whose opening one the prompt wrote. Nil if thoughts are open at the end and nothing stands before them.
    package func answer(in output: String) -> String? {
        guard (starts + ends).contains(where: output.contains) else { return output }
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

    private func first(_ tags: [String], in text: Substring) -> Range<Substring.Index>? {
        tags.compactMap { $0.isEmpty ? nil : text.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
    }
}
