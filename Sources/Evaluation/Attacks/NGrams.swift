/// How much of one text stands in another, by runs of characters.
package enum NGrams {
    /// The number of characters in a run.
    package static let length = 4

    /// Returns the share of `part`'s different runs that `whole` has too, from 0 to 1; 0 if `part` has none. Case and the
    /// width of white space don't count.
    package static func containment(of part: String, in whole: String) -> Double {
        let runs = runs(of: part)
        guard !runs.isEmpty else { return 0 }
        return Double(runs.intersection(self.runs(of: whole)).count) / Double(runs.count)
    }

    private static func runs(of text: String) -> Set<String> {
        let characters = Array(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
        guard characters.count >= length else { return [] }
        return Set((0...(characters.count - length)).map { String(characters[$0..<($0 + length)]) })
    }
}
