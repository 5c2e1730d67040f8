import TestServers
import Testing

@testable import Lanes
@testable import Remote

/// Which build of its program a server tells.
struct ServerBuildsTests {
    private func builds(_ paths: [String], kind: Server.Kind? = nil) async throws -> ServerBuilds {
        let test = try TestServer("fleet.py", arguments: ["1"])
        var server = Server(name: "box", url: "\(test.address)/\(paths[0])/v1", kind: kind)
        server.otherURLs = paths.dropFirst().map { "\(test.address)/\($0)/v1" }
        return await RemoteConnection(server).builds()
    }

    @Test func `each address tells its build, and those of all are told in one line`() async throws {
        #expect(try await builds(["build-b1"]).text == "b1")
        #expect(try await builds(["build-b2", "build-b1", "build-b2"], kind: .llamaServer).text == "b1 + b2")
    }

    @Test func `a server of another program, or of a kind that tells no build, has none`() async throws {
        #expect(try await builds(["ok"]).text == nil)
        #expect(try await builds(["build-b1"], kind: .openAI).text == nil)
    }

    @Test func `an output is of another build only where all addresses tell theirs, and none has its build`() {
        let both = ServerBuilds(["b1", "b2"])
        #expect(!both.lacks("b1") && !both.lacks("b1 + b2") && both.lacks("b3") && both.lacks("b1 + b3"))
        #expect(!both.lacks(nil))
        #expect(!ServerBuilds(["b1", nil]).lacks("b3"))
        #expect(!ServerBuilds([nil]).lacks("b3") && !ServerBuilds([]).lacks("b3"))
    }
}
