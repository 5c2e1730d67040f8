/// Reads Markdown: a section for each heading. All else stays as it is written.
enum MarkdownText {
    /// Returns the sections of a text.
    static func sections(of text: String) -> [Section] {
        var sections: [Section] = []
        var section = Section()
        var headings: [(level: Int, title: String)] = []
        var fence: Character?
        func titled(_ level: Int, _ title: String) {
            if !section.isBlank { sections.append(section) }
            headings.removeAll { $0.level >= level }
            headings.append((level, title))
            section = Section(headings: headings.map(\.title))
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let bare = line.drop { $0 == " " }
            if let mark = fenceMark(bare), fence == nil || fence == mark {
                fence = fence == nil ? mark : nil
            } else if fence == nil, let (level, title) = heading(bare) {
                titled(level, title)
                continue
            } else if fence == nil, let level = underline(bare), let title = section.lastParagraphLine {
                section.removeLastLine()
                titled(level, title)
                continue
            }
            section.add(line, at: index + 1)
        }
        if !section.isBlank { sections.append(section) }
        return sections
    }

    private static func fenceMark(_ line: Substring) -> Character? {
        line.hasPrefix("```") ? "`" : line.hasPrefix("~~~") ? "~" : nil
    }

    private static func heading(_ line: Substring) -> (level: Int, title: String)? {
        let marks = line.prefix { $0 == "#" }
        guard 1...6 ~= marks.count, line[marks.endIndex...].first.map({ $0 == " " || $0 == "\t" }) == true else {
            return nil
        }
        var title = line[marks.endIndex...]
        while title.last == "#" || title.last?.isWhitespace == true { title.removeLast() }
        return (marks.count, String(title.drop { $0.isWhitespace }))
    }

    /// Returns the level of the heading that a line of `=` or `-` makes of the line above.
    private static func underline(_ line: Substring) -> Int? {
        guard line.count > 2, let mark = line.first, mark == "=" || mark == "-", line.allSatisfy({ $0 == mark }) else {
            return nil
        }
        return mark == "=" ? 1 : 2
    }
}

extension Section {
    /// The last line if it is a paragraph of its own, as a heading that is underlined; nil for others.
    fileprivate var lastParagraphLine: String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).suffix(2)
        guard let last = lines.last, last.contains(where: { !$0.isWhitespace }), last.first?.isWhitespace == false,
            !"|->*+".contains(last.first ?? "-"), lines.count < 2 || lines.first?.allSatisfy(\.isWhitespace) == true
        else { return nil }
        return String(last)
    }

    fileprivate mutating func removeLastLine() {
        text = text.lastIndex(of: "\n").map { String(text[..<$0]) } ?? ""
        lines.removeLast()
    }
}
