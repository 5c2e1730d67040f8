import JSONText

/// A part of a value that doesn't fit a schema.
package struct JSONViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place of the part in the value.
    package let instance: JSONPointer
    /// The name of the keyword that doesn't hold.
    package let keyword: String
    /// A sentence that says what is wrong: `/items/2/price` is text; the schema asks for a number.
    package let sentence: String

    /// The sentence.
    package var description: String { sentence }
}
