import JSONText

/// A keyword that llama.cpp reads only in part, or not at all, when it makes a grammar of a schema.
package struct GrammarGap: Hashable, Sendable, CustomStringConvertible {
    /// The place of the keyword.
    package let pointer: JSONPointer
    /// The second half of a sentence that says what the grammar lacks of the keyword.
    package let problem: String
    /// True if llama.cpp makes no grammar at all because of it.
    package let isRefused: Bool

    /// The name of the keyword; empty for a schema as a whole.
    package var keyword: String { pointer.steps.last ?? "" }

    /// A sentence with the place and what the grammar lacks there.
    package var description: String { (pointer.steps.isEmpty ? "The schema" : "`\(pointer)`") + " \(problem)" }
}

extension JSONSchema {
    /// The parts of the schema that llama.cpp's grammar doesn't enforce (common/json-schema.cpp and
    /// json-schema-to-grammar.cpp). An output under the grammar may break them, which only ``validate(_:)`` notices.
    package var grammarGaps: [GrammarGap] {
        var search = GrammarGapSearch(value)
        search.visit(value, at: JSONPointer())
        return search.gaps
    }
}
