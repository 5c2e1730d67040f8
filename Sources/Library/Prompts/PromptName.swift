/// Makes names for prompts' files.
enum PromptName {
    /// The longest name of a file, in bytes, on all common file systems.
    private static let mostBytes = 255

    /// Returns a name that a file can have and that is as near to `name` as possible: without `/`, a leading dot or
    /// control characters, and not too long.
    ///
    /// - Throws: ``PromptFileError/badName(_:reason:)`` if nothing of the name is left.
    static func safe(_ name: String) throws(PromptFileError) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case _ where scalar == "/": scalars.append("-")
            case .unassigned, .surrogate: continue
            // Of the invisible characters only those stay that join emoji and letters.
            case .format where scalar != "\u{200C}" && scalar != "\u{200D}": continue
            default: scalars.append(scalar)
            }
        }
        var safe = String(scalars).split(separator: " ").joined(separator: " ")
        if safe.hasSuffix(PromptLibrary.fileEnding) { safe.removeLast(PromptLibrary.fileEnding.count) }
        // A dot in front hides a file, and a dash in front is taken for an option.
        while let first = safe.first, first == "." || first == "-" || first == " " { safe.removeFirst() }
        while safe.utf8.count + PromptLibrary.fileEnding.utf8.count > mostBytes { safe.removeLast() }
        while safe.last == " " { safe.removeLast() }
        guard !safe.isEmpty else { throw .badName(name, reason: "a name needs at least one letter or digit") }
        return safe
    }
}
