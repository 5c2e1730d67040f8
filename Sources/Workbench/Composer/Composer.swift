import Library
import Prompting
import Terminal
import TextLayout

/// The prompt and the fields that it is edited in.
struct Composer: Sendable {
    var prompt = Prompt()
    var editors: [ComposerField: TextEditor] = [:]
    /// The names of the variables in a text, by field, as of its last change.
    private var variables: [ComposerField: [String]] = [:]
    var field = ComposerField.instruction
    /// The value of a variable whose name is being typed anew; nil if none is.
    var waitingValue: WaitingValue?
    var openExample: Int?
    var openSections: Set<ComposerSection> = []
    /// What is wrong with the parts that are written as YAML, in sentences.
    var problems: [PromptPart: String] = [:]
    /// The schemas and grammars that the prompt has taken from files, by their paths.
    var formFiles: [String: String] = [:]
    /// The first row of the pane that is seen.
    var top = 0
    /// The inside of the pane; if it isn't seen, that of the whole screen.
    var area = Rectangle(column: 0, row: 0, columns: 40, rows: 10)
    let glyphs: Glyphs

    /// The sections, from top to bottom.
    static let sections: [ComposerSection] = [.about, .wording, .parts]

    init(glyphs: Glyphs) {
        self.glyphs = glyphs
    }

    /// Begins to edit another prompt.
    mutating func begin(_ prompt: Prompt) {
        self.prompt = prompt
        openExample = nil
        waitingValue = nil
        top = 0
        editors = [:]
        formFiles = prompt.answer?.files ?? [:]
        readEditors()
        // Passages of sources are found, not typed.
        let typed = variableNames.first { !prompt.usesSources || $0 != PromptSources.variable }
        field = prompt.input.contains("{{") ? typed.map { .variable($0) } ?? .input : .input
    }

    /// The names of all variables of the prompt, in the order in which they are used.
    var variableNames: [String] {
        var fields: [ComposerField] = [.instruction]
        for (index, example) in prompt.examples.enumerated() where example.isOn {
            fields += [.exampleInput(index), .exampleReasoning(index), .exampleOutput(index)]
        }
        var names: [String] = []
        fields += prompt.turns.indices.map { .turn($0) }
        for name in (fields + [.input]).flatMap({ variables[$0] ?? [] }) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// All fields and lines of the pane that the cursor can be on, from top to bottom.
    var fields: [ComposerField] {
        var fields: [ComposerField] = [.instruction]
        for index in prompt.examples.indices {
            fields.append(.example(index))
            if openExample == index {
                fields += [.exampleInput(index), .exampleReasoning(index), .exampleOutput(index)]
            }
        }
        fields.append(.addExample)
        if !prompt.turns.isEmpty { fields += prompt.turns.indices.map { .turn($0) } + [.addTurns] }
        fields.append(.input)
        fields += variableNames.map { .variable($0) }
        for section in Self.sections {
            fields.append(.title(section))
            if openSections.contains(section) { fields += section.fields }
        }
        return fields
    }

    /// Returns the text of a field in the prompt.
    func text(of field: ComposerField) -> String {
        switch field {
        case .instruction: prompt.instruction
        case .input: prompt.input
        case .exampleInput(let index): prompt.examples[index].input
        case .exampleReasoning(let index): prompt.examples[index].reasoning ?? ""
        case .exampleOutput(let index): prompt.examples[index].output
        case .turn(let index): prompt.turns[index].text
        case .variable(let name): prompt.variables[name] ?? ""
        case .wording(let wording): prompt.wording[wording]
        case .part(let part): prompt.text(of: part)
        case .about(.name): prompt.name
        case .about(.description): prompt.description
        case .about(.tags): prompt.tags.joined(separator: ", ")
        case .example, .addExample, .addTurns, .title: ""
        }
    }

    mutating func setText(of field: ComposerField, _ text: String) {
        switch field {
        case .instruction: prompt.instruction = text
        case .input: replaceInput(with: text)
        case .exampleInput(let index): prompt.setInput(ofExample: index, to: text)
        case .exampleReasoning(let index): prompt.examples[index].reasoning = text.isEmpty ? nil : text
        case .exampleOutput(let index): prompt.examples[index].output = text
        case .turn(let index): prompt.turns[index].text = text
        case .variable(let name): prompt.variables[name] = text
        case .wording(let wording): prompt.wording[wording] = text
        case .part(let part): take(text, as: part)
        case .about(.name): prompt.name = text
        case .about(.description): prompt.description = text
        case .about(.tags): prompt.tags = text.commaSeparated
        case .example, .addExample, .addTurns, .title: break
        }
    }

    /// Sets the input. Examples that are values of its variables follow it.
    private mutating func replaceInput(with text: String) {
        let before = prompt.examples
        prompt.replaceInput(with: text)
        for index in prompt.examples.indices where prompt.examples[index].input != before[index].input {
            editors[.exampleInput(index)] = nil
            findVariables(in: .exampleInput(index))
        }
    }

    /// Returns the editor of a field; a new one if the field wasn't edited yet.
    func editor(of field: ComposerField) -> TextEditor {
        if let editor = editors[field] { return editor }
        var editor = TextEditor(text: text(of: field), isMultiline: field.isMultiline, glyphs: glyphs)
        editor.select(editor.utf8Count..<editor.utf8Count)
        return editor
    }

    /// Makes the editors show the prompt again, after it was changed elsewhere.
    mutating func readEditors() {
        for (field, editor) in editors {
            if field.example.map({ $0 >= prompt.examples.count }) == true
                || field.turn.map({ $0 >= prompt.turns.count }) == true
            {
                editors[field] = nil
            } else if editor.text != text(of: field), !says(editor.text, in: field) {
                editors[field] = nil
            }
        }
        variables = [:]
        findVariables(in: .instruction)
        findVariables(in: .input)
        for index in prompt.examples.indices {
            for field in [ComposerField.exampleInput(index), .exampleReasoning(index), .exampleOutput(index)] {
                findVariables(in: field)
            }
        }
        for index in prompt.turns.indices { findVariables(in: .turn(index)) }
        readParts()
    }

    mutating func findVariables(in field: ComposerField) {
        // Columns of the data that checks take values from aren't variables of the prompt.
        if case .part = field { return }
        let text = text(of: field)
        // Scanning a template takes time, so a text without a brace isn't scanned.
        variables[field] = text.utf8.contains(UInt8(ascii: "{")) ? Template(text).variables : nil
    }
}
