import Prompting
import Terminal
import TextLayout

/// The prompt's pane as a column of items. Some may be out of sight.
struct ComposerLayout {
    /// One item.
    struct Item {
        enum Kind: Equatable {
            case heading(String, note: String)
            case label(String)
            case field(ComposerField)
            case line(ComposerField)
            case problem(String)
            case gap
        }
        var kind: Kind
        /// The first row, counted from the first item's first row.
        var row: Int
        var height: Int
        /// The number of columns to the left of a field's text.
        var indent = 0
    }

    private(set) var items: [Item] = []
    /// The part of the screen in which the rows are seen.
    let area: Rectangle
    /// The number of all rows.
    private(set) var rows = 0

    init(_ composer: Composer) {
        area = composer.area
        add(.heading("Instruction", note: ""))
        addField(.instruction, composer)
        add(.gap)
        add(
            .heading(
                "Examples",
                note: composer.examplesNote))
        // A model that sees two forms of input has to guess that they are the same.
        if let frame = composer.lackingFrame { add(.label("w adds “\(frame)” to the inputs")) }
        for index in composer.prompt.examples.indices {
            add(.line(.example(index)))
            guard composer.openExample == index else { continue }
            let images = composer.prompt.examples[index].images.joined(separator: ", ")
            for (label, field) in [
                (images.isEmpty ? "input" : "input, after \(images)", ComposerField.exampleInput(index)),
                ("reasoning", .exampleReasoning(index)),
                ("output", .exampleOutput(index)),
            ] {
                add(.label(label))
                addField(field, composer, indent: 2)
            }
        }
        add(.line(.addExample))
        add(.gap)
        if !composer.prompt.turns.isEmpty {
            add(.heading("Conversation", note: "before the input"))
            for (index, turn) in composer.prompt.turns.enumerated() {
                add(.label(turn.role.rawValue))
                addField(.turn(index), composer, indent: 2)
            }
            add(.line(.addTurns))
            add(.gap)
        }
        let images = composer.prompt.images.joined(separator: ", ")
        add(.heading("Input", note: images.isEmpty ? "" : "after \(images)"))
        addField(.input, composer)
        for name in composer.variableNames {
            add(.label("{{\(name)}} ="))
            addField(.variable(name), composer, indent: 2)
        }
        for (title, note) in composer.prompt.formNotes {
            add(.gap)
            add(.heading(title, note: note))
        }
        add(.gap)
        for section in Composer.sections {
            add(.line(.title(section)))
            for field in composer.openSections.contains(section) ? section.fields : [] {
                add(.label(field.label ?? ""))
                addField(field, composer, indent: 2)
                for line in composer.problemLines(of: field) { add(.problem(line)) }
            }
        }
    }

    private mutating func add(_ kind: Item.Kind, height: Int = 1, indent: Int = 0) {
        items.append(Item(kind: kind, row: rows, height: height, indent: indent))
        rows += height
    }

    private mutating func addField(_ field: ComposerField, _ composer: Composer, indent: Int = 1) {
        let size = Self.size(of: field, composer, in: area.size, indent: indent)
        add(.field(field), height: size.rows, indent: indent)
    }

    /// Returns the size of a field. It grows with its text until it fills most of the pane; then it scrolls.
    private static func size(of field: ComposerField, _ composer: Composer, in area: Size, indent: Int) -> Size {
        let columns = max(1, area.columns - indent)
        let limit = field.isMultiline ? max(1, area.rows - 3) : 1
        return Size(columns: columns, rows: composer.editor(of: field).rowCount(width: columns, limit: limit))
    }

    /// Returns the item of a field or line.
    func item(of field: ComposerField) -> Item? {
        items.first { $0.kind == .field(field) || $0.kind == .line(field) }
    }

    /// Returns the place of an item on the screen, which may lie outside of the pane.
    func place(of item: Item, top: Int) -> Rectangle {
        Rectangle(
            column: area.origin.column + item.indent, row: area.origin.row + item.row - top,
            columns: area.size.columns - item.indent, rows: item.height)
    }
}

extension Composer {
    /// Says how many examples are on, and whether the prompt's technique sends them; empty if there are none.
    fileprivate var examplesNote: String {
        guard !prompt.examples.isEmpty else { return "" }
        let on = "\(prompt.examples.count { $0.isOn }) of \(prompt.examples.count) on"
        let technique = prompt.technique ?? prompt.defaultTechnique
        return technique.traits.sendsExamples ? on : "\(on), not sent by \(technique.title) (F2)"
    }

    /// The beginning of the text around the input's variable, if examples lack it that are sent; else nil.
    var lackingFrame: String? {
        guard (prompt.technique ?? prompt.defaultTechnique).traits.sendsExamples, !prompt.examples.isEmpty,
            let frame = InputFrame(of: prompt.input), prompt.examples.contains(where: frame.isMissing)
        else { return nil }
        let words = (frame.before + " … " + frame.after).split(whereSeparator: \.isWhitespace).filter { $0 != "…" }
        return words.joined(separator: " ").truncated(toWidth: 14, ellipsis: "…")
    }

    /// Returns the columns and rows of a field's text.
    func size(of field: ComposerField) -> Size {
        let layout = ComposerLayout(self)
        guard let item = layout.item(of: field) else { return Size(columns: 40, rows: 1) }
        // A field grows with its text, so text on the next row must not scroll the first row away.
        let rows = field.isMultiline ? max(item.height, area.size.rows - 3) : 1
        return Size(columns: max(1, area.size.columns - item.indent), rows: rows)
    }

    /// Leaves a field that doesn't exist any more.
    mutating func settleField() {
        if !fields.contains(field) {
            field =
                field.example.map { .example(min($0, prompt.examples.count - 1)) }
                ?? field.turn.map { .turn(min($0, prompt.turns.count - 1)) } ?? .input
        }
        if !fields.contains(field) { field = .instruction }
    }

    /// Takes its place on the screen, and scrolls so that the field with the cursor is seen.
    mutating func settle(in area: Rectangle) {
        self.area = area
        let layout = ComposerLayout(self)
        let height = area.size.rows
        if let item = layout.item(of: field) {
            // The heading above a field is seen with it.
            let above = item.row > 0 && layout.items.contains { $0.row == item.row - 1 && $0.height == 1 } ? 1 : 0
            top = min(top, max(0, item.row - above))
            // What is wrong with its text is seen below it.
            top = max(top, item.row + item.height + problemLines(of: field).count - height)
            if field.isText {
                var editor = editor(of: field)
                editor.scrollToCursor(width: max(1, area.size.columns - item.indent), height: item.height)
                editors[field] = editor
            }
        }
        top = max(0, min(top, layout.rows - height))
    }
}
