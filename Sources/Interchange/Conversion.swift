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
        guard text.contains("#"), let root = try? PlacedValue(text: text, name: name) else { return self }
        var comments = Losses()
        comments.add(commentsAt: root.source.commentLines(outside: root.node), of: name)
        return Conversion(value, losses: losses + comments.lines)
    }
}
