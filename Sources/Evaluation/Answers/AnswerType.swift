import Prompting

/// The form of an answer: it decides what is looked for in an output, and when two answers are the same.
///
///     try AnswerType("choice:A-E")     // .choice(["A", "B", "C", "D", "E"])
package enum AnswerType: Sendable, Hashable {
    /// A number, equal to others as numbers are: `1,234.50`, `$5`, `50%`, `-3`, `3/4`.
    case number
    /// A number that may differ from the right one by a tolerance.
    case numberWithin(Tolerance)
    /// One of these choices, at least two. Single letters and digits are found as `(B)`, `B.`, `B)`, `B:` or alone,
    /// longer choices as whole words.
    case choice([String])
    /// `yes` or `no`; in Korean 예, 네, 아니오, 아니요 and 아뇨.
    case yesNo
    /// Letters, spelled together or apart (`nk`, `N, K`); their case doesn't count.
    case letters
    /// A text, compared as SQuAD compares: without case, punctuation and articles.
    case text
    /// The match of a regular expression (ICU's syntax), or of its first group that took part in the match.
    case regex(String)
    /// A value in JSON, by its path: `name`, `items[0].price`, `$` for all of it.
    case jsonPath(String)
    /// A call of a tool.
    case tool(ToolPattern)

    /// Reads a form: `number`, `choice:A-E`, `choice:Positive|Negative`, `yes-no`, `letters`, `text`, `regex:…`,
    /// `json:path` or `tool:name {"argument": "value"}`. In a choice, `\|` is a bar that doesn't separate choices.
    package init(_ text: String) throws(AnswerTypeError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let word = String(parts[0]).trimmingSpaces
        let rest = parts.count > 1 ? String(parts[1]) : nil
        switch (word.lowercased(), rest) {
        case ("number", nil): self = .number
        case ("yes-no", nil): self = .yesNo
        case ("letters", nil): self = .letters
        case ("text", nil): self = .text
        case ("choice", let choices?): self = try Self.choice(of: AnswerForm.separated(choices))
        case ("choice", nil): throw .tooFewChoices
        case ("regex", let pattern):
            self = .regex(pattern ?? "")
            _ = try PatternScanner(pattern ?? "")
        case ("json", nil): self = .jsonPath("$")
        case ("json", let path):
            self = .jsonPath((path ?? "").trimmingSpaces)
            _ = try JSONPath((path ?? "").trimmingSpaces)
        case ("tool", let call): self = .tool(try ToolPattern(call ?? ""))
        default: throw .unknown(text)
        }
    }

    /// Reads the form from a prompt file's `answer`. If `choices` is one range (`A-E`), it stands for its letters.
    package init(_ form: Prompting.AnswerForm) throws(AnswerTypeError) {
        if let tolerance = form.tolerance {
            var exact = form
            exact.tolerance = nil
            self = try AnswerType(exact).within(Tolerance(tolerance))
            return
        }
        if form.type.trimmingSpaces.lowercased() == "tool" {
            guard form.choices.isEmpty else { throw .needlessChoices(form.type) }
            self = .tool(try ToolPattern(name: form.name, arguments: form.arguments))
            return
        }
        guard form.name == nil, form.arguments == nil else { throw .needlessCall(form.type) }
        guard !form.choices.isEmpty else {
            self = try AnswerType(form.type)
            return
        }
        guard form.type.trimmingSpaces.lowercased() == "choice" else { throw .needlessChoices(form.type) }
        self = try Self.choice(of: form.choices)
    }

    /// Returns the form with a tolerance, which only numbers have.
    package func within(_ tolerance: Tolerance) throws(AnswerTypeError) -> AnswerType {
        switch self {
        case .number, .numberWithin: .numberWithin(tolerance)
        default: throw .needlessTolerance("\(self)")
        }
    }

    private static func choice(of words: [String]) throws(AnswerTypeError) -> AnswerType {
        var choices = words.map(\.trimmingSpaces)
        if choices.count == 1, let range = AnswerForm.range(choices[0]) { choices = range }
        try checkChoices(choices)
        return .choice(choices)
    }

    /// Throws if two choices couldn't be told apart, or there are fewer than two.
    static func checkChoices(_ choices: [String]) throws(AnswerTypeError) {
        guard choices.count > 1 else { throw .tooFewChoices }
        var seen: Set<String> = []
        for choice in choices {
            guard !choice.isEmpty else { throw .emptyChoice }
            guard seen.insert(choice.lowercased()).inserted else { throw .repeatedChoice(choice) }
        }
    }
}

extension AnswerType: CustomStringConvertible {
    /// The form as it is written on the command line.
    package var description: String {
        switch self {
        case .number: "number"
        case .numberWithin(let tolerance): "number ±\(tolerance)"
        case .choice(let choices):
            if let first = choices.first, let last = choices.last, AnswerForm.range("\(first)-\(last)") == choices {
                "choice:\(first)-\(last)"
            } else {
                "choice:" + choices.map { $0.replacing("|", with: "\\|") }.joined(separator: "|")
            }
        case .yesNo: "yes-no"
        case .letters: "letters"
        case .text: "text"
        case .regex(let pattern): "regex:\(pattern)"
        case .jsonPath(let path): "json:\(path)"
        case .tool(let pattern): pattern.text.isEmpty ? "tool" : "tool:\(pattern.text)"
        }
    }
}

extension AnswerType {
    /// The name of the tool that a right answer calls; nil if it is no call, or if the data say the name.
    package var toolName: String? {
        if case .tool(let pattern) = self { pattern.name } else { nil }
    }
}

/// Which answer counts if an output has several.
package enum AnswerPick: String, Sendable, CaseIterable {
    /// The first one.
    case first
    /// The last one.
    case last
}

extension AnswerType {
    /// The accuracy of guessing at random; nil if the possible answers aren't known.
    package var chance: Double? {
        switch self {
        case .choice(let choices): 1 / Double(choices.count)
        case .yesNo: 0.5
        case .number, .numberWithin, .letters, .text, .regex, .jsonPath, .tool: nil
        }
    }
}
