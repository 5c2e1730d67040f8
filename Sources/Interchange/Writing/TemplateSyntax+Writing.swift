import Library
import Prompting

/// Writes Lathe's texts in another program's syntax.
struct TemplateWriter {
    let syntax: TemplateSyntax
    /// Text that is written as it stands, because it looks like the other program's own tag.
    private(set) var tags: [String] = []
    private var knownTags: Set<String> = []
    /// What the other program reads as its own tags. Made once, because a regular expression is compiled wherever it is written.
    private lazy var jinjaTag = /\{%-?\s*[a-z]+\b[^%]*%\}|\{\{-?\s*[A-Za-z_]\w*\s*[.|\[\(][^{}]*\}\}/
    private lazy var handlebarsTag = /\{\{\{?(?:[#\/^>]|\.\}|[@A-Za-z_][\w.\/@]*[ .])[^{}]*\}\}\}?/
    /// Variables whose names the other program can't have, with the names that they get there.
    private(set) var renamed: [String: String] = [:]

    init(_ syntax: TemplateSyntax) {
        self.syntax = syntax
    }

    /// Returns a text in the other program's syntax.
    mutating func write(_ text: String) -> String {
        let parts = Template(text).parts
        var result = ""
        for (index, part) in parts.enumerated() {
            switch part {
            case .variable(let name):
                var next: Character?
                if index + 1 < parts.count, case .text(let text) = parts[index + 1] { next = text.first }
                var isAfterBrace = false
                if syntax == .handlebars, index > 0, case .text(let text) = parts[index - 1] {
                    isAfterBrace = text.hasSuffix("{")
                }
                let written = variable(name, before: next)
                // The blank that separates the braces is removed by the tilde.
                result += isAfterBrace ? "{{~" + written.dropFirst(2) : written
            case .text(let literal):
                result += self.literal(literal, beforeVariable: index + 1 < parts.count)
            }
        }
        return result
    }

    /// Adds losses for all texts that were written.
    func report(to losses: inout Losses, for title: String) {
        if !tags.isEmpty {
            let list = tags.map { "`\($0)`" }.joined(separator: ", ")
            losses.add("\(list): plain text to Lathe, but \(title) reads it as a tag. It is written unchanged.")
        }
        for (name, other) in renamed.sorted(by: { $0.key < $1.key }) {
            losses.add("`{{\(name)}}`: a variable's name is ASCII in \(title), so it is called `\(other)` there.")
        }
    }

    // MARK: parts

    /// Returns the name that a variable gets in the other program.
    mutating func name(of variable: String) -> String {
        guard syntax == .dollar, !variable.allSatisfy(\.isASCII) else { return variable }
        if let other = renamed[variable] { return other }
        let other = "variable_\(renamed.count + 1)"
        renamed[variable] = other
        return other
    }

    private mutating func variable(_ variable: String, before next: Character?) -> String {
        let name = name(of: variable)
        switch syntax {
        case .braces, .jinja: return "{{\(name)}}"
        case .handlebars:
            return ["else", "this", "true", "false", "null", "undefined", "history"].contains(name)
                ? "{{[\(name)]}}" : "{{\(name)}}"
        case .dollar:
            let isGlued = next.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } ?? false
            return isGlued ? "${\(name)}" : "$\(name)"
        }
    }

    private mutating func literal(_ text: String, beforeVariable: Bool) -> String {
        switch syntax {
        case .braces: return text
        case .dollar: return text.replacing("$", with: "$$")
        case .jinja: return jinja(text, beforeVariable: beforeVariable)
        case .handlebars: return handlebars(text, beforeVariable: beforeVariable)
        }
    }

    private mutating func jinja(_ text: String, beforeVariable: Bool) -> String {
        var result = ""
        var rest = Substring(text)
        while let opening = JinjaReader.opening(in: rest) {
            result += rest[..<opening]
            rest = rest[opening...]
            if let tag = rest.prefixMatch(of: jinjaTag) {
                note(tag.output)
                result += tag.output
                rest = rest[tag.range.upperBound...]
            } else {
                result += "{{ '\(rest.prefix(2))' }}"
                rest = rest.dropFirst(2)
            }
        }
        result += rest
        // A brace before `{{name}}` would be read as a part of it.
        if beforeVariable, result.last == "{" { result = result.dropLast() + "{{ '{' }}" }
        return result
    }

    private mutating func handlebars(_ text: String, beforeVariable: Bool) -> String {
        var result = ""
        var rest = Substring(text)
        while let opening = rest.firstRange(of: "{{") {
            result += rest[..<opening.lowerBound]
            rest = rest[opening.lowerBound...]
            if let tag = rest.prefixMatch(of: handlebarsTag) {
                note(tag.output)
                result += tag.output
                rest = rest[tag.range.upperBound...]
            } else {
                result += "\\{{"
                rest = rest.dropFirst(2)
            }
        }
        result += rest
        guard beforeVariable else { return result }
        // A backslash would make text of the variable, and a brace would be read with its braces.
        if result.last == "\\" { result += "\\" }
        if result.last == "{" { result += " " }
        return result
    }

    private mutating func note(_ tag: Substring) {
        if knownTags.insert(String(tag)).inserted { tags.append(String(tag)) }
    }
}
