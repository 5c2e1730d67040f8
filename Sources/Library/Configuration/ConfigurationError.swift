import YAMLText

/// A wrong line of a settings file.
package struct ConfigurationMistake: Sendable, Hashable, CustomStringConvertible {
    /// Where the value or the key stands.
    package var position: FilePosition
    /// Path of the key: `servers.gpt.url`.
    package var key: String
    /// What is wrong and what it takes, as the second half of a sentence.
    package var problem: String

    /// The mistake in a sentence, without the file's name.
    package var description: String { "\(position): `\(key)` \(problem)" }
}

/// What can go wrong with the settings file.
package enum ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system won't let us read it, or it is no text.
    case unreadable(file: String, reason: String)
    /// It isn't YAML; the sentence says where.
    case notYAML(String)
    /// Values that aren't allowed, and settings that aren't there, in the order of the file; never empty.
    case mistakes(file: String, [ConfigurationMistake])
    /// `config init` where a file is.
    case exists(file: String)
    /// The system won't let us write it; the file is as it was.
    case unwritable(file: String, reason: String)

    /// What happened, where, and what to do; a line for each mistake.
    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) can't be read: \(reason)."
        case .notYAML(let sentence): sentence
        case .mistakes(let file, let mistakes): mistakes.map { "\(file), \($0)" }.joined(separator: "\n")
        case .exists(let file): "\(file) is there already and is left as it is. Move it away, then try again."
        case .unwritable(let file, let reason): "\(file) can't be written: \(reason)."
        }
    }
}
