import Evaluation

/// What promptfoo's assertions compare with: Lathe's own checks say it themselves, of the others it is known here.
enum PromptfooAssertions {
    private static let othersWithoutValue: Set<String> = [
        "is-html", "contains-html", "is-sql", "contains-sql", "is-xml", "contains-xml", "is-refusal",
        "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-valid-function-call", "cost", "perplexity",
        "perplexity-score", "guardrails", "moderation", "answer-relevance", "context-faithfulness", "context-relevance",
    ]

    /// Returns whether an assertion has no value.
    static func hasNoValue(_ type: String) -> Bool {
        if case .none? = Measures.check(type)?.operands { return true }
        return othersWithoutValue.contains(type)
    }

    /// Returns whether an assertion's value is a list of texts.
    static func isOfSeveral(_ type: String) -> Bool {
        if case .several? = Measures.check(type)?.operands { true } else { false }
    }
}
