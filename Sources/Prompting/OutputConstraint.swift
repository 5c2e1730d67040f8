/// What a step's output has to be, so that the model can't write anything else.
package struct OutputConstraint: Sendable, Hashable, Codable {
    /// The language that the constraint is written in.
    package enum Language: String, Sendable, Codable {
        /// A grammar in llama.cpp's notation (GBNF).
        case grammar
        /// A JSON schema.
        case schema
    }

    /// The language of `text`.
    package var language: Language
    /// The grammar or the schema.
    package var text: String
    /// The text behind which the constraint holds, whatever the case of its letters; nil if it holds from the beginning.
    package var after: String?

    /// Creates a constraint.
    package init(_ language: Language, _ text: String, after: String? = nil) {
        self.language = language
        self.text = text
        self.after = after
    }
}

extension AnswerForm {
    /// What the answer has to be; nil if the model is free.
    ///
    /// - Throws: `PromptError` if answers of this type can't be constrained.
    package var constraint: OutputConstraint? {
        get throws(PromptError) {
            if let grammar, isConstrained ?? true { return OutputConstraint(.grammar, grammar) }
            if let schema, isConstrained ?? true { return OutputConstraint(.schema, schema) }
            guard isConstrained ?? false else { return nil }
            switch type.trimmed.lowercased() {
            case "number":
                return OutputConstraint(
                    .grammar, #"root ::= " "? "-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,9})?"#)
            case "yes-no": return Self.oneOf(["Yes", "No", "yes", "no", "예", "네", "아니요", "아니오"])
            case "json", "json:$": return OutputConstraint(.schema, "{}")
            case let word where word.hasPrefix("choice") && !choiceWords.isEmpty: return Self.oneOf(choiceWords)
            default: throw .cannotConstrain(type)
            }
        }
    }

    private static func oneOf(_ words: [String]) -> OutputConstraint {
        let alternatives = words.map { word in
            let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\"\(escaped)\""
        }
        return OutputConstraint(.grammar, "root ::= \" \"? (\(alternatives.joined(separator: " | ")))")
    }
}
