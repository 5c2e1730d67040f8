/// Lists of choices in an input, one on a line: `A) red`, `B) green`.
enum ChoiceLines {
    /// Returns a text whose choices are labelled as `(A)` or the like, in which `A` stands for each letter.
    static func labelled(_ text: String, like label: String) -> String {
        guard label != Wording.usualChoiceLabel, let place = label.firstIndex(of: "A") else { return text }
        let (before, after) = (label[..<place], label[label.index(after: place)...])
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for run in runs(in: lines) {
            for index in run { lines[index] = "\(before)\(lines[index].prefix(1))\(after)\(lines[index].dropFirst(2))" }
        }
        return lines.joined(separator: "\n")
    }

    /// Returns the places of at least two lines in a row that begin with `A) `, `B) ` and so on.
    private static func runs(in lines: [Substring]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var index = 0
        while index < lines.count {
            var end = index
            while end < lines.count, end - index < 26,
                lines[end].hasPrefix("\(Unicode.Scalar(UInt8(ascii: "A") + UInt8(end - index)))) ")
            {
                end += 1
            }
            if end - index > 1 { runs.append(index..<end) }
            index = max(end, index + 1)
        }
        return runs
    }
}
