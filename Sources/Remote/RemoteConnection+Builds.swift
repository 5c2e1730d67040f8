import JSONText
import Lanes

extension RemoteConnection {
    /// Asks each address which build of its program runs there, all at once. It is asked anew each time, since a server may be
    /// replaced while Lathe runs.
    package func builds() async -> ServerBuilds {
        guard let place = Self.place(of: server.kind) else { return ServerBuilds([]) }
        let key = try? key()
        let told = await withTaskGroup(of: String?.self) { group in
            for address in server.urls {
                group.addTask {
                    let found = await self.object(place.path, at: address, key: key, seconds: Self.patience)
                    guard case .text(let build)? = found?[place.member], !build.isEmpty,
                        build.utf8.count <= Self.mostBytes
                    else { return nil }
                    return KeyMask(key).masked(build)
                }
            }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        return ServerBuilds(told)
    }

    /// The time that an address has for telling its build, in seconds.
    private static let patience = 5.0
    /// The longest build that is believed, in bytes.
    private static let mostBytes = 200

    /// Returns where a server of this kind tells its build; nil if it doesn't. What other servers have there isn't read.
    private static func place(of kind: Server.Kind) -> (path: String, member: String)? {
        switch kind {
        case .llamaServer, .compatible: ("/props", "build_info")
        case .vLLM: ("/version", "version")
        case .llamaCppPython, .ollama, .openAI, .anthropic, .google: nil
        }
    }
}
