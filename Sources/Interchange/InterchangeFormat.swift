/// The name of one of the formats in ``Interchange/formats``.
package struct InterchangeFormat: Sendable, Hashable, RawRepresentable, CaseIterable {
    /// The word of `--from` and `--to`.
    package let rawValue: String
    let format: any ForeignFormat

    /// Finds the format with a name; nil if there is none.
    package init?(rawValue: String) {
        guard let format = Interchange.formats.first(where: { $0.name == rawValue }) else { return nil }
        self.init(format)
    }

    init(_ format: any ForeignFormat) {
        rawValue = format.name
        self.format = format
    }

    /// Finds the format by a file's name, else by its content; nil if neither says it.
    init?(name: String, text: String) {
        let file = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let formats = Interchange.formats
        // An ending says more than other parts of a name.
        if let format = formats.first(where: { $0.endings.contains(where: file.hasSuffix) })
            ?? formats.first(where: { $0.isNamed(file) })
        {
            self.init(format)
            return
        }
        guard let content = ForeignContent(text: text, name: name) else { return nil }
        var best: (format: any ForeignFormat, likeness: ForeignContent.Likeness)?
        for format in Interchange.formats {
            guard let likeness = format.likeness(to: content) else { continue }
            if best.map({ likeness > $0.likeness }) ?? true { best = (format, likeness) }
        }
        guard let best else { return nil }
        self.init(best.format)
    }

    /// True if it holds settings and no prompt.
    package var isPreset: Bool { format.isPreset }
    /// The program's or the format's name in a sentence.
    package var title: String { format.title }
    /// The end of the name of a file to write, with a point before it, or a whole name that the other program looks for.
    package var fileName: String { format.fileName }
    /// The files that have the format, in Markdown.
    package var files: String { format.files }
    /// How the format is translated, in Markdown.
    package var translation: String { format.translation }

    /// All formats, in the order of help and documentation.
    package static var allCases: [InterchangeFormat] { Interchange.formats.map { InterchangeFormat($0) } }

    /// Returns whether both are the same format.
    package static func == (a: InterchangeFormat, b: InterchangeFormat) -> Bool { a.rawValue == b.rawValue }

    /// Hashes the name.
    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
