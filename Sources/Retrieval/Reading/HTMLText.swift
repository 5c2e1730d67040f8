/// Reads the text of a page of HTML, with a section for each heading. Scripts, styles and tags are left out. Nothing that a page
/// says is carried out or fetched.
struct HTMLText {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var sections: [Section] = []
    private var section = Section()
    private var current = ""
    private var headings: [(level: Int, title: String)] = []
    /// The level of the heading that is being read; nil in other text.
    private var level: Int?
    private var isPreformatted = false

    /// Returns the sections of a page.
    static func sections(of text: String) -> [Section] {
        var reader = HTMLText(text)
        return reader.read()
    }

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    private static let skipped: Set<String> = ["script", "style", "template", "noscript", "svg", "head"]
    private static let blocks: Set<String> = [
        "p", "div", "ul", "ol", "dl", "table", "section", "article", "blockquote", "pre", "main", "header", "footer",
        "nav", "aside", "form", "figure", "hr", "dt", "title",
    ]
    private static let lines: Set<String> = ["br", "tr", "dd", "option", "caption"]

    private mutating func read() -> [Section] {
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar {
            case "<": tag()
            case "&": entity()
            default:
                if scalar == "\n" { line += 1 }
                add(scalar)
                index += 1
            }
        }
        endLine()
        endSection()
        return sections
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        if isPreformatted {
            if scalar == "\n" { endLine() } else { current.unicodeScalars.append(scalar) }
        } else if scalar.properties.isWhitespace {
            if !current.isEmpty, current.last != " " { current += " " }
        } else {
            current.unicodeScalars.append(scalar)
        }
    }

    private mutating func endLine() {
        while current.last == " " { current.removeLast() }
        if !current.isEmpty { section.add(current, at: line) }
        current = ""
    }

    private mutating func endBlock() {
        endLine()
        if !section.lines.isEmpty, !section.text.hasSuffix("\n") { section.add("", at: line) }
    }

    private mutating func endSection() {
        if !section.isBlank { sections.append(section) }
        section = Section(headings: headings.map(\.title))
    }

    // MARK: tags

    private mutating func tag() {
        if starts("<!--") {
            skip(to: "-->")
            return
        }
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        guard next == "/" || next == "!" || next == "?" || next.properties.isAlphabetic else {
            add("<")
            index += 1
            return
        }
        let isEnd = next == "/"
        var place = index + (isEnd ? 2 : 1)
        var name = ""
        while place < scalars.count, scalars[place].properties.isAlphabetic || 0x30...0x39 ~= scalars[place].value {
            name.unicodeScalars.append(scalars[place])
            place += 1
        }
        name = name.lowercased()
        skipTag()
        if !isEnd, Self.skipped.contains(name) {
            skip(to: "</\(name)")
            if index < scalars.count { skipTag() }
            return
        }
        take(name, isEnd: isEnd)
    }

    private mutating func take(_ name: String, isEnd: Bool) {
        if name.count == 2, name.first == "h", let number = name.last?.wholeNumberValue, 1...6 ~= number {
            if !isEnd {
                endLine()
                endSection()
                level = number
            } else if let level {
                let title = current.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                current = ""
                self.level = nil
                headings.removeAll { $0.level >= level }
                if !title.isEmpty { headings.append((level, title)) }
                endSection()
            }
            return
        }
        if name == "pre" { isPreformatted = !isEnd }
        if name == "li", !isEnd {
            endLine()
            current = "- "
        } else if name == "td" || name == "th", isEnd {
            current += " "
        } else if Self.blocks.contains(name) {
            endBlock()
        } else if Self.lines.contains(name) {
            endLine()
        }
    }

    /// Goes behind the tag at the current place, whose values may hold `>` in quotes.
    private mutating func skipTag() {
        var quote: Unicode.Scalar?
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "\n" { line += 1 }
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == ">" {
                return
            } else if scalar == "\"" || scalar == "'", index > 1, scalars[index - 2] == "=" {
                quote = scalar
            }
        }
    }

    private func starts(_ text: String) -> Bool {
        var place = index
        for scalar in text.unicodeScalars {
            guard place < scalars.count,
                scalars[place] == scalar || scalars[place].properties.lowercaseMapping == String(scalar)
            else { return false }
            place += 1
        }
        return true
    }

    /// Goes to a text, which is left to be read unless it ends a comment.
    private mutating func skip(to text: String) {
        while index < scalars.count, !starts(text) {
            if scalars[index] == "\n" { line += 1 }
            index += 1
        }
        if text == "-->" { index = min(scalars.count, index + 3) }
    }

    // MARK: entities

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "hellip": "…", "mdash": "—",
        "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "copy": "©", "middot": "·", "bull": "•",
        "times": "×", "euro": "€", "deg": "°",
    ]

    private mutating func entity() {
        var place = index + 1
        var name = ""
        while place < scalars.count, name.utf8.count < 10, scalars[place].isASCII, scalars[place] != ";",
            scalars[place].properties.isAlphabetic || scalars[place] == "#" || 0x30...0x39 ~= scalars[place].value
        {
            name.unicodeScalars.append(scalars[place])
            place += 1
        }
        guard place < scalars.count, scalars[place] == ";", let text = Self.text(ofEntity: name) else {
            add("&")
            index += 1
            return
        }
        for scalar in text.unicodeScalars { add(scalar) }
        index = place + 1
    }

    private static func text(ofEntity name: String) -> String? {
        if let text = entities[name] { return text }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let code = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map { String(Character($0)) }
    }
}
