import Library
import Remote

/// Finds the engines of servers in the settings. Engines on one server share its connection.
package final class Backends: Sendable {
    /// The servers of this process's settings.
    package static let standard = Backends(.current)

    private let configuration: Configuration
    private let connections: [String: RemoteConnection]

    /// Creates the connections to the servers of the settings. None is connected yet.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
        connections = Dictionary(
            configuration.servers.map { ($0.name, RemoteConnection($0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Returns the engine for `word` if it names a server; nil if `word` is nil or names a model on this machine.
    package func remote(_ word: String?) -> RemoteEngine? {
        guard let word, let (server, model) = configuration.server(for: word) else { return nil }
        return connections[server.name].map { RemoteEngine($0, model: model) }
    }
}
