import Library

/// A format of another program's files: how a file of it is recognised, read and written.
///
/// A new one is a type in `Formats` and its line in ``Interchange/formats``; options, help and documentation follow from that.
protocol ForeignFormat: Sendable {
    /// The word of `--from` and `--to`.
    var name: String { get }
    /// The program's or the format's name in a sentence.
    var title: String { get }
    /// Which files have it, in Markdown: `` `.prompt.yml` ``.
    var files: String { get }
    /// How it is translated, as part of a table in Markdown.
    var translation: String { get }
    /// Whether it holds settings and no prompt.
    var isPreset: Bool { get }
    /// Whether Lathe opens such files as they are.
    var isOwn: Bool { get }
    /// Whether what is written holds all lanes of a prompt, unless one is chosen.
    var holdsAllLanes: Bool { get }
    /// Endings that only files of this format have, in lower case.
    var endings: [String] { get }

    /// Returns whether a file's name, without folders and in lower case, tells the format.
    func isNamed(_ file: String) -> Bool
    /// Returns how surely a file whose name tells nothing is of this format; nil if it isn't.
    func likeness(to content: ForeignContent) -> ForeignContent.Likeness?

    /// Reads what a file holds.
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

    func isNamed(_ file: String) -> Bool { endings.contains { file.hasSuffix($0) } }
}
