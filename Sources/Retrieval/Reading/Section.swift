/// A part of a file under one heading.
struct Section: Hashable {
    /// The headings above the text, the outermost first.
    var headings: [String] = []
    /// The text.
    var text = ""
    /// For each line of the text its line in the file, from 1, or its page.
    var lines: [Int] = []

    /// Adds a line of the text.
    mutating func add(_ line: some StringProtocol, at number: Int) {
        if !lines.isEmpty { text += "\n" }
        text += line
        lines.append(number)
    }

    /// True if there is nothing but white space.
    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}

/// The sections of a file.
struct SourceText: Hashable {
    /// The sections, none of them blank.
    var sections: [Section] = []
    /// True if places are pages and not lines.
    var hasPages = false
}
