import Lanes
import Models
import Prompting
import Sampling

/// A question to an engine's process. Each has a number, which every reply to it carries.
enum EngineQuestion: Codable, Sendable {
    /// Asks which model a word means; nil means the default one.
    case describe(String?)
    /// Loads a model. From then on this question's number means that model.
    case load(path: String, options: EngineOptions)
    /// Loads a model that measures texts, with another one beside it that it is compared with, or without. If an engine has
    /// loaded the same file, its weights are shared.
    case loadTexts(path: String, reference: String?, threads: Int?)
    case run(model: UInt32, RunRequest)
    case render(model: UInt32, CompiledPrompt, date: Int64?)
    case nextToken(model: UInt32, CompiledPrompt, RunMode)
    case nextTokenAfter(model: UInt32, [Int32], at: ConstrainedPlace?, RunMode, isWhole: Bool)
    case likelihoods(model: UInt32, LikelihoodRequest)
    case tokenTexts(model: UInt32, [Int32])
    case forget(model: UInt32)
    case embedding(model: UInt32, of: String)
    case surprisal(model: UInt32, of: String)
    case predictability(model: UInt32, of: String)
    /// Frees a model. Its runs end first.
    case unload(model: UInt32)
    /// Cancels a run or a load, which still gets its last reply.
    case cancel(UInt32)

    /// True if the question loads a model.
    var loads: Bool {
        switch self {
        case .load, .loadTexts: true
        default: false
        }
    }
}

/// A reply of an engine's process.
enum EngineReply: Sendable {
    case answer(EngineAnswer)
    /// A piece of a lane's text. Only this reply comes many times a second.
    case text(RunEvent)
    case nextToken(NextToken)
    /// The process has ended, or was never a Lathe.
    case lost(EngineError)
}

/// A reply that is sent as JSON.
enum EngineAnswer: Codable, Sendable {
    /// The share of a model that is loaded, 0...1.
    case loading(Double)
    /// The model is read, and its speed is being measured.
    case measuring
    case loaded(EngineFacts)
    /// The model that a word means there, and where its choices are kept.
    case described(ModelDescription, choices: ChoicesLocation?)
    /// A sentence of the other machine that says why it refuses.
    case refused(String)
    case loadedTexts(pooling: TextPooling, longest: Int, isGenerator: Bool)
    /// An event of a run, other than its end.
    case event(RunEvent)
    /// The end of a run. Its results aren't in it, because each lane's came with the lane's end.
    case ended(padding: [Int], isCancelled: Bool)
    case rendered(SentPrompt)
    case likelihoods([Likelihood])
    case tokenTexts([String])
    case embedding(TextEmbedding?)
    case surprisal(TextSurprisal)
    case predictability(TextPredictability)
    case done
    case failed(EngineError)

    /// True if no reply follows it.
    var isLast: Bool {
        switch self {
        case .loading, .measuring, .event: false
        default: true
        }
    }
}

/// Facts about an engine whose model is loaded.
struct EngineFacts: Codable, Sendable {
    var hasChatTemplate: Bool
    var thinks: Bool
    var contextLength: Int
    var choices: EngineChoices
    /// The version of llama.cpp that computes.
    var build: String
}

extension EngineReply {
    /// True if no event follows it.
    var isLast: Bool {
        switch self {
        case .answer(let answer): answer.isLast
        case .text: false
        case .nextToken, .lost: true
        }
    }
}
