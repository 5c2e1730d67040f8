/// Splits a text into literal pieces and variables, in one pass.
struct TemplateScanner {
    /// A bracket that is still open. `isArgument` is true if it holds an argument of a TeX command.
    private struct Group {
        var closing: Unicode.Scalar
        var isArgument: Bool
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var groups: [Group] = []
    /// True if a brace here would open an argument of a TeX command.
    private var isArgumentNext = false
    /// The place at which the literal text before ``position`` begins.
    private var start = 0
    private var parts: [Template.Part] = []
    /// The ranges of variables, counted in scalars.
    private(set) var variableRanges: [Range<Int>] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func scan() -> [Template.Part] {
        while position < scalars.count {
            switch scalars[position] {
            case "\\":
                takeCommand()
            case "{":
                if !isArgumentNext, let variable = variable() {
                    take(variable)
                } else {
                    open(closing: "}")
                }
            case "[" where isArgumentNext:
                open(closing: "]")
            case "}", "]":
                close()
            default:
                isArgumentNext = false
                takeLiteral()
            }
        }
        flush()
        return parts
    }

    private mutating func takeLiteral() {
        position += 1
    }

    private mutating func takeCommand() {
        takeLiteral()
        let name = position
        while position < scalars.count, scalars[position].isASCII, scalars[position].properties.isAlphabetic {
            takeLiteral()
        }
        isArgumentNext = position - name >= 2
        if isArgumentNext, position < scalars.count, scalars[position] == "*" { takeLiteral() }
    }

    private mutating func open(closing: Unicode.Scalar) {
        groups.append(Group(closing: closing, isArgument: isArgumentNext))
        isArgumentNext = false
        takeLiteral()
    }

    private mutating func close() {
        isArgumentNext = false
        if let last = groups.last, last.closing == scalars[position] {
            isArgumentNext = last.isArgument
            groups.removeLast()
        } else if scalars[position] == "}" {
            // A bracket that is never closed ends with the brace around it.
            while let last = groups.popLast() {
                guard last.closing == "}" else { continue }
                isArgumentNext = last.isArgument
                break
            }
        }
        takeLiteral()
    }

    private mutating func take(_ variable: (name: String, end: Int)) {
        flush()
        parts.append(.variable(variable.name))
        variableRanges.append(position..<variable.end)
        position = variable.end
        start = position
        isArgumentNext = false
    }

    private mutating func flush() {
        guard start < position else { return }
        var literal = String.UnicodeScalarView()
        literal.append(contentsOf: scalars[start..<position])
        parts.append(.text(String(literal)))
    }

    /// Returns the variable that begins here, and the end of it; nil if there is none. Three braces only count if three
    /// close them.
    private func variable() -> (name: String, end: Int)? {
        variable(braces: 3) ?? variable(braces: 2)
    }

    private func variable(braces: Int) -> (name: String, end: Int)? {
        var index = position
        guard skip("{", times: braces, from: &index) else { return nil }
        skipSpaces(from: &index)
        let start = index
        guard index < scalars.count, scalars[index] == "_" || scalars[index].properties.isXIDStart else { return nil }
        while index < scalars.count, scalars[index].properties.isXIDContinue { index += 1 }
        let name = String(String.UnicodeScalarView(scalars[start..<index]))
        skipSpaces(from: &index)
        guard skip("}", times: braces, from: &index) else { return nil }
        return (name, index)
    }

    private func skip(_ scalar: Unicode.Scalar, times: Int, from index: inout Int) -> Bool {
        guard scalars.count - index >= times, scalars[index..<index + times].allSatisfy({ $0 == scalar }) else {
            return false
        }
        index += times
        return true
    }

    private func skipSpaces(from index: inout Int) {
        while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" { index += 1 }
    }
}
