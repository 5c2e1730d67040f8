import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Sampling

/// The prompt that a model is asked with for more inputs: a prompt file whose variables are filled.
package struct ListPrompt: Sendable {
    /// The number of new inputs that a request asks for.
    package static let perRequest = 8
    /// A hash of all that frames the list.
    package let instrument: String
    private let prompt: Prompt

    /// Takes a prompt file, which must have the variables.
    package init(_ file: PromptFile) throws {
        prompt = file.prompt
        let known = Set(file.prompt.variableNames)
        let missing = ["task", "rule", "number", "shown", "list"].filter { !known.contains($0) }
        guard missing.isEmpty else {
            throw Failure(
                "\(file.prompt.name) is no prompt for making inputs: it lacks "
                    + missing.map { "`{{\($0)}}`" }.joined(separator: ", ") + ".")
        }
        var hash = StableHash()
        for text in [file.prompt.instruction, file.prompt.input, file.prompt.wording.opening] { hash.add(text) }
        instrument = String(hash.value, radix: 16)
    }

    /// The prompt's settings over the defaults.
    package var settings: Settings { Settings().applying(prompt.modelParameters) }

    /// The settings in words, for the mark of what was made.
    package var settingsText: String { prompt.modelParameters.words }

    /// Returns the request for more inputs after `seeds`; with a label, for inputs that have this output.
    ///
    /// A model on this machine goes on with the list itself: its turn begins with the inputs that are shown. A server
    /// isn't made to continue a turn, so it is shown them above.
    package func request(
        _ task: MakingTask, after seeds: [MakingSeed], label: String?, number: Int, seed: UInt64, of writer: Backend
    ) throws -> LaneRequest {
        let items = seeds.map { ListedItems.item(of: $0.values, names: task.names) }
        let shown = items.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
        let next = items.count + 1
        var values = ["task": task.text, "number": "\(items.count + Self.perRequest)", "rule": "", "shown": ""]
        if let label { values["rule"] = "The right output for each of them is: \(label)\n" }
        let continues = Self.continues(writer)
        values["list"] = continues ? (shown.isEmpty ? "" : shown + "\n") + "\(next)." : ""
        if !continues, !items.isEmpty {
            values["number"] = "\(Self.perRequest)"
            values["shown"] = " They go on with this list, beginning with number \(next):\n\(shown)"
        }
        if task.names.count > 1 {
            let form = task.names.map { "`\($0): …`" }.joined(separator: ", ")
            values["rule", default: ""] += "Each input has these parts, each on a line of its own: \(form).\n"
        }
        let compiled = try prompt.compile(
            technique: .zeroShot, hasChatTemplate: writer.hasChatTemplate, variables: values,
            chat: ChatOptions(thinks: false))
        var settings = settings
        settings.seed = seed
        if continues {
            settings.stop += ["\n\(next + Self.perRequest)."]
            if Self.areLines(seeds, task) { settings.stop.append("\n\n") }
        }
        return LaneRequest(
            name: "making", prompt: compiled, settings: settings,
            caseKey: UInt64(truncatingIfNeeded: number) &+ 1)
    }

    /// Returns the inputs that a reply holds, and the one that the token limit cut.
    package func items(
        in result: SampleResult, after seeds: [MakingSeed], _ task: MakingTask, of writer: Backend
    ) -> (items: [String], cut: String?) {
        ListedItems.read(
            result.stages.last?.text ?? "", continued: Self.continues(writer), areLines: Self.areLines(seeds, task),
            isCut: [.length, .context].contains(result.stages.last?.finish))
    }

    private static func continues(_ writer: Backend) -> Bool { writer.model != nil }

    /// True if each input is one line, as those that are shown are.
    private static func areLines(_ seeds: [MakingSeed], _ task: MakingTask) -> Bool {
        task.names.count == 1 && seeds.allSatisfy { !($0.values[task.names[0]] ?? "").contains(where: \.isNewline) }
    }
}

extension SettingsPatch {
    /// The settings in words: `temperature 0.8, topP 0.95`.
    var words: String {
        let settings = Settings().applying(self)
        return keys.map { "\($0.rawValue) \($0.setting.text(of: settings[$0]))" }.joined(separator: ", ")
    }
}
