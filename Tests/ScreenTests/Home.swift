import Foundation

/// The folders of one user who starts Lathe for the first time: the models are there already, nothing else. Gone when this is.
final class Home {
    let folder: String
    var data: String { folder + "/data" }
    var state: String { folder + "/state" }
    var prompts: String { data + "/lathe/prompts" }
    var drafts: String { state + "/lathe/drafts" }

    init() throws {
        folder = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString)"
        let files = FileManager.default
        try files.createDirectory(atPath: data + "/lathe", withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: data + "/lathe/models", withDestinationPath: Self.models)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Where set-up puts the models.
    static let models: String = {
        let environment = ProcessInfo.processInfo.environment
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (data ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share") + "/lathe/models"
    }()

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// A prompt that two lanes answer soon.
    func smallPrompt(maxTokens: Int = 12) throws -> String {
        try file(
            "small.prompt.yaml",
            """
            name: Small
            instruction: Answer in one sentence.
            input: What is the capital of France?
            modelParameters: { maxTokens: \(maxTokens), seed: 3, temperature: 0 }
            lanes:
              - { name: A }
              - { name: B, modelParameters: { temperature: 1.2 } }

            """)
    }

    /// What has been kept of unsaved work.
    var draftTexts: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: drafts)) ?? []
        return names.filter { $0.hasSuffix(".json") }.compactMap {
            try? String(contentsOfFile: "\(drafts)/\($0)", encoding: .utf8)
        }
    }
}
