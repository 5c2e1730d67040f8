import Lanes
import Remote

/// The engine that a lane runs on.
package enum Backend: Sendable {
    /// A model on this machine.
    case local(LoadedModel)
    /// A model on a server.
    case remote(RemoteEngine)
    /// A model on another machine, which can't be reached.
    case missing(MissingEngine)

    /// True if prompts can be laid out as a chat.
    package var hasChatTemplate: Bool {
        switch self {
        case .local(let model): model.description.chatTemplate != nil
        case .remote, .missing: true
        }
    }

    /// The engine.
    package var engine: any Engine {
        switch self {
        case .local(let model): model.engine
        case .remote(let engine): engine
        case .missing(let engine): engine
        }
    }

    /// A key that is the same for lanes of one engine; they run together.
    package var key: String {
        switch self {
        case .local(let model): model.description.path
        case .remote(let engine): "server \(engine.name)"
        case .missing(let engine): "missing \(engine.name)"
        }
    }

    /// The name of the model.
    package var name: String {
        switch self {
        case .local(let model): model.description.name
        case .remote(let engine): engine.name
        case .missing(let engine): engine.name
        }
    }

    /// True if outputs cost nothing: the model runs in an engine of Lathe's, here or on another machine of the user's.
    package var isFree: Bool {
        switch self {
        case .local, .missing: true
        case .remote: false
        }
    }

    /// True if it is a model on a server.
    package var isRemote: Bool { if case .remote = self { true } else { false } }

    /// The model that is loaded here; nil for one elsewhere.
    package var model: LoadedModel? { if case .local(let model) = self { model } else { nil } }
}

extension [Backend] {
    /// The first model that runs here; nil if all are elsewhere.
    package var model: LoadedModel? { lazy.compactMap(\.model).first }

    /// Starts a run whose lanes are on these backends, in their order. Each engine gets a run of its own; they are
    /// joined to one.
    package func start(_ request: RunRequest) -> Run {
        var parts: [(key: String, engine: any Engine, lanes: [Int])] = []
        for (index, backend) in enumerated() {
            if let place = parts.firstIndex(where: { $0.key == backend.key }) {
                parts[place].lanes.append(index)
            } else {
                parts.append((backend.key, backend.engine, [index]))
            }
        }
        return .merging(
            parts.map { part in
                var some = request
                some.lanes = part.lanes.map { request.lanes[$0] }
                return RunPart(run: part.engine.start(some), lanes: part.lanes)
            }, mode: request.mode)
    }
}
