import Foundation
import Library
import Prompting

/// Finds variables, comments and tags in a text of Jinja or Nunjucks.
struct JinjaReader {
    private(set) var parts: [ForeignPart] = []
    private(set) var comments: [String] = []
    private var literal = ""
    private var rest: Substring
    /// The names that loops give values to, from the outer to the inner loop, and those of `set` before all loops.
    private var bound: [Set<String>] = [[]]
    /// The closing marks that don't come any more: without them, each opening would be followed to the end of the text.
    private var unclosed: Set<String> = []
    private lazy var statements = Statements()
    /// True if a `-` in the last tag removes the white space after it.
    private var trimsNext = false

    init(_ text: String) {
        rest = Substring(text)
        while let opening = Self.opening(in: rest) {
            take(rest[..<opening])
            rest = rest[opening...]
            guard takeTag() else {
                take(rest.prefix(1))
                rest = rest.dropFirst()
                continue
            }
        }
        take(rest)
        flush()
    }

    /// Returns where the first tag, variable or comment may begin in a text; nil if none does.
    static func opening(in text: Substring) -> Substring.Index? {
        let bytes = text.utf8
        return bytes.indices.first { index in
            guard bytes[index] == UInt8(ascii: "{") else { return false }
            let next = bytes.index(after: index)
            return next < bytes.endIndex && "{%#".utf8.contains(bytes[next])
        }
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

    /// Reads the tag at the opening mark; false if it isn't closed.
    private mutating func takeTag() -> Bool {
        let mark = rest.dropFirst().first
        let closing = mark == "{" ? "}}" : mark == "%" ? "%}" : "#}"
        let inside = rest.dropFirst(2)
        guard !unclosed.contains(closing) else { return false }
        guard let end = Self.end(of: inside, closing: closing) else {
            unclosed.insert(closing)
            return false
        }
        let whole = rest[..<end.upperBound]
        var inner = inside[..<end.lowerBound]
        rest = rest[end.upperBound...]
        if inner.first == "-" {
            inner = inner.dropFirst()
            while literal.last?.isWhitespace == true { literal.removeLast() }
        }
        let trims = inner.last == "-"
        if trims { inner = inner.dropLast() }
        let word = inner.trimmingCharacters(in: .whitespacesAndNewlines)
        if mark == "{" {
            takeExpression(word, whole: whole)
        } else if mark == "%" {
            takeStatement(word, whole: whole)
        } else {
            comments.append(String(whole))
        }
        trimsNext = trims
        return true
    }

    private mutating func takeExpression(_ word: String, whole: Substring) {
        if TemplateSyntax.isName(word) {
            flush()
            // A name that the text itself gives a value is no variable of the prompt.
            let isBound = bound.contains { $0.contains(word) }
            parts.append(isBound ? .respelt(String(whole), as: "{{ (\(word)) }}") : .variable(word))
        } else if let text = Self.quoted(word) {
            literal += text
        } else {
            tag(whole)
        }
    }

    private mutating func takeStatement(_ word: String, whole: Substring) {
        if let match = word.firstMatch(of: statements.loop) {
            bound.append(Set(Self.names(in: match.1)))
        } else if let match = word.firstMatch(of: statements.macro) {
            bound.append(Set(Self.names(in: match.1)))
        } else if word == "endfor" || word == "endmacro", bound.count > 1 {
            bound.removeLast()
        } else if let match = word.firstMatch(of: statements.assignment) {
            bound[bound.count - 1].formUnion(Self.names(in: match.1))
        }
        guard word == "raw", let end = rest.firstRange(of: statements.rawEnd) else { return tag(whole) }
        literal += rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
    }

    /// Returns the names in a list such as `a, (b, c)`.
    private static func names(in list: Substring) -> [String] {
        list.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    private mutating func tag(_ whole: Substring) {
        flush()
        parts.append(.tag(String(whole)))
    }

    /// Returns the range of the closing mark, ignoring marks in quotes; nil if there is none.
    private static func end(of text: Substring, closing: String) -> Range<Substring.Index>? {
        guard closing != "#}" else { return text.firstRange(of: closing) }
        var quote: Character?
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            if let open = quote {
                if character == "\\" { index = text.index(after: index) }
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if text[index...].hasPrefix(closing) {
                return index..<text.index(index, offsetBy: closing.count)
            }
            if index < text.endIndex { index = text.index(after: index) }
        }
        // An apostrophe may open no quotation; the mark is then looked for everywhere.
        return text.firstRange(of: closing)
    }

    private static func quoted(_ word: String) -> String? {
        guard word.count >= 2, let mark = word.first, mark == "\"" || mark == "'", word.last == mark else { return nil }
        let inner = word.dropFirst().dropLast()
        guard !inner.contains(mark), !inner.contains("\\") else { return nil }
        return String(inner)
    }
}

/// The statements that say what a name means. A regular expression is compiled wherever it is written, so that they aren't written
/// where each statement is read.
private struct Statements {
    let loop = /^for\s+([\w\s,()]+?)\s+in\s/
    let macro = /^macro\s+\w+\s*\(([^)]*)\)/
    let assignment = /^set\s+([\w\s,]+?)\s*(=|$)/
    let rawEnd = /\{%-?\s*endraw\s*-?%\}/
}
