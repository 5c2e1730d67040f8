import Evaluation

/// The kinds of values that promptfoo's assertions take.
enum PromptfooAssertions {
    /// Returns whether an assertion of this type may have no value.
    static func mayLackValue(_ type: String) -> Bool {
        if case .none? = Measures.check(type)?.operands { return true }
        return isSchema(type) || ForeignChecks.withoutValue.contains(type)
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
