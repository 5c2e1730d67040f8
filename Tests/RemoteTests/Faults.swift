import Foundation
import Prompting
import Sampling
import TestServers
import Testing

@testable import Lanes
@testable import Remote

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The server that goes wrong as the first part of a path says.
enum Faults {
    private static let server = Result { try TestServer("faulty.py") }

    /// A server with a fault.
    static func server(_ fault: String, _ change: (inout Server) -> Void = { _ in }) throws -> Server {
        var result = Server(name: "box", url: "\(try server.get().address)/\(fault)/v1")
        result.timeout = 5
        change(&result)
        return result
    }

    /// The requests that a fault got, in order.
    static func requests(_ fault: String) throws -> [(headers: [String: String], body: [String: Any], time: Double)] {
        let url = try #require(URL(string: "\(try server.get().address)/log"))
        let entries = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
        return entries.filter { ($0["path"] as? String)?.hasPrefix("/\(fault)/") == true }.map { entry in
            (
                entry["headers"] as? [String: String] ?? [:], entry["body"] as? [String: Any] ?? [:],
                entry["time"] as? Double ?? 0
            )
        }
    }
}

extension RemoteEngine {
    convenience init(_ server: Server, model: String? = nil, key: String? = nil) {
        self.init(RemoteConnection(server) { _ in key }, model: model)
    }
}

extension LaneRequest {
    /// A lane that asks a question.
    init(
        _ name: String = "a", asking text: String = "Hi", opening: String = "", trigger: String? = nil,
        samples: Int = 1,
        _ change: (inout Settings) -> Void = { _ in }
    ) {
        var settings = Settings()
        settings.maxTokens = 16
        change(&settings)
        let prompt = CompiledPrompt(
            technique: trigger == nil ? .zeroShot : .zeroShotChainOfThought,
            body: .chat(messages: [Message(role: .user, content: text)], opening: opening),
            steps: [.first] + (trigger.map { [Step(opening: $0, limit: .answerTokens, isAnswer: true)] } ?? []))
        self.init(name: name, prompt: prompt, settings: settings, samples: samples)
    }
}

extension Engine {
    /// One lane's result.
    func result(of lane: LaneRequest) async throws -> LaneResult {
        try #require(await start(RunRequest(lanes: [lane])).summary().lanes.first)
    }
}
