import Lanes
import Models
import Prompting
import Sampling

/// What an engine's process is asked. Each question has a number, which every reply to it carries.
enum EngineQuestion: Codable, Sendable {
    /// Say which model a word means, nil for the default one.
    case describe(String?)
    /// Load a model; it is known by this question's number from then on.
    case load(path: String, options: EngineOptions)
    /// Load a model that measures texts, with the weights of a loaded engine where that is of the same file.
    case loadTexts(path: String, threads: Int?)
    case run(model: UInt32, RunRequest)
    case render(model: UInt32, CompiledPrompt)
    case nextToken(model: UInt32, CompiledPrompt, RunMode)
    case nextTokenAfter(model: UInt32, [Int32], RunMode, isWhole: Bool)
    case tokenTexts(model: UInt32, [Int32])
    case forget(model: UInt32)
    case embedding(model: UInt32, of: String)
    case surprisal(model: UInt32, of: String)
    /// Free a model. What goes on with it ends first.
    case unload(model: UInt32)
    /// End a run or a load; it still gets its last reply.
    case cancel(UInt32)

    /// Whether a model comes of it.
    var loads: Bool {
        switch self {
        case .load, .loadTexts: true
        default: false
        }
    }
}

/// What an engine's process replies.
enum EngineReply: Sendable {
    case answer(EngineAnswer)
    /// Text of a lane, the one thing that comes many times a second.
    case text(RunEvent)
    case nextToken(NextToken)
    /// The process has ended, or was never a Lathe's.
    case lost(EngineError)
}

/// Replies that come as JSON.
enum EngineAnswer: Codable, Sendable {
    /// A load is so far, 0...1.
    case loading(Double)
    /// What is read is being measured.
    case measuring
    case loaded(EngineFacts)
    /// What a word means there, and where its choices are kept.
    case described(ModelDescription, choices: ChoicesLocation?)
    /// Something that the other machine says in a sentence.
    case refused(String)
    case loadedTexts(pooling: TextPooling, longest: Int, isGenerator: Bool)
    /// Anything that happens in a run but its end.
    case event(RunEvent)
    /// A run's end, without its results: each lane's came with its own end.
    case ended(padding: [Int], isCancelled: Bool)
    case rendered(SentPrompt)
    case tokenTexts([String])
    case embedding(TextEmbedding?)
    case surprisal(TextSurprisal)
    case done
    case failed(EngineError)

    /// Whether nothing follows it.
    var isLast: Bool {
        switch self {
        case .loading, .measuring, .event: false
        default: true
        }
    }
}

/// What is known of an engine once its model is loaded.
struct EngineFacts: Codable, Sendable {
    var hasChatTemplate: Bool
    var contextLength: Int
    var choices: EngineChoices
    /// The llama.cpp that computes.
    var build: String
}

extension EngineReply {
    /// Whether nothing follows it.
    var isLast: Bool {
        switch self {
        case .answer(let answer): answer.isLast
        case .text: false
        case .nextToken, .lost: true
        }
    }
}
