import Library
import Prompting
import YAMLText

/// What another program's file, or a prompt for another program, was made into, and what was lost on the way.
package struct Conversion<Value: Sendable>: Sendable {
    /// The result.
    package var value: Value
    /// What couldn't be taken over, or means something else now; a sentence each, with file, line and key where there are any.
    package var losses: [String]

    /// A result and what was lost.
    package init(_ value: Value, losses: [String] = []) {
        self.value = value
        self.losses = losses
    }

    /// Adds where a file has YAML's comments, which nothing but the file itself keeps.
    func losingComments(of text: String, name: String) -> Conversion {
        guard text.contains("#"), let root = try? PlacedValue(text: text, name: name) else { return self }
        var comments = Losses()
        comments.add(commentsAt: root.source.commentLines(outside: root.node), of: name)
        return Conversion(value, losses: losses + comments.lines)
    }
}
