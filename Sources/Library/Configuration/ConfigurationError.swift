import YAMLText

/// A mistake in a settings file.
package struct ConfigurationMistake: Sendable, Hashable, CustomStringConvertible {
    /// The place of the value or of the key.
    package var position: FilePosition
    /// The path of the key: `servers.gpt.url`.
    package var key: String
    /// What is wrong and what the key takes, as the second half of a sentence.
    package var problem: String

    /// A sentence about the mistake, without the file's name.
    package var description: String { "\(position): `\(key)` \(problem)" }
}

/// Why the settings file can't be used.
package enum ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file can't be read, or is no text.
    case unreadable(file: String, reason: String)
    /// It isn't YAML; the sentence says where.
    case notYAML(String)
    /// Wrong values and unknown settings, in the order of the file; never empty.
    case mistakes(file: String, [ConfigurationMistake])
    /// `config init` would replace a file.
    case exists(file: String)
    /// The file can't be written; it is as it was.
    case unwritable(file: String, reason: String)

    /// What happened, where, and what to do, with a line for each of the first mistakes.
    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) can't be read: \(reason)."
        case .notYAML(let sentence): sentence
        case .mistakes(let file, let mistakes): Self.lines(mistakes.map { "\(file), \($0)" })
        case .exists(let file): "\(file) exists already and was not changed. Move it away, then try again."
        case .unwritable(let file, let reason): "\(file) can't be written: \(reason)."
        }
    }

    /// The same with a line for every mistake.
    package var everything: String {
        guard case .mistakes(let file, let mistakes) = self else { return description }
        return mistakes.map { "\(file), \($0)" }.joined(separator: "\n")
    }

    /// Returns as many lines as fit into 400 characters, at least the first, and how many more there are.
    private static func lines(_ lines: [String]) -> String {
        var shown: [String] = []
        var length = 0
        for line in lines {
            length += line.count + 1
            if !shown.isEmpty, length > 400 { break }
            shown.append(line)
        }
        let left = lines.count - shown.count
        if left > 0 { shown.append("\(left) more \(left == 1 ? "mistake follows" : "mistakes follow").") }
        return shown.joined(separator: "\n")
    }
}
