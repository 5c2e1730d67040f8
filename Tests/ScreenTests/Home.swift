import Foundation

/// The folders of one user who starts Lathe for the first time: the models are there already, nothing else. Gone when this is.
final class Home {
    let folder: String
    var data: String { folder + "/data" }
    var state: String { folder + "/state" }
    var models: String { data + "/lathe/models" }
    var prompts: String { data + "/lathe/prompts" }
    var drafts: String { state + "/lathe/drafts" }

    init() throws {
        folder = "\(Self.temporary)/lathe-\(UUID().uuidString)"
        let files = FileManager.default
        try files.createDirectory(atPath: data + "/lathe", withIntermediateDirectories: true)
        try files.createDirectory(atPath: Self.cache, withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: models, withDestinationPath: Self.models)
    }

    /// Puts a folder of this user's own in place of the models of set-up, with a copy of the starter model: files that may go.
    func ownModels() throws {
        let files = FileManager.default
        try files.removeItem(atPath: models)
        try files.createDirectory(atPath: models, withIntermediateDirectories: true)
        try files.copyItem(atPath: Self.starter, toPath: models + "/mine.gguf")
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

    /// The starter model's file.
    static let starter = models + "/SmolLM2-135M-Instruct.Q4_1.gguf"

    /// Checksums and measured costs, which take a second to make anew: one folder for all tests of a process.
    private static let cache: String = {
        atexit { try? FileManager.default.removeItem(atPath: Home.cache) }
        return "\(temporary)/lathe-cache-\(getpid())"
    }()

    /// As the program writes it: without links or a slash at its end.
    private static let temporary = URL(filePath: NSTemporaryDirectory()).resolvingSymlinksInPath().path

    /// The variables of a process of this user: nothing of the person who runs the tests but where programs are found.
    var environment: [String: String] {
        var variables = [
            "HOME": folder, "SHELL": "/bin/sh", "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "XDG_DATA_HOME": data, "XDG_STATE_HOME": state, "XDG_CONFIG_HOME": folder + "/config",
            "XDG_CACHE_HOME": Self.cache,
        ]
        for name in ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "USER", "LOGNAME", "TERMINFO", "TERMINFO_DIRS"] {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        return variables
    }

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Writes this user's settings.
    func settings(_ text: String) throws {
        let place = folder + "/config/lathe"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try text.write(toFile: place + "/config.yaml", atomically: true, encoding: .utf8)
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

    /// A prompt whose two lanes go on to the last token, because the tokens that end an answer are forbidden.
    func longPrompt(maxTokens: Int) throws -> String {
        try file(
            "long.prompt.yaml",
            """
            name: Long
            input: Tell me a story.
            modelParameters: { maxTokens: \(maxTokens), seed: 3, logitBias: { 0: -1000, 1: -1000, 2: -1000 } }
            lanes:
              - { name: A, modelParameters: { temperature: 0.4 } }
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
