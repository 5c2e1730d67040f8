import Foundation
import JSONText
import Lanes
import Synchronization

/// The connection to one server: its key, and the number of requests that run at once. All engines on the server share
/// it.
package final class RemoteConnection: Sendable {
    /// The server.
    package let server: Server
    let fleet: Fleet
    private let environment: @Sendable (String) -> String?
    /// The length of the server's context, once it was asked for; the inner nil if the server doesn't say it.
    let toldContext = Mutex<Int??>(nil)

    /// Creates a connection. For each request it looks its key up in `environment`, by default the process's.
    package init(
        _ server: Server,
        environment: @escaping @Sendable (String) -> String? = { ProcessInfo.processInfo.environment[$0] }
    ) {
        self.server = server
        self.environment = environment
        fleet = Fleet(server.urls, parallel: server.parallel)
    }

    /// Returns the key; nil if the server needs none.
    func key() throws(RemoteFailure) -> String? {
        guard let variable = server.keyVariable else { return nil }
        let key = (environment(variable) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !key.isEmpty else {
            throw RemoteFailure(reason: "needs a key, and the environment variable \(variable) is not set")
        }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw RemoteFailure(reason: "can't be sent the key in \(variable): it has characters that a key can't have")
        }
        return key
    }

    /// Notices about the way in which the key is sent.
    var notices: [String] {
        guard let variable = server.keyVariable else { return [] }
        return server.urls.compactMap { url in
            guard url.lowercased().hasPrefix("http://"), let host = URLComponents(string: url)?.host?.lowercased(),
                host != "localhost", host != "::1", host != "[::1]", !host.hasPrefix("127.")
            else { return nil }
            return "The key in \(variable) goes to \(host) without encryption, because its URL begins with http://."
        }
    }

    /// Returns a request to one of the server's addresses.
    func request(
        _ path: String, at address: String, body: JSONObject, key: String?
    ) throws(RemoteFailure) -> HTTPRequest {
        guard let url = URL(string: address + path) else {
            throw RemoteFailure(reason: "has an address that can't be used: \(address)")
        }
        var request = HTTPRequest(url)
        request.headers["Content-Type"] = "application/json"
        request.headers["Accept"] = "text/event-stream, application/json"
        // Compressed events would be held back to be compressed together.
        request.headers["Accept-Encoding"] = "identity"
        request.headers["User-Agent"] = "Lathe"
        if let key { request.headers["Authorization"] = "Bearer \(key)" }
        request.body = Data(JSONValue.object(body).canonical.utf8)
        return request
    }
}
