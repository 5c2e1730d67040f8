import Foundation
import Lanes
import Testing

@testable import Runtime

@Suite struct EngineChoicesTests {
    private static let checksum = "feed"

    /// What a file that holds these choices, some of them made impossible, gives back.
    private func kept(_ change: (inout [String: Any]) -> Void) throws -> EngineChoices? {
        let path = NSTemporaryDirectory() + "/lathe-choices-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let location = ChoicesLocation(path: path, modelChecksum: Self.checksum)
        let name = EngineChoices.name(location, threads: nil, gpuLayers: nil)
        let data = try JSONEncoder().encode(EngineChoices(threads: 2))
        var choices = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        change(&choices)
        // Beside an entry of another version.
        let file: [String: Any] = [name: choices, "other": ["isCutFree": true]]
        try JSONSerialization.data(withJSONObject: file).write(to: URL(filePath: path))
        return EngineChoices.kept(at: location, gpuLayers: nil)
    }

    @Test func `choices are kept, whatever another version wrote beside them`() throws {
        #expect(try kept { _ in } == EngineChoices(threads: 2))
    }

    @Test(arguments: [
        ("promptRows", 0), ("promptRows", -1), ("promptRows", Int.max), ("cutEvery", 0), ("threads", 100_000),
        ("promptRowsBesideLanes", 0),
    ])
    func `choices that no engine can compute by are none`(_ key: String, _ value: Int) throws {
        #expect(try kept { $0[key] = value } == nil)
    }

    @Test func `a speed that is no number to be told makes the choices none`() throws {
        let trial: [String: Any] = [
            "flashAttention": false, "wideMemory": false, "threads": 2, "prompt": ["64": 1e300], "depth": 768,
            "oneLane": 1,
            "fourLanes": 1,
        ]
        #expect(try kept { $0["trials"] = [trial] } == nil)
        var possible = trial
        possible["prompt"] = ["64": 300.5]
        #expect(try kept { $0["trials"] = [possible] }?.trials.first?.prompt == [64: 300.5])
    }

    @Test func `costs of more rows than are measured are none`() throws {
        #expect(try kept { $0["rowSeconds"] = Array(repeating: 0.01, count: 100) } == nil)
    }
}
