import Terminal

/// The cursor of a list, and the text that is typed to find something in it.
struct Finder: Sendable {
    var query = TextEditor(isMultiline: false)
    var selected = 0

    /// The words that a row must have, in lower case.
    var words: [Substring] { query.text.lowercased().split(separator: " ") }

    /// Moves the cursor among `count` rows.
    mutating func move(by step: Int, count: Int) {
        selected = min(max(0, selected + step), max(0, count - 1))
    }

    /// Edits the typed text; true if that changed it.
    mutating func edit(_ command: EditCommand) -> Bool {
        guard query.perform(command, width: 40, height: 1).changedText else { return false }
        selected = 0
        return true
    }

    /// Returns the number of rows by which a key moves the cursor; nil for other keys.
    static func step(_ key: Key) -> Int? {
        switch (key.code, key.modifiers) {
        case (.up, []): -1
        case (.down, []): 1
        case (.pageUp, _): -10
        case (.pageDown, _): 10
        default: nil
        }
    }
}
