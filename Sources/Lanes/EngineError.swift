import Prompting
import Remedies

/// What can go wrong between a model file and a lane's text.
package enum EngineError: Error, Sendable, Hashable, Codable {
    /// Loading was cancelled.
    case loadCancelled(path: String)
    /// llama.cpp refused the file.
    case loadFailed(path: String, reason: String)
    /// The model embeds or encodes; it can't continue a text.
    case notAGenerator(path: String)
    /// The model can't measure texts at all.
    case cannotMeasure(path: String)
    /// The model embeds; it gives no probabilities of a text.
    case cannotPredict(path: String)
    /// Two models don't share a vocabulary, so that their distributions can't be compared.
    case differentVocabularies(path: String, reference: String)
    /// There is no room for a context.
    case contextFailed(cells: Int, reason: String)
    /// llama.cpp could not split a text into tokens.
    case tokenizationFailed(reason: String)
    /// The chat template can't be read, or refuses a conversation. The text is the second half of a sentence that
    /// begins with "The chat template", without its full stop.
    case chatTemplate(String)
    /// The model has no chat template at all.
    case noChatTemplate
    /// The grammar of an answer can't be used, or leads nowhere; the text is a sentence.
    case grammar(String)
    /// A prompt doesn't fit.
    case promptTooLong(tokens: Int, context: Int)
    /// A prompt has no tokens, and the model has none to begin with.
    case emptyPrompt
    /// The model computed something that is not a probability.
    case badLogits(reason: String)
    /// llama.cpp could not evaluate a batch.
    case decodeFailed(reason: String)
    /// The engine was shut down.
    case shutDown
    /// The engine's process ended; `reason` is a sentence without its full stop.
    case engineLost(name: String, reason: String)
    /// A command doesn't lead to an engine; `reason` is a sentence without its full stop.
    case engineUnavailable(name: String, reason: String)
    /// A server didn't answer, or not completely; `reason` is the second half of a sentence that begins with its name.
    case serverFailed(server: String, reason: String)
    /// A server gives no distributions.
    case noDistribution(server: String)
    /// A server gives no probabilities of given texts.
    case noLikelihood(server: String)
    /// A server can't follow beams.
    case noBeams(server: String)
    /// The model can't read images, and the prompt sends some.
    case cannotReadImages(model: String)
    /// A projector for images can't be used with the model; `reason` is a clause without its full stop.
    case projector(path: String, reason: String)
    /// The file of an image can't be sent.
    case image(ImageFileError)
    /// An error of a run in the history or in a report, as a sentence.
    case told(String)
}

extension EngineError: Remediable, CustomStringConvertible {
    /// What happened, where, and what to do.
    package var description: String {
        switch self {
        case .loadCancelled(let path): "Loading \(path) was cancelled."
        case .loadFailed(let path, let reason): "\(path) can't be loaded: \(reason)."
        case .notAGenerator(let path):
            "\(path) doesn't generate text (it is an embedding, encoder or diffusion model)."
        case .cannotMeasure(let path):
            "\(path) has both an encoder and a decoder, and texts can't be measured with such a model; choose an embedding model or one that generates."
        case .cannotPredict(let path):
            "\(path) gives no probabilities of a text (it is an embedding, encoder or diffusion model)."
        case .differentVocabularies(let path, let reference):
            "\(reference) doesn't share \(path)'s vocabulary, so that their distributions can't be compared; choose a model of the same family."
        case .contextFailed(let cells, let reason):
            "There is no room for a context of \(cells) tokens: \(reason)."
        case .tokenizationFailed(let reason):
            "The model's vocabulary can't split the prompt into tokens: it is damaged or incomplete, or of a model that isn't meant to write text. llama.cpp says: \(reason)."
        case .chatTemplate(let problem): "The chat template \(problem)."
        case .grammar(let sentence): sentence
        case .noChatTemplate: "The model has no chat template (it is a base model)."
        case .promptTooLong(let tokens, let context):
            "The prompt has \(tokens) tokens and the context holds \(context)."
        case .emptyPrompt: "The prompt is empty; give it an instruction or an input."
        case .badLogits(let reason):
            "The model's output is not a distribution (\(reason))."
        case .decodeFailed(let reason): "llama.cpp could not evaluate the prompt: \(reason)."
        case .shutDown: "The engine was shut down."
        case .engineLost(let name, let reason):
            "\(Self.subject(name)) has ended: \(reason)."
        case .engineUnavailable(let name, let reason):
            "\(Self.subject(name)) can't be used: \(reason). Its command has to start `lathe engine`, which prints `\(EngineGreeting.line)`."
        case .serverFailed(let server, let reason):
            "\(server) \(reason)" + (".?!…".contains { reason.last == $0 } ? "" : ".")
        case .noDistribution(let server):
            "\(server) is a server, which shows no distribution of the next token."
        case .noLikelihood(let server):
            "\(server) is a server, which tells no probabilities of given texts."
        case .noBeams(let server):
            "\(server) is a server, which draws its tokens itself; beam search needs the model's own probabilities."
        case .cannotReadImages(let model): "\(model) can't read images, and the prompt sends some."
        case .projector(let path, let reason): "The projector \(path) can't be used with this model: \(reason)."
        case .image(let error): error.description
        case .told(let sentence): sentence
        }
    }

    /// Returns a name at the beginning of a sentence; those of the settings stay as they are.
    fileprivate static func subject(_ name: String) -> String { name == "the engine" ? "The engine" : name }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .notAGenerator: .chooseModel
        case .cannotPredict: .choosePerplexityModel
        case .contextFailed: .smallerContext
        case .noChatTemplate: .completionLayout
        case .chatTemplate: .otherTemplate
        case .promptTooLong: .largerContext
        case .badLogits: .inspectModel
        case .engineLost: .runAgain
        case .noDistribution, .noLikelihood, .noBeams: .chooseLocalModel
        case .cannotReadImages: .chooseImageModel
        case .projector: .nameProjector
        default: nil
        }
    }
}
