import Foundation
import Models
import TestRandom
import Testing

/// Hostile files, given to the built program.
@Suite(.serialized) struct ProgramFuzzTests {
    /// What is made of a seed: files in a folder, and the commands that read them.
    private enum Kind: String, CaseIterable {
        case prompts, imports, settings, history, models
    }

    private static func count(_ kind: Kind) -> Int {
        let share = ProcessInfo.processInfo.environment["LATHE_FUZZ"].flatMap { Double($0) } ?? 0.02
        let full = [Kind.prompts: 120, .imports: 60, .settings: 30, .history: 60, .models: 60][kind] ?? 0
        return max(1, Int((Double(full) * share).rounded(.up)))
    }

    @Test(.enabled(if: FuzzChild.task == nil), arguments: Kind.allCases.map(\.rawValue))
    func `the program survives every file, in time and in little memory`(name: String) throws {
        let kind = try #require(Kind(rawValue: name))
        let only = ProcessInfo.processInfo.environment["LATHE_FUZZ_SEED"].flatMap { Int($0) }
        var slowest = (seconds: 0.0, memory: 0)
        for seed in only.map({ [$0] }) ?? Array(0..<Self.count(kind)) {
            let folder = NSTemporaryDirectory() + "/lathe-fuzz-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder + "/data/lathe", withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            for arguments in try Self.commands(kind, seed, folder) {
                let run = try ProgramRun(arguments, in: folder)
                slowest = (max(slowest.seconds, run.seconds), max(slowest.memory, run.memory))
                guard let problem = run.problem else { continue }
                let kept = "\(FuzzTests.keep)/program-\(name)-\(seed)"
                try? FileManager.default.removeItem(atPath: kept)
                try? FileManager.default.copyItem(atPath: folder, toPath: kept)
                Issue.record("\(name), seed \(seed): \(problem). The files are in \(kept).")
            }
        }
        print("fuzz: \(Self.count(kind)) files of \(name), at most \(slowest.seconds) s and \(slowest.memory >> 20) MB")
    }

    private static let formats = ["promptfoo", "dotprompt", "prompty", "github-models", "llm", "openai"]

    private static func commands(_ kind: Kind, _ seed: Int, _ folder: String) throws -> [[String]] {
        func write(_ bytes: [UInt8], _ name: String) throws -> String {
            let path = folder + "/" + name
            try FileManager.default.createDirectory(atPath: path.parent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: path))
            return path
        }
        switch kind {
        case .prompts:
            let file = try write(PromptKind().input(seed), "a.prompt.yaml")
            let model = try write(TinyModel().bytes, "tiny.gguf")
            return [
                ["compile", file, "--model", model], ["export", file, "--to", formats[seed % formats.count]],
                ["run", file, "--model", model, "--max-tokens", "4"],
            ]
        case .imports:
            let name = Samples.foreign[seed % Samples.foreign.count].name
            return [["import", try write(ForeignKind().input(seed), name)]]
        case .settings:
            _ = try write(SettingsKind().input(seed), "config/lathe/config.yaml")
            return [["config", "show"], ["prompts", "list"]]
        case .history:
            let database = folder + "/data/lathe/history.sqlite"
            try HistoryKind.damaged(seed, at: database, in: folder)
            return [
                ["history", "list"], ["history", "show", "1"], ["history", "show", "1", "--format", "json"],
                ["history", "compare", "1", "2"], ["history", "export", "--output", folder + "/out.jsonl"],
                ["history", "search", "fox"],
            ]
        case .models:
            var random = SplitMix(input: seed)
            var model = TinyModel()
            model.disturb(&random)
            let file = try write(model.bytes, "m.gguf")
            let outputs = try write(
                Array(#"{"output": "a b", "answer": "a b", "expected": "a"}"#.utf8), "outputs.jsonl")
            return [
                ["next", "--text", "hi", "--model", file], ["run", "tour", "--model", file, "--max-tokens", "3"],
                ["score", outputs, "--answer", "text", "--metric", "surprisal", "--perplexity-model", file],
            ]
        }
    }
}

extension String {
    fileprivate var parent: String { URL(filePath: self).deletingLastPathComponent().path }
}
