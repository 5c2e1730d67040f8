import Library

/// A format of another program's files: recognises, reads and writes them.
///
/// To add one, add a type in `Formats` and its line in ``Interchange/formats``. Options, help and documentation follow
/// from that.
protocol ForeignFormat: Sendable {
    /// The word of `--from` and `--to`.
    var name: String { get }
    /// The program's or the format's name in a sentence.
    var title: String { get }
    /// The files that have the format, in Markdown: `` `.prompt.yml` ``.
    var files: String { get }
    /// How the format is translated, in Markdown for a cell of a table.
    var translation: String { get }
    /// True if it holds settings and no prompt.
    var isPreset: Bool { get }
    /// True if Lathe opens such files as they are.
    var isOwn: Bool { get }
    /// True if a written file holds all lanes of a prompt, unless one is chosen.
    var holdsAllLanes: Bool { get }
    /// File endings that only this format has, in lower case.
    var endings: [String] { get }

    /// The end of the name of a file to write, with a point before it, or a whole name that the other program looks for.
    var fileName: String { get }

    /// Returns whether a file's name means this format. It is in lower case and without folders.
    func isNamed(_ file: String) -> Bool
    /// Returns how likely a file with this content has the format; nil if it doesn't. Asked only if the name doesn't
    /// decide.
    func likeness(to content: ForeignContent) -> ForeignContent.Likeness?

    /// Reads the text of a file.
    ///
    /// - Throws: ``PromptFileError``, with line and key.
    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported>
    /// Writes a prompt, or the settings of one of its lanes.
    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String>
}

extension ForeignFormat {
    var isPreset: Bool { false }
    var isOwn: Bool { false }
    var holdsAllLanes: Bool { false }
    var endings: [String] { [] }
    var fileName: String { endings.first ?? ".\(name).json" }

    func isNamed(_ file: String) -> Bool { endings.contains { file.hasSuffix($0) } }
}
