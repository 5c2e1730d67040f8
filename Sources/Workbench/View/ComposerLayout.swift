import Terminal
import TextLayout

/// The prompt's pane as a column of items, some of them out of sight.
struct ComposerLayout {
    /// One item.
    struct Item {
        enum Kind: Equatable {
            case heading(String, note: String)
            case label(String)
            case field(ComposerField)
            case line(ComposerField)
            case gap
        }
        var kind: Kind
        /// Counted from the first item's first row.
        var row: Int
        var height: Int
        /// Columns to the left of a field's text.
        var indent = 0
    }

    private(set) var items: [Item] = []
    /// The part of the screen that shows some of the rows.
    let area: Rectangle
    /// All rows.
    private(set) var rows = 0

    init(_ state: State, in area: Rectangle) {
        self.area = area
        let onCount = state.prompt.examples.count { $0.isOn }
        add(.heading("Instruction", note: ""))
        addField(.instruction, state)
        add(.gap)
        add(
            .heading(
                "Examples", note: state.prompt.examples.isEmpty ? "" : "\(onCount) of \(state.prompt.examples.count) on"
            ))
        for index in state.prompt.examples.indices {
            add(.line(.example(index)))
            guard state.openExample == index else { continue }
            for (label, field) in [
                ("input", ComposerField.exampleInput(index)), ("reasoning", .exampleReasoning(index)),
                ("output", .exampleOutput(index)),
            ] {
                add(.label(label))
                addField(field, state, indent: 2)
            }
        }
        add(.line(.addExample))
        add(.gap)
        add(.heading("Input", note: ""))
        addField(.input, state)
        for name in state.variableNames {
            add(.label("{{\(name)}} ="))
            addField(.variable(name), state, indent: 2)
        }
        add(.gap)
        add(.line(.wordingTitle))
        if state.showsWording {
            for wording in WordingField.allCases {
                add(.label(wording.title))
                addField(.wording(wording), state, indent: 2)
            }
        }
    }

    private mutating func add(_ kind: Item.Kind, height: Int = 1, indent: Int = 0) {
        items.append(Item(kind: kind, row: rows, height: height, indent: indent))
        rows += height
    }

    private mutating func addField(_ field: ComposerField, _ state: State, indent: Int = 1) {
        let size = Self.size(of: field, state, in: area.size, indent: indent)
        add(.field(field), height: size.rows, indent: indent)
    }

    /// A field grows with its text until it fills most of the pane; then it scrolls.
    private static func size(of field: ComposerField, _ state: State, in area: Size, indent: Int) -> Size {
        let columns = max(1, area.columns - indent)
        let limit = field.isMultiline ? max(1, area.rows - 3) : 1
        return Size(columns: columns, rows: state.editor(of: field).rowCount(width: columns, limit: limit))
    }

    /// The item of a field or line.
    func item(of field: ComposerField) -> Item? {
        items.first { $0.kind == .field(field) || $0.kind == .line(field) }
    }

    /// The place of an item on the screen, which may lie outside of the pane.
    func place(of item: Item, top: Int) -> Rectangle {
        Rectangle(
            column: area.origin.column + item.indent, row: area.origin.row + item.row - top,
            columns: area.size.columns - item.indent, rows: item.height)
    }
}

extension State {
    /// The inside of the prompt's pane; of the whole screen where it isn't seen.
    func composerArea(_ layout: ScreenLayout) -> Rectangle {
        let pane = layout.panes[.prompt] ?? Rectangle(column: 0, row: 2, columns: size.columns, rows: size.rows - 4)
        return pane.inset(columns: 2, rows: 1)
    }

    /// Columns and rows that a field's text has.
    func fieldSize(_ field: ComposerField) -> Size {
        let composer = ComposerLayout(self, in: composerArea(layout))
        guard let item = composer.item(of: field) else { return Size(columns: 40, rows: 1) }
        // While a text grows, its field does: what comes in the next row must not scroll the first one away.
        let rows = field.isMultiline ? max(item.height, composer.area.size.rows - 3) : 1
        return Size(columns: max(1, composer.area.size.columns - item.indent), rows: rows)
    }

    /// Scrolls the prompt's pane so that the field with the cursor is seen.
    mutating func settleComposer(_ layout: ScreenLayout) {
        let composer = ComposerLayout(self, in: composerArea(layout))
        let height = composer.area.size.rows
        if let item = composer.item(of: field) {
            // A heading above a field is seen with it.
            let above = item.row > 0 && composer.items.contains { $0.row == item.row - 1 && $0.height == 1 } ? 1 : 0
            composerTop = min(composerTop, max(0, item.row - above))
            composerTop = max(composerTop, item.row + item.height - height)
            if field.isText {
                var editor = editor(of: field)
                editor.scrollToCursor(width: max(1, composer.area.size.columns - item.indent), height: item.height)
                editors[field] = editor
            }
        }
        composerTop = max(0, min(composerTop, composer.rows - height))
    }
}
