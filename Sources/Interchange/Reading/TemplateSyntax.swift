import Library
import Prompting
import Remedies

/// The way in which another program marks variables in a text.
enum TemplateSyntax: Sendable {
    /// Like Lathe: `{{name}}`.
    case braces
    /// Jinja and Nunjucks: `{{ name }}`, `{% if … %}`, `{# comment #}`.
    case jinja
    /// Handlebars and Mustache: `{{name}}`, `{{#if …}}`, `{{! comment }}`.
    case handlebars
    /// Python's `string.Template`: `$name`, `${name}`, `$$`.
    case dollar
}

/// A piece of another program's text.
enum ForeignPart: Hashable {
    /// Text as it is sent.
    case text(String)
    /// A variable.
    case variable(String)
    /// A tag that Lathe has no word for, as it is written: a condition, a loop, a filter.
    case tag(String)
    /// A tag that Lathe would take for a variable, and another spelling of it in that program.
    case respelt(String, as: String)
    /// A comment that isn't sent, as it is written. Comments come after all other parts.
    case comment(String)
}

/// The names in another program's texts that Lathe takes for variables.
struct ForeignNames {
    /// Those that are variables there, too.
    var variables: Set<String> = []
    /// Those that are plain text there.
    var plain: Set<String> = []

    /// Adds the names in a further text.
    mutating func add(_ others: ForeignNames) {
        variables.formUnion(others.variables)
        plain.formUnion(others.plain)
    }
}

extension [ForeignPart] {
    /// The parts as a text of Lathe's, the losses, without place, and the names in it.
    var asTemplate: (text: String, losses: [Notice], names: ForeignNames) {
        var text = ""
        var meant: [Template.Part] = []
        var tags: [String] = []
        var respelt: [(String, String)] = []
        var comments: [String] = []
        for part in self {
            switch part {
            case .text(let literal):
                text += literal
                Self.append(literal, to: &meant)
            case .variable(let name):
                text += "{{\(name)}}"
                meant.append(.variable(name))
            case .tag(let tag):
                text += tag
                Self.append(tag, to: &meant)
                if !tags.contains(tag) { tags.append(tag) }
            case .respelt(let tag, let other):
                text += other
                Self.append(other, to: &meant)
                if !respelt.contains(where: { $0.0 == tag }) { respelt.append((tag, other)) }
            case .comment(let comment):
                if !comments.contains(comment) { comments.append(comment) }
            }
        }
        var losses: [Notice] = []
        if !tags.isEmpty {
            let list = tags.map { "`\($0)`" }.joined(separator: ", ")
            losses.append(
                "Lathe has no tags besides variables: \(list) \(tags.count == 1 ? "stays" : "stay") as plain text.")
        }
        for (tag, other) in respelt {
            losses.append(
                Notice(
                    "`\(tag)` stays as plain text, but is written as `\(other)`, which means the same there: "
                        + "`\(tag)` would be a variable to Lathe."))
        }
        if !comments.isEmpty {
            let list = comments.map { "`\(preview($0, characters: 60))`" }.joined(separator: ", ")
            losses.append("Lathe's texts have no comments: \(list) \(comments.count == 1 ? "is" : "are") left out.")
        }
        let read = Template(text)
        var names = ForeignNames()
        for case .variable(let name) in meant { names.variables.insert(name) }
        if read.parts != meant {
            let had = meant.compactMap { if case .variable(let name) = $0 { name } else { nil } }
            let new = read.variables.filter { !had.contains($0) }
            names.plain = Set(new)
            losses.append(
                new.isEmpty
                    ? Notice("braces in it mean something else to Lathe.", .compareSent)
                    : Notice(
                        "what is plain text there, "
                            + new.map { "`{{\($0)}}`" }.joined(separator: ", ") + ", is a variable to Lathe."))
        }
        return (text, losses, names)
    }

    private static func append(_ literal: String, to parts: inout [Template.Part]) {
        if case .text(let before) = parts.last {
            parts[parts.count - 1] = .text(before + literal)
        } else if !literal.isEmpty {
            parts.append(.text(literal))
        }
    }
}

extension TemplateSyntax {
    /// Splits a text of another program into its parts.
    func parts(of text: String) -> [ForeignPart] {
        switch self {
        case .braces:
            return Template(text).parts.map { part in
                switch part {
                case .text(let text): .text(text)
                case .variable(let name): .variable(name)
                }
            }
        case .jinja:
            let reader = JinjaReader(text)
            return reader.parts + reader.comments.map { .comment($0) }
        case .handlebars:
            let reader = HandlebarsReader(text)
            return reader.parts + reader.comments.map { .comment($0) }
        case .dollar: return Self.dollarParts(of: text)
        }
    }

    /// Returns a text in Lathe's syntax; its losses are added with its place.
    func read(_ text: String, at place: String, losses: inout Losses) -> String {
        let result = parts(of: text).asTemplate
        for loss in result.losses { losses.add("\(place) \(loss.sentence)", loss.remedy) }
        losses.names.add(result.names)
        return result.text
    }

    /// Returns the text of a value in Lathe's syntax; its losses are added.
    func read(_ value: PlacedValue, losses: inout Losses) throws(PromptFileError) -> String {
        read(try value.text(), at: value.place, losses: &losses)
    }

    /// Returns whether Lathe takes a text for a variable's name.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
        return text.unicodeScalars.allSatisfy(\.properties.isXIDContinue)
    }

    private static func dollarParts(of text: String) -> [ForeignPart] {
        var parts: [ForeignPart] = []
        var literal = ""
        var rest = Substring(text)
        func isStart(_ character: Character) -> Bool { character.isASCII && (character.isLetter || character == "_") }
        func take(_ name: Substring, _ length: Int) {
            if !literal.isEmpty { parts.append(.text(literal)) }
            literal = ""
            parts.append(.variable(String(name)))
            rest = rest.dropFirst(length)
        }
        while let character = rest.first {
            let after = rest.dropFirst()
            guard character == "$", let next = after.first else {
                literal.append(character)
                rest = after
                continue
            }
            let inner = next == "{" ? after.dropFirst() : after
            let name =
                inner.first.map(isStart) == true ? inner.prefix { isStart($0) || ($0.isASCII && $0.isNumber) } : ""
            if next == "$" {
                literal += "$"
                rest = after.dropFirst()
            } else if next == "{", !name.isEmpty, inner.dropFirst(name.count).first == "}" {
                take(name, name.count + 3)
            } else if next != "{", !name.isEmpty {
                take(name, name.count + 1)
            } else {
                literal += "$"
                rest = after
            }
        }
        return literal.isEmpty ? parts : parts + [.text(literal)]
    }
}
