/// A failure of a piece of work, told in a sentence.
package struct Failure: Error, CustomStringConvertible {
    /// The sentence.
    package var description: String

    /// Creates a failure of a sentence.
    package init(_ description: String) {
        self.description = description
    }
}
