import Evaluation
import Lanes
import Library
import Prompting
import Sampling

/// The prompt that a model is asked with for other words for an instruction: a prompt file whose variables are filled.
package struct PhrasingPrompt: Sendable {
    /// A hash of all that frames the instruction.
    package let instrument: String
    private let prompt: Prompt

    /// What each request asks a wording to be, in turn: else a model says much the same each time.
    private static let manners = [
        "a question", "as short as you can", "a polite request", "a command that begins with a verb", "two sentences",
        "plain enough for a child", "formal", "the task of an expert whom you describe first",
    ]

    /// Takes a prompt file, which must have the variables.
    package init(_ file: PromptFile) throws {
        prompt = file.prompt
        let known = Set(file.prompt.variableNames)
        let missing = ["instruction", "rule", "manner", "number"].filter { !known.contains($0) }
        guard missing.isEmpty else {
            throw Failure(
                "\(file.prompt.name) is no prompt for wordings: it lacks "
                    + missing.map { "`{{\($0)}}`" }.joined(separator: ", ") + ".")
        }
        var hash = StableHash()
        for text in [file.prompt.instruction, file.prompt.input, file.prompt.wording.opening] { hash.add(text) }
        instrument = String(hash.value, radix: 16)
    }

    /// The settings in words, for the mark of what was made.
    package var settingsText: String { prompt.modelParameters.words }

    /// Returns the request with a number, from 0, for another wording of an instruction that keeps what `check` asks for.
    package func request(
        _ instruction: String, _ check: InstructionCheck, number: Int, seed: UInt64, of writer: Backend
    ) throws -> LaneRequest {
        var rules: [String] = []
        if !check.answers.isEmpty { rules.append("Name the answers \(check.answers.joined(separator: ", ")). ") }
        if !check.needed.isEmpty {
            rules.append("Keep \(check.needed.map { "{{\($0)}}" }.joined(separator: " and ")) as written. ")
        }
        let compiled = try prompt.compile(
            technique: .zeroShot, hasChatTemplate: writer.hasChatTemplate,
            variables: [
                "instruction": instruction, "rule": rules.joined(), "number": "\(number + 1)",
                "manner": Self.manners[number % Self.manners.count],
            ], chat: ChatOptions(thinks: false))
        var settings = Settings().applying(prompt.modelParameters)
        settings.seed = seed
        return LaneRequest(
            name: "making", prompt: compiled, settings: settings, caseKey: UInt64(truncatingIfNeeded: number) &+ 1)
    }
}
