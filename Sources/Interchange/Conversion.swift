import Library
import Prompting
import Remedies
import YAMLText

/// The result of reading another program's file, or of writing a prompt for one, with what was lost.
package struct Conversion<Value: Sendable>: Sendable {
    /// The result.
    package var value: Value
    /// Sentences about what couldn't be taken over or has another meaning now, with file, line and key if known.
    package var losses: [Notice]

    /// Creates a result.
    package init(_ value: Value, losses: [Notice] = []) {
        self.value = value
        self.losses = losses
    }

    /// Adds a loss for each line of YAML comments, which only the file itself keeps.
    func losingComments(of text: String, name: String) -> Conversion {
        guard text.utf8.contains(UInt8(ascii: "#")), let root = try? PlacedValue(text: text, name: name) else {
            return self
        }
        return losingComments(of: root)
    }

    /// Adds a loss for each line of YAML comments in a file whose values these are.
    func losingComments(of root: PlacedValue) -> Conversion {
        var comments = Losses()
        comments.add(commentsAt: root.source.commentLines(outside: root.node), of: root.source.file)
        return Conversion(value, losses: losses + comments.lines)
    }
}
