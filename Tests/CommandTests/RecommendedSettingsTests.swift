import Foundation
import Testing

/// A model file that recommends settings (`general.sampling.*`): they hold where nobody says otherwise, and are shown.
@Suite(.serialized)
struct RecommendedSettingsTests {
    private let folder: TemporaryFolder
    private let model: String
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        model = folder.path("model.gguf")
        prompt = try folder.file("x.prompt.yaml", "input: Say yes.\nmodelParameters: { maxTokens: 4 }")
        try Self.copyOfStarterModel(temperature: 0.25, topK: 7).write(to: URL(filePath: model))
    }

    /// The starter model with two more keys, and a third that keeps its tensors where they are aligned.
    private static func copyOfStarterModel(temperature: Float, topK: UInt32) throws -> Data {
        let environment = ProcessInfo.processInfo.environment
        let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
        var file = try Data(contentsOf: URL(filePath: data + "/lathe/models/SmolLM2-135M-Instruct.Q4_1.gguf"))
        var added = key("general.sampling.temp", type: 6) + bytes(temperature.bitPattern)
        added += key("general.sampling.top_k", type: 4) + bytes(topK)
        added += key("filler", type: 8)
        let filler = (32 - (added.count + 8) % 32) % 32
        added += bytes(UInt64(filler)) + Data(repeating: 0x20, count: filler)
        let count = file[16..<24].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        file.replaceSubrange(16..<24, with: bytes(count + 3) + added)
        return file
    }

    private static func key(_ name: String, type: UInt32) -> Data {
        bytes(UInt64(name.utf8.count)) + Data(name.utf8) + bytes(type)
    }

    private static func bytes(_ value: some FixedWidthInteger) -> Data {
        withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }

    private func parameters(_ arguments: [String]) throws -> [String: Any] {
        let result = try Program.run(["run", prompt, "--model", model, "--format", "json"] + arguments)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        return try #require(lane["modelParameters"] as? [String: Any])
    }

    @Test func `they replace the defaults`() throws {
        let parameters = try parameters([])
        #expect(parameters["temperature"] as? Double == 0.25)
        #expect(parameters["topK"] as? Int == 7)
        #expect(parameters["topP"] as? Double == 0.95)
    }

    @Test func `the command line wins over them`() throws {
        #expect(try parameters(["--temperature", "0.5"])["temperature"] as? Double == 0.5)
    }

    @Test func `a run says which settings are the model file's`() throws {
        let result = try Program.run(["run", prompt, "--model", model])
        #expect((result.output + result.errors).contains("From the model file: temperature 0.25, topK 7."))
    }
}
