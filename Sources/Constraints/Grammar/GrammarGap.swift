import JSONText

/// A keyword that llama.cpp reads only in part, or not at all, when it makes a grammar of a schema.
package struct GrammarGap: Hashable, Sendable, CustomStringConvertible {
    /// Where the keyword stands.
    package let pointer: JSONPointer
    /// What of it the grammar lacks, as the second half of a sentence.
    package let problem: String
    /// True if llama.cpp makes no grammar at all because of it.
    package let isRefused: Bool

    /// The keyword; empty for a schema as a whole.
    package var keyword: String { pointer.steps.last ?? "" }

    /// The place and what the grammar lacks there.
    package var description: String { (pointer.steps.isEmpty ? "The schema" : "`\(pointer)`") + " \(problem)" }
}

extension JSONSchema {
    /// What of the schema a grammar of llama.cpp doesn't enforce (common/json-schema.cpp and json-schema-to-grammar.cpp).
    /// An output under the grammar may break it, so that only ``validate(_:)`` finds out.
    package var grammarGaps: [GrammarGap] {
        var search = GrammarGapSearch(value)
        search.visit(value, at: JSONPointer())
        return search.gaps
    }
}
