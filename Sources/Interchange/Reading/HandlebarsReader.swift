import Foundation
import Library
import Prompting

/// Finds variables, comments and tags in a text of Handlebars or Mustache.
struct HandlebarsReader {
    private(set) var parts: [ForeignPart] = []
    private(set) var comments: [String] = []
    private var literal = ""
    private var rest: Substring
    private var trimsNext = false
    /// The closing marks that don't come any more: without them, each opening would be followed to the end of the text.
    private var unclosed: Set<String> = []

    init(_ text: String) {
        rest = Substring(text)
        while let opening = rest.firstRange(of: "{{") {
            take(rest[..<opening.lowerBound])
            rest = rest[opening.lowerBound...]
            guard takeTag() else {
                take(rest.prefix(1))
                rest = rest.dropFirst()
                continue
            }
        }
        take(rest)
        flush()
    }

    private mutating func take(_ text: Substring) {
        guard !text.isEmpty else { return }
        literal += trimsNext ? String(text.drop { $0.isWhitespace }) : String(text)
        if text.contains(where: { !$0.isWhitespace }) { trimsNext = false }
    }

    private mutating func flush() {
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
    }

    private mutating func takeTag() -> Bool {
        if literal.hasSuffix("\\"), !literal.hasSuffix("\\\\") {
            // A backslash makes text of the braces; two backslashes are one and a tag.
            literal.removeLast()
            literal += "{{"
            rest = rest.dropFirst(2)
            return true
        }
        let closing = rest.hasPrefix("{{!--") ? "--}}" : rest.hasPrefix("{{{") ? "}}}" : "}}"
        guard !unclosed.contains(closing) else { return false }
        guard let end = rest.firstRange(of: closing) else {
            unclosed.insert(closing)
            return false
        }
        let whole = rest[..<end.upperBound]
        if literal.hasSuffix("\\") { literal.removeLast() }
        rest = rest[end.upperBound...]
        let braces = closing == "}}}" ? 3 : 2
        var inner = whole.dropFirst(braces).dropLast(braces)
        if inner.first == "~" {
            inner = inner.dropFirst()
            while literal.last?.isWhitespace == true { literal.removeLast() }
        }
        let trims = inner.last == "~"
        if trims { inner = inner.dropLast() }
        if inner.first == "!" {
            comments.append(String(whole))
            removeOwnLine()
        } else {
            takeExpression(inner.trimmingCharacters(in: .whitespacesAndNewlines), whole: whole)
        }
        trimsNext = trims
        return true
    }

    private mutating func takeExpression(_ word: String, whole: Substring) {
        var name = word.hasPrefix("&") ? String(word.dropFirst()) : word
        if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
        switch word {
        // Handlebars' other word for the same, which Lathe doesn't take for a variable.
        case "else": respelt(whole, as: "{{^}}")
        case "this": respelt(whole, as: "{{.}}")
        case _ where TemplateSyntax.isName(name):
            flush()
            parts.append(.variable(name))
        default: tag(whole)
        }
    }

    private mutating func respelt(_ text: Substring, as other: String) {
        flush()
        parts.append(.respelt(String(text), as: other))
    }

    private mutating func tag(_ text: some StringProtocol) {
        flush()
        parts.append(.tag(String(text)))
    }

    /// Removes the line of a comment that stands alone.
    private mutating func removeOwnLine() {
        let before = literal.reversed().prefix { $0 == " " || $0 == "\t" }.count
        let startsLine = literal.dropLast(before).last.map(\.isNewline) ?? parts.isEmpty
        let after = rest.prefix { $0 == " " || $0 == "\t" }
        guard startsLine, rest.dropFirst(after.count).first.map(\.isNewline) ?? true else { return }
        literal.removeLast(before)
        rest = rest.dropFirst(after.count + 1)
    }
}
