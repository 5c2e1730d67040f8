import Foundation
import Prompting
import Remedies
import Testing

@testable import Interchange
@testable import Library

/// Reads a file as the command does.
func imported(
    _ text: String, _ name: String, models: Set<String> = [], files: [String: String] = [:],
    as earlier: EarlierMessages? = nil
) throws -> (prompts: [ImportedPrompt], losses: [Notice]) {
    var context = ImportContext(
        isModel: { models.contains($0) }, file: { files[$0] },
        files: { pattern in files.keys.filter { fnmatch(pattern, $0, FNM_PATHNAME) == 0 }.sorted() })
    context.earlier = earlier
    let result = try Interchange.read(text, name: name, context: context)
    guard case .prompts(let prompts) = result.value else {
        Issue.record("\(name) was taken for a preset")
        return ([], [])
    }
    return (prompts, result.losses)
}

/// Reads a preset as the command does.
func preset(_ text: String, _ name: String) throws -> (preset: ImportedPreset, losses: [Notice]) {
    let result = try Interchange.read(text, name: name)
    guard case .preset(let preset) = result.value else {
        Issue.record("\(name) was taken for a prompt")
        return (ImportedPreset(settings: .init()), [])
    }
    return (preset, result.losses)
}

/// Writes a prompt as the command does.
func exported(
    _ prompt: Prompt, _ format: InterchangeFormat, evaluators: [Evaluator] = [], lane: String? = nil,
    model: String? = nil, variables: [String: String] = [:]
) throws -> Conversion<String> {
    var item = ImportedPrompt(name: "x", prompt: prompt)
    item.evaluators = evaluators
    return try Interchange.write(
        try item.file(path: "x.prompt.yaml"), as: format,
        options: ExportOptions(lane: lane, model: model, variables: variables))
}

extension [String] {
    /// Whether one of them holds all of the words.
    func says(_ words: String...) -> Bool { contains { line in words.allSatisfy { line.contains($0) } } }
}

extension [Notice] {
    /// Whether one of them holds all of the words.
    func says(_ words: String...) -> Bool { contains { line in words.allSatisfy { line.sentence.contains($0) } } }
}

extension InterchangeFormat {
    static let gitHubModels = InterchangeFormat(GitHubModels())
    static let promptfoo = InterchangeFormat(Promptfoo())
    static let llm = InterchangeFormat(LLMTemplate())
    static let dotprompt = InterchangeFormat(Dotprompt())
    static let prompty = InterchangeFormat(Prompty(version: .second))
    static let promptyOne = InterchangeFormat(Prompty(version: .first))
    static let openAI = InterchangeFormat(OpenAIMessages())
    static let llamaServer = InterchangeFormat(LlamaServerRequest())
    static let textGenerationWebUI = InterchangeFormat(TextGenerationPreset())
    static let lmStudio = InterchangeFormat(LMStudioPreset())
}
