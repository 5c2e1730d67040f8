import Prompting
import Sampling
import Terminal

extension State {
    // MARK: fields

    /// Names of all variables of the prompt, in the order in which they are used.
    var variableNames: [String] {
        var fields: [ComposerField] = [.instruction]
        for (index, example) in prompt.examples.enumerated() where example.isOn {
            fields += [.exampleInput(index), .exampleReasoning(index), .exampleOutput(index)]
        }
        var names: [String] = []
        for name in (fields + [.input]).flatMap({ variables[$0] ?? [] }) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// Everything in the prompt's pane that the cursor can be on, from top to bottom.
    var fields: [ComposerField] {
        var fields: [ComposerField] = [.instruction]
        for index in prompt.examples.indices {
            fields.append(.example(index))
            if openExample == index {
                fields += [.exampleInput(index), .exampleReasoning(index), .exampleOutput(index)]
            }
        }
        fields += [.addExample, .input]
        fields += variableNames.map { .variable($0) }
        fields.append(.wordingTitle)
        if showsWording { fields += WordingField.allCases.map { .wording($0) } }
        return fields
    }

    /// The text of a field in the prompt.
    func text(of field: ComposerField) -> String {
        switch field {
        case .instruction: prompt.instruction
        case .input: prompt.input
        case .exampleInput(let index): prompt.examples[index].input
        case .exampleReasoning(let index): prompt.examples[index].reasoning ?? ""
        case .exampleOutput(let index): prompt.examples[index].output
        case .variable(let name): prompt.variables[name] ?? ""
        case .wording(let wording): prompt.wording[wording]
        case .example, .addExample, .wordingTitle: ""
        }
    }

    private mutating func setText(of field: ComposerField, _ text: String) {
        switch field {
        case .instruction: prompt.instruction = text
        case .input: prompt.input = text
        case .exampleInput(let index): prompt.examples[index].input = text
        case .exampleReasoning(let index): prompt.examples[index].reasoning = text.isEmpty ? nil : text
        case .exampleOutput(let index): prompt.examples[index].output = text
        case .variable(let name): prompt.variables[name] = text
        case .wording(let wording): prompt.wording[wording] = text
        case .example, .addExample, .wordingTitle: break
        }
    }

    /// The editor of a field; a new one where the field wasn't edited yet.
    func editor(of field: ComposerField) -> TextEditor {
        if let editor = editors[field] { return editor }
        var editor = TextEditor(text: text(of: field), isMultiline: field.isMultiline, glyphs: glyphs)
        editor.select(editor.utf8Count..<editor.utf8Count)
        return editor
    }

    /// Makes the editors show the prompt again after it changed elsewhere.
    mutating func readEditors() {
        for (field, editor) in editors {
            if let index = field.example, index >= prompt.examples.count {
                editors[field] = nil
            } else if editor.text != text(of: field) {
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
    }

    private mutating func findVariables(in field: ComposerField) {
        let text = text(of: field)
        // A template is worth its scan only where there is something to find.
        variables[field] = text.utf8.contains(UInt8(ascii: "{")) ? Template(text).variables : nil
    }

    // MARK: typing

    /// A key in a text field; false if it is no text.
    mutating func type(_ key: Key) -> Bool {
        guard let command = TextEditor.command(for: key, isMultiline: field.isMultiline, clipboard: clipboard) else {
            if key.code == .enter, key.modifiers.isEmpty {
                performOnPrompt(.nextField)
                return true
            }
            return false
        }
        if command == .undo || command == .redo { return false }
        let result = edit(command)
        if !result.moved, !result.changedText, case .move(let motion, false) = command {
            switch motion {
            case .up, .pageUp: performOnPrompt(.previousField)
            case .down, .pageDown: performOnPrompt(.nextField)
            default: break
            }
        }
        return true
    }

    @discardableResult
    mutating func edit(_ command: EditCommand) -> EditResult {
        var editor = editor(of: field)
        let area = fieldSize(field)
        let result = editor.perform(command, width: area.columns, height: area.rows)
        editors[field] = editor
        if let copied = result.copied {
            clipboard = copied
            emit(.copy(copied))
        }
        if result.changedText {
            let field = field
            let text = editor.text
            change("an edit", kind: "text of \(field)") { state in
                state.setText(of: field, text)
                state.findVariables(in: field)
            }
        }
        return result
    }

    mutating func paste(_ text: String) {
        if !layers.isEmpty {
            _ = receiveInLayer(.paste(text))
        } else {
            if !isTyping {
                pane = .prompt
                field = .input
            }
            edit(.paste(text))
        }
    }

    /// A text from the user's own editor.
    mutating func take(_ text: String, for field: ComposerField) {
        guard fields.contains(field) || self.field == field else { return }
        var text = text
        // An editor ends a file with a newline that nobody typed.
        if text.hasSuffix("\n"), !self.text(of: field).hasSuffix("\n") { text.removeLast() }
        var editor = editor(of: field)
        guard editor.text != text else { return }
        editor.replaceAll(with: text)
        editors[field] = editor
        change("an edit", kind: "text of \(field)") { state in
            state.setText(of: field, text)
            state.findVariables(in: field)
        }
    }

    // MARK: the list

    mutating func performOnPrompt(_ action: Action) {
        switch action {
        case .previousField, .nextField: moveField(by: action == .nextField ? 1 : -1)
        case .nextTechnique:
            let next = (prompt.technique ?? prompt.defaultTechnique).next
            change("the technique") { $0.prompt.technique = next }
            sayTechnique(next)
        case .nextLayout: nextLayout()
        case .addExample: addExample()
        case .openField: openField()
        default: changeExample(action)
        }
    }

    private mutating func moveField(by step: Int) {
        let fields = fields
        guard let index = fields.firstIndex(of: field) else { return }
        let next = min(max(0, index + step), fields.count - 1)
        field = fields[next]
        guard field.isText, next != index else { return }
        // Into a text from above one comes to its first row, from below to its last.
        var editor = editor(of: field)
        let area = fieldSize(field)
        let motions: [CursorMotion] = step > 0 ? [.documentStart, .lineEnd] : [.documentEnd]
        for motion in motions {
            _ = editor.perform(.move(motion, selecting: false), width: area.columns, height: area.rows)
        }
        editors[field] = editor
    }

    /// What the prompt's technique is now, and on which lanes that does nothing because they have one of their own.
    mutating func sayTechnique(_ technique: Technique) {
        let own = lanes.filter { $0.lane.technique != nil }.map(\.lane.name)
        if own.isEmpty {
            say("Technique: \(technique.title).")
        } else if own.count == lanes.count {
            say(
                "Technique of the prompt: \(technique.title). No lane follows it: each has its own, which t in the lane changes."
            )
        } else {
            say(
                "Technique: \(technique.title). \(own.count == 1 ? "Lane" : "Lanes") \(own.joined(separator: ", ")) "
                    + "\(own.count == 1 ? "has its" : "have their") own.")
        }
    }

    /// The layout of the prompt, or what its model takes where it says none.
    var shownLayout: Layout {
        prompt.layout ?? (setup.facts(of: focusedLane)?.hasChatTemplate == false ? .completion : .chat)
    }

    private mutating func nextLayout() { take(shownLayout == .chat ? .completion : .chat) }

    /// Gives the prompt a layout, if the focused lane's model has it.
    mutating func take(_ next: Layout) {
        if next == .chat, setup.facts(of: focusedLane)?.hasChatTemplate == false {
            guard lane.lane.layout == .chat else {
                return say("The model has no chat template: it takes the completion layout.", isError: true)
            }
            change("the layout") { $0.lanes[$0.focusedLane].lane.layout = nil }
            return say("Lane \(lane.lane.name) takes the completion layout: its model has no chat template.")
        }
        change("the layout") { $0.prompt.layout = next }
        let own = lanes.filter { $0.lane.layout != nil }.map(\.lane.name)
        let whose =
            own.count == 1 ? "Lane \(own[0]) keeps its own." : "Lanes \(own.joined(separator: ", ")) keep their own."
        say("Layout: \(next.rawValue)." + (own.isEmpty ? "" : " " + whose))
    }

    private mutating func openField() {
        switch field {
        case .example(let index):
            openExample = openExample == index ? nil : index
            if openExample != nil { field = .exampleInput(index) }
        case .addExample: addExample()
        case .wordingTitle: showsWording.toggle()
        default: break
        }
    }

    private mutating func addExample() {
        let index = field.example.map { $0 + 1 } ?? prompt.examples.count
        change("an added example") { state in
            state.prompt.examples.insert(Example(input: "", output: ""), at: index)
            state.forgetExampleEditors()
        }
        pane = .prompt
        openExample = index
        field = .exampleInput(index)
    }

    private mutating func changeExample(_ action: Action) {
        guard let index = field.example else { return }
        switch action {
        case .toggleExample:
            change("an example switched on or off") { $0.prompt.examples[index].isOn.toggle() }
        case .deleteExample:
            change("a deleted example") { state in
                state.prompt.examples.remove(at: index)
                state.forgetExampleEditors()
            }
            openExample = nil
            field = prompt.examples.isEmpty ? .addExample : .example(min(index, prompt.examples.count - 1))
            say("Example deleted. ^_ brings it back.")
        case .moveExampleUp, .moveExampleDown:
            let other = action == .moveExampleUp ? index - 1 : index + 1
            guard prompt.examples.indices.contains(other) else { return }
            change("a moved example") { state in
                state.prompt.examples.swapAt(index, other)
                state.forgetExampleEditors()
            }
            if openExample == index { openExample = nil }
            field = .example(other)
        default: break
        }
    }

    /// Editors go by the number of their example, which has changed.
    private mutating func forgetExampleEditors() {
        for field in editors.keys where field.example != nil { editors[field] = nil }
        readEditors()
    }
}

extension Wording {
    /// A label or trigger.
    subscript(field: WordingField) -> String {
        get { self[keyPath: Self.path(field)] }
        set { self[keyPath: Self.path(field)] = newValue }
    }

    private static func path(_ field: WordingField) -> WritableKeyPath<Wording, String> {
        switch field {
        case .questionLabel: \.questionLabel
        case .answerLabel: \.answerLabel
        case .reasoningTrigger: \.reasoningTrigger
        case .answerTrigger: \.answerTrigger
        case .answerSentence: \.answerSentence
        case .opening: \.opening
        }
    }
}

extension Technique {
    /// The one after it.
    var next: Technique {
        let all = Technique.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
