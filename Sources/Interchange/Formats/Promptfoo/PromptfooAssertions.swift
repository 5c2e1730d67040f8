import Evaluation

/// The kinds of values that promptfoo's assertions take. Lathe's own checks know it for theirs; for the others it is
/// listed here.
enum PromptfooAssertions {
    private static let othersWithoutValue: Set<String> = [
        "is-html", "contains-html", "is-sql", "contains-sql", "is-xml", "contains-xml", "is-refusal",
        "is-valid-openai-function-call", "cost", "perplexity",
        "perplexity-score", "guardrails", "moderation", "answer-relevance", "context-faithfulness", "context-relevance",
    ]

    /// Returns whether an assertion of this type may have no value.
    static func mayLackValue(_ type: String) -> Bool {
        if case .none? = Measures.check(type)?.operands { return true }
        return isSchema(type) || othersWithoutValue.contains(type)
    }

    /// Returns whether an assertion of this type compares with a JSON schema.
    static func isSchema(_ type: String) -> Bool {
        if case .schema? = Measures.check(type)?.operands { true } else { false }
    }

    /// Returns whether the value of an assertion of this type is a list of texts.
    static func isOfSeveral(_ type: String) -> Bool {
        if case .several? = Measures.check(type)?.operands { true } else { false }
    }
}
