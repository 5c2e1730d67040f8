/// One of the formats of ``Interchange/formats``, known by its name.
package struct InterchangeFormat: Sendable, Hashable, RawRepresentable, CaseIterable {
    /// The word of `--from` and `--to`.
    package let rawValue: String
    let format: any ForeignFormat

    /// The format of this name; nil if there is none.
    package init?(rawValue: String) {
        guard let format = Interchange.formats.first(where: { $0.name == rawValue }) else { return nil }
        self.init(format)
    }

    init(_ format: any ForeignFormat) {
        rawValue = format.name
        self.format = format
    }

    /// The format that a file's name tells, else its content; nil if neither does.
    init?(name: String, text: String) {
        let file = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let formats = Interchange.formats
        // An ending says more than any other part of a name.
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

    /// Whether it holds settings and no prompt.
    package var isPreset: Bool { format.isPreset }
    /// Which files have it, in Markdown.
    package var files: String { format.files }
    /// How it is translated, in Markdown.
    package var translation: String { format.translation }

    /// All of them, in the order of help and documentation.
    package static var allCases: [InterchangeFormat] { Interchange.formats.map { InterchangeFormat($0) } }

    /// Returns whether both are the same format.
    package static func == (a: InterchangeFormat, b: InterchangeFormat) -> Bool { a.rawValue == b.rawValue }

    /// Hashes the name.
    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
