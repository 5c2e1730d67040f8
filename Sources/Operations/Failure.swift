/// A failure of a piece of work, told in a sentence.
package struct Failure: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
