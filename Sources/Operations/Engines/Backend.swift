import Lanes
import Remote

/// Where a lane runs.
package enum Backend: Sendable {
    /// On a model in this process.
    case local(LoadedModel)
    /// On a server.
    case remote(RemoteEngine)
    /// On another machine, which can't be reached.
    case missing(MissingEngine)

    /// Whether prompts can be laid out as a chat.
    package var hasChatTemplate: Bool {
        switch self {
        case .local(let model): model.description.chatTemplate != nil
        case .remote, .missing: true
        }
    }

    /// What runs the lane.
    package var engine: any Engine {
        switch self {
        case .local(let model): model.engine
        case .remote(let engine): engine
        case .missing(let engine): engine
        }
    }

    /// Tells engines apart; lanes of one engine run together.
    package var key: String {
        switch self {
        case .local(let model): model.description.path
        case .remote(let engine): "server \(engine.name)"
        case .missing(let engine): "missing \(engine.name)"
        }
    }

    /// The model that is loaded here; nil for one elsewhere.
    package var model: LoadedModel? { if case .local(let model) = self { model } else { nil } }
}

extension [Backend] {
    /// The first model that runs here; nil if all are servers.
    package var model: LoadedModel? { lazy.compactMap(\.model).first }

    /// Starts a run whose lanes are on these, in their order: one run for each engine, joined to one.
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
