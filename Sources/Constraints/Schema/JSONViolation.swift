import JSONText

/// What of a value doesn't fit a schema.
package struct JSONViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place in the value.
    package let instance: JSONPointer
    /// The keyword that doesn't hold.
    package let keyword: String
    /// What is wrong: `/items/2/price` is text; the schema asks for a number.
    package let sentence: String

    /// The sentence.
    package var description: String { sentence }
}
