import Library
import Prompting
import Terminal
import TextLayout

/// The list of a saved prompt's versions, newest first.
struct VersionsLayer: ListLayer {
    enum Command: Hashable { case compare, compareBefore, restore, close }

    static let place: String? = "In the versions of a prompt"
    static let isTyped = false
    static let keys: [LayerKey<Command>] = [
        LayerKey("↑/↓ PgUp PgDn", "Choose a version", hint: "choose"),
        LayerKey([Key(.enter)], .compare, "Compare it with the prompt as it is", hint: "compare"),
        LayerKey([Key("r")], .restore, "Restore it; unsaved changes stay as a draft", hint: "restore"),
        LayerKey(
            [Key(.tab)], .compareBefore, "Compare it with the version before", hint: "compare with the one before"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    /// The prompt's file.
    var path: String
    var versions: [DescribedVersion]
    /// The prompt in the file now; nil if the file is gone or has a mistake.
    var now: Prompt?
    var finder = Finder()

    var rowCount: Int { versions.count }
    var chosen: DescribedVersion? { versions.indices.contains(finder.selected) ? versions[finder.selected] : nil }
    private var before: DescribedVersion? { versions.dropFirst(finder.selected + 1).first }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .compare where chosen == nil, .compareBefore where before == nil: "This is the first version."
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.close]
        case .compare: return compare(chosen, (context.unsavedPrompt(at: path) ?? now, "now"), context)
        case .compareBefore:
            return compare(before, (chosen?.prompt, "version \(chosen?.version.number ?? 0)"), context)
        case .restore: return chosen.map { [.restoreVersion($0.version, of: path)] } ?? []
        }
    }

    private func compare(
        _ version: DescribedVersion?, _ other: (prompt: Prompt?, title: String), _ context: any Context
    ) -> [Request] {
        guard let version, let first = version.prompt, let second = other.prompt else {
            return [.say("One of the two versions has a mistake and can't be read.", isError: true)]
        }
        return [
            .compare(
                Comparison(
                    title: "version \(version.version.number) and \(other.title)", PromptDifference(first, second),
                    width: Comparison.textWidth(context.look.size), glyphs: context.look.glyphs))
        ]
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            "versions of \(look.line(path.lastPathPart))", columns: min(100, look.size.columns - 4),
            rows: min(look.size.rows - 4, versions.count + 6), on: &canvas, note: "\(versions.count)")
        let (list, detail) = inner.splitBottom(rows: 3)
        for (index, area) in look.rows(versions.count, selected: finder.selected, in: list) {
            draw(versions[index], isSelected: index == finder.selected, look, on: &canvas, in: area)
        }
        let changed = TextWrap.lines(look.line(chosen?.sentence ?? ""), width: detail.size.columns)
        for (row, wrapped) in changed.prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row), .faint,
                in: detail)
        }
        return nil
    }

    private func draw(
        _ entry: DescribedVersion, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let number = "\(entry.version.number)".padded(toWidth: 4, on: .left)
        canvas.write(number, at: area.origin, style, in: area)
        canvas.write(
            look.dateText(entry.version.date), at: Position(column: area.origin.column + 6, row: area.origin.row),
            isSelected ? style : .faint, in: area)
        canvas.write(
            look.fit(look.line(entry.sentence), area.size.columns - 20),
            at: Position(column: area.origin.column + 20, row: area.origin.row),
            isSelected ? style : entry.problem == nil ? .text : Style(.error), in: area)
    }
}
