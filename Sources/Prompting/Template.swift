/// A field's text with its variables.
///
/// `{{name}}` and `{{{name}}}` are variables and mean the same; spaces and tabs may surround the name. A name is an
/// identifier: a letter of any script or `_`, then letters, digits, combining marks or `_`. Everything else is literal,
/// such as `{{"a": 1}}`.
///
/// TeX isn't changed: after a command (a backslash and two or more ASCII letters, so that `\n` isn't one) and after
/// each of its arguments, a brace opens an argument and not a variable. So `\frac{{a}}{{b}}` is literal, and
/// `\textbf{{{name}}}` and `\textbf{Dear {{name}}}` have a variable in their argument.
///
///     Template("Dear {{name}}").variables        // ["name"]
package struct Template: Sendable, Hashable {
    /// A piece of a template.
    package enum Part: Sendable, Hashable {
        /// Text that stays as it is.
        case text(String)
        /// The name of a variable.
        case variable(String)
    }

    /// The largest text with the values of its variables, and the largest prompt, in bytes.
    package static let mostBytes = 4 << 20

    /// The texts and variables in their order. No two texts are neighbours.
    package let parts: [Part]

    /// Finds the variables in a text. Every text is a template.
    package init(_ text: String) {
        // Most fields have none, and a pass over the scalars of a long text takes its time at each compilation.
        guard text.utf8.contains(UInt8(ascii: "{")) else {
            parts = text.isEmpty ? [] : [.text(text)]
            return
        }
        var scanner = TemplateScanner(text)
        parts = scanner.scan()
    }

    /// Returns the ranges of variables in a text, with their braces, from left to right.
    package static func ranges(ofVariablesIn text: Substring) -> [Range<String.Index>] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
        var scanner = TemplateScanner(String(text))
        _ = scanner.scan()
        var (offset, index) = (0, text.startIndex)
        func place(_ target: Int) -> String.Index {
            index = text.unicodeScalars.index(index, offsetBy: target - offset)
            offset = target
            return index
        }
        return scanner.variableRanges.map { place($0.lowerBound)..<place($0.upperBound) }
    }

    /// The names of the variables in the order of their first use, without repetition.
    package var variables: [String] {
        var names: [String] = []
        for case .variable(let name) in parts where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// Returns the number of bytes of the text with the values in place of variables. A short template may use a long
    /// value many times.
    func byteCount(with values: [String: String]) -> Int {
        parts.reduce(0) { sum, part in
            switch part {
            case .text(let literal): sum + literal.utf8.count
            case .variable(let name): sum + (values[name]?.utf8.count ?? 0)
            }
        }
    }

    /// Returns the text with the values in place of variables. Text in a value that looks like a variable stays text. A
    /// variable without a value is left out, and its name is added to `missing`.
    func rendered(with values: [String: String], missing: inout [String]) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal):
                text += literal
            case .variable(let name):
                if let value = values[name] {
                    text += value
                } else if !missing.contains(name) {
                    missing.append(name)
                }
            }
        }
        return text
    }

    /// Returns the text with the known values in place of variables; other variables stay as they are written, and all
    /// do behind ``mostBytes``.
    package static func filled(_ text: String, with values: [String: String]) -> String {
        var (filled, start) = ("", text.startIndex)
        for range in ranges(ofVariablesIn: text[...]) {
            let name = text[range].drop { $0 == "{" || $0.isWhitespace }.prefix { $0 != "}" && !$0.isWhitespace }
            guard let value = values[String(name)] else { continue }
            guard filled.utf8.count + value.utf8.count <= mostBytes else { break }
            filled += text[start..<range.lowerBound] + value
            start = range.upperBound
        }
        return filled + text[start...]
    }

    /// Returns the text with the values in place of variables. `field` is the text's field, for the error.
    ///
    /// - Throws: `PromptError.missingVariables` if a variable has no value, `PromptError.tooLong` if the text is.
    package func rendered(with values: [String: String], in field: PromptField) throws(PromptError) -> String {
        guard byteCount(with: values) <= Self.mostBytes else { throw .tooLong(field) }
        var missing: [String] = []
        let text = rendered(with: values, missing: &missing)
        guard missing.isEmpty else {
            throw .missingVariables(
                missing.map { MissingVariable(name: $0, field: field) }, known: values.keys.sorted())
        }
        return text
    }
}
