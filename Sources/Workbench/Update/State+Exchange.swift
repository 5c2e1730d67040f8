import Library
import Prompting
import Sampling
import Terminal

/// Files of other programs.
extension State {
    /// Asks for the file to import.
    mutating func askForImport() {
        ask(
            Question(
                title: "Import another program's file: its path", note: "promptfoo, Prompty, presets and others",
                isPath: true
            ) { $0.isEmpty ? [] : [.effect(.files(.importFile(path: $0, format: nil)))] })
    }

    /// Lists formats: to write the prompt in, or for a file that doesn't say which it has.
    mutating func choose(from formats: [ExchangeFormat], for purpose: ExchangeFormat.Purpose) {
        let name = title.replacing(PromptLibrary.fileEnding, with: "")
        let heading: String
        let rows: [PickLayer.Row]
        switch purpose {
        case .export:
            let lane = board.lane.lane.name
            heading = "export the prompt for"
            rows = formats.map { format in
                let question = Question(
                    title: "Write it to", note: format.files, text: format.path(of: name), isPath: true
                ) { $0.isEmpty ? [] : [.exportPrompt(format, path: $0)] }
                return PickLayer.Row(
                    title: format.title,
                    note: format.isPreset ? "settings of lane \(lane): \(format.files)" : format.files,
                    requests: [.ask(question)])
            }
        case .reading(let path):
            heading = "\(path.lastPathPart) doesn't say what it is; it is of"
            rows = formats.map { format in
                PickLayer.Row(
                    title: format.title, note: format.files,
                    requests: [.effect(.files(.importFile(path: path, format: format.name)))])
            }
        }
        show(PickLayer(heading, rows))
    }

    /// Opens what was read from a file; of several prompts, asks which.
    mutating func receive(_ file: ImportedFile) {
        guard file.prompts.count > 1 else { return openImported(0, of: file) }
        show(
            PickLayer(
                "\(file.path.lastPathPart) has \(file.prompts.count) prompts; open",
                file.prompts.enumerated().map { index, prompt in
                    PickLayer.Row(
                        title: prompt.name.isEmpty ? "\(index + 1)" : prompt.name,
                        note: prompt.instruction.isEmpty ? prompt.input : prompt.instruction,
                        requests: [.openImported(index, of: file)])
                }))
    }

    /// Opens a prompt of a file that was read, as one that was never saved.
    mutating func openImported(_ index: Int, of file: ImportedFile) {
        guard file.prompts.indices.contains(index) else { return }
        prepareToLeave()
        emit(.files(.startImported(index)))
        let left = setAside()
        layers.clear()
        show(file.prompts[index], path: nil, isShipped: false)
        // No file of Lathe's holds it yet.
        session.savedPrompt = Prompt()
        keepDraft()
        say(
            ["\(file.path.lastPathPart) is open as a new prompt. ^S saves it.", left].compactMap(\.self).joined(
                separator: " "))
        tell(file.losses, "what couldn't be taken over")
    }

    /// Writes the prompt in a format; of a preset, the focused lane's settings.
    mutating func export(as format: ExchangeFormat, to path: String) {
        var prompt = promptForSaving
        var order = ExportOrder(format: format.name, path: path)
        if format.isPreset {
            prompt.lanes = board.lanes.map(\.lane)
            order.lane = board.lane.lane.name
            order.settings = (setup.facts(of: focusedLane)?.settings ?? SettingsPatch()).overlaid(
                by: setup.userSettings)
        }
        emit(.files(.exportPrompt(prompt, order)))
    }

    /// Notes that a file for another program was written.
    mutating func noteExported(_ path: String, _ losses: [String]) {
        say("Wrote \(path).")
        tell(losses, "what \(path.lastPathPart) doesn't say")
    }

    /// Shows sentences about what was lost, to scroll through; nothing if there are none.
    private mutating func tell(_ losses: [String], _ title: String) {
        guard !losses.isEmpty else { return }
        var comparison = Comparison(title: title)
        let width = Comparison.wholeWidth(size)
        let look = look
        for loss in losses {
            if !comparison.parts.isEmpty { comparison.parts.append(.plain("")) }
            comparison.parts += look.wrap(loss, width).map { .plain($0) }
        }
        carryOut([.compare(comparison)])
    }
}
