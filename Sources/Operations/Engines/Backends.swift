import Library
import Remote

/// Where lanes run: in this process, or on the servers that the settings name. Engines on one server share its connection.
package final class Backends: Sendable {
    /// Those of this process's settings.
    package static let standard = Backends(.current)

    private let configuration: Configuration
    private let connections: [String: RemoteConnection]

    /// The servers that settings name; none is connected yet.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
        connections = Dictionary(
            configuration.servers.map { ($0.name, RemoteConnection($0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Returns the engine on a server that a word for a model names; nil if the word, or none, means a model here.
    package func remote(_ word: String?) -> RemoteEngine? {
        guard let word, let (server, model) = configuration.server(for: word) else { return nil }
        return connections[server.name].map { RemoteEngine($0, model: model) }
    }
}
