/// promptfoo's types of assertions that Lathe can't check. They are known, so that they are told and not taken for
/// something else.
package enum ForeignChecks {
    /// Those that take no value.
    package static let withoutValue: Set = [
        "is-html", "contains-html", "is-sql", "contains-sql", "is-xml", "contains-xml", "is-refusal", "guardrails",
        "moderation", "answer-relevance", "context-faithfulness", "context-relevance", "context-recall",
        "conversation-relevance",
    ]

    /// Those that take one.
    package static let withValue: Set = [
        "grade", "llm-rubric", "javascript", "fn", "eval", "python", "ruby", "factuality", "closedqa",
        "model-graded-closedqa", "model-graded-factuality", "g-eval", "select-best", "max-score", "webhook",
        "classifier",
        "pi", "meteor", "gleu", "rouge-s", "search-rubric", "finish-reason", "tool-call-f1", "trace-span-count",
        "trace-span-duration", "trace-error-spans",
    ]
}
