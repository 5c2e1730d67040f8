import Lanes
import Models
import Prompting

/// Returns what went wrong in words for the screen: where the command line would advise an option, it names the key.
package func screenText(of error: any Error) -> String {
    switch error {
    case let error as EngineError: screenText(of: error)
    case PromptError.missingVariables(let missing, _):
        missing.map { "The variable `{{\($0.name)}}` in \($0.field) has no value." }.joined(separator: " ")
            + " Type one below the input."
    case PromptError.noChatTemplate:
        "The model has no chat template (it is probably a base model), and the chat layout was asked for: F3 changes it."
    case ModelFileError.noModels(let folder):
        "There is no model in \(folder). Alt-l, smollm2 and Enter fetch one."
    case ModelFileError.unknownName(let name, _):
        "There is no model named “\(name)”: Alt-l chooses one of those that are here."
    case ModelFileError.missing(let path): "There is no file at \(path). Check the path."
    case ModelFileError.encoder(let path):
        "\(path) doesn't generate text: it is an embedding, encoder or diffusion model."
    case ModelFileError.fetchFailed:
        "\(error)".replacing(
            "give it another name with --name", with: "`lathe models fetch` in a shell can give it another name")
    default: "\(error)"
    }
}

private func screenText(of error: EngineError) -> String {
    switch error {
    case .notAGenerator(let path):
        "\(path) doesn't generate text (it is an embedding, encoder or diffusion model): Alt-l chooses another one."
    case .contextFailed(let cells, let reason):
        "There is no room for a context of \(cells) tokens: \(reason). Alt-l chooses another model or unloads one."
    case .chatTemplate(let problem):
        "The chat template \(problem). F3 chooses the completion layout, which does without."
    case .noChatTemplate: "The model has no chat template (it is a base model): F3 chooses the completion layout."
    case .promptTooLong(let tokens, let context):
        "The prompt has \(tokens) tokens and the context holds \(context): shorten it; ^T shows what takes how many."
    case .noDistribution(let server):
        "\(server) is a server, which shows no distribution of the next token: Alt-l chooses a model that is here."
    case .engineLost(let name, let reason):
        "\(name == "the engine" ? "The engine" : name) has ended: \(reason). The texts are kept; F5 starts a new one."
    default: "\(error)"
    }
}
