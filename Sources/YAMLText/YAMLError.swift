/// A place in a file. Line and column are counted from 1; columns are characters.
package struct FilePosition: Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package var line: Int
    /// The column, from 1.
    package var column: Int

    /// Creates a place.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place in words: `line 3, column 5`.
    package var description: String { "line \(line), column \(column)" }
}

/// Why a text can't be read as YAML. `file` is the path, or the name of a text that has none (`-`).
package enum YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text is nested too deeply, or grows without limit through aliases.
    case tooLarge(file: String, reason: String)
    /// The text isn't YAML.
    case syntax(file: String, at: FilePosition, problem: String)
    /// A mapping has the same key twice.
    case duplicateKey(file: String, key: String, firstLine: Int, at: FilePosition)

    /// What happened, where, and what to do.
    package var description: String {
        switch self {
        case .tooLarge(let file, let reason):
            "\(file) is refused: \(reason)."
        case .syntax(let file, let position, let problem):
            "\(file), \(position): \(problem)"
        case .duplicateKey(let file, let key, let firstLine, let position):
            "\(file), \(position): line \(firstLine) already has the key `\(key)`. Remove one of the two."
        }
    }
}
