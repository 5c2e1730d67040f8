import Foundation
import Library
import Prompting
import Remote
import Runtime
import Sampling
import Synchronization

/// Where lanes run: in this process, or on the servers that the settings name. Engines on one server share its connection.
final class Backends: Sendable {
    /// Those of this process's settings.
    static let standard = Backends(.current)

    private let configuration: Configuration
    private let connections: [String: RemoteConnection]

    init(_ configuration: Configuration) {
        self.configuration = configuration
        connections = Dictionary(
            configuration.servers.map { ($0.name, RemoteConnection(Server($0))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The engine on a server that a word for a model names; nil where the word, or none, means a model here.
    func remote(_ word: String?) -> RemoteEngine? {
        guard let word, let (server, model) = configuration.server(for: word) else { return nil }
        return connections[server.name].map { RemoteEngine($0, model: model) }
    }

    /// The engine of a lane: by its own word, else the command line's, else the prompt's, else the settings'.
    func remote(for lane: Lane?, of prompt: Prompt, commandLine: String?) -> RemoteEngine? {
        remote(lane?.model ?? commandLine ?? prompt.model ?? configuration.model)
    }

    /// Whether a run needs a model in this process. `lanes` replace the prompt's own.
    func needsModel(_ prompt: Prompt, lanes: [Lane], commandLine: String?) -> Bool {
        let chosen = lanes.isEmpty ? prompt.lanes : lanes
        guard !chosen.isEmpty else { return remote(for: nil, of: prompt, commandLine: commandLine) == nil }
        return chosen.contains { remote(for: $0, of: prompt, commandLine: commandLine) == nil }
    }

    /// Starts a request whose lanes each have an engine on a server, or nil for the one here: one run for each engine, joined to
    /// one.
    static func start(_ request: RunRequest, on engines: [RemoteEngine?], local: (any Engine)?) -> Run {
        var parts: [(name: String, engine: any Engine, lanes: [Int])] = []
        for index in request.lanes.indices {
            let remote = engines.indices.contains(index) ? engines[index] : nil
            guard let engine = remote ?? local else { continue }
            let name = remote.map { "/\($0.name)" } ?? ""
            if let place = parts.firstIndex(where: { $0.name == name }) {
                parts[place].lanes.append(index)
            } else {
                parts.append((name, engine, [index]))
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

extension Server {
    /// A server of the settings.
    init(_ settings: ServerConfiguration) {
        self.init(name: settings.name, url: settings.url)
        kind = Kind(rawValue: settings.kind.rawValue) ?? .compatible
        keyVariable = settings.keyVariable
        timeout = settings.timeout
        retries = settings.retries
        parallel = settings.parallel
        price = settings.price.map { Price(input: $0.input, output: $0.output) }
        without = Set(settings.without.compactMap(SettingsKey.init(rawValue:)))
    }
}
