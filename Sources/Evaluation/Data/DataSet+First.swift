extension DataSet {
    /// The first case in a sentence: its values, the beginning of each, and what is right; nil if there is no case.
    package var firstInWords: String? {
        guard let first = cases.first else { return nil }
        func quoted(_ text: String) -> String {
            let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let short = line.count > 60 ? String(line.prefix(59)) + "…" : line
            return "“\(short)”"
        }
        let values = first.variables.sorted { $0.key < $1.key }.map { "\($0.key) \(quoted($0.value))" }
        let right = first.expected.isEmpty ? "none" : first.expected.map(quoted).joined(separator: " or ")
        return "The first: \((values + ["right answer \(right)"]).joined(separator: "; "))."
    }
}
