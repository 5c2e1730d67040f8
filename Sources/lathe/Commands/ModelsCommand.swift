import ArgumentParser
import Foundation
import Lanes
import Library
import Models
import Operations
import Reports
import Runtime
import Sampling
import TextLayout

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Finds, describes, fetches and measures models.",
        discussion: """
            EXAMPLES
              lathe models list
              lathe models show smollm2
              lathe models fetch gemma3-270m
              lathe models fetch hf:OWNER/REPO/FILE.gguf
              lathe models add ~/Downloads/model.gguf
              lathe models default gemma3-270m
              lathe models bench smollm2
            """,
        subcommands: [
            List.self, Show.self, ModelsFetch.self, ModelsAdd.self, ModelsRemove.self, ModelsDefault.self,
            ModelsBench.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lists the models here: Lathe's own, those in your folders, LM Studio's, Ollama's, llama.cpp's and "
                + "Hugging Face's.")

        @Option(help: "How the list is printed.")
        var format: TableFormat = .table

        private struct Row: Encodable {
            var name: String
            var path: String
            var owner: ModelPlace.Owner
            var isDefault: Bool
            var model: ModelDescription?
            var memory: MemoryNeed?
            var error: String?
        }

        func run() throws {
            let entries = ModelStore.standard.list()
            let usual = try? ModelStore.standard.defaultPath(.current)
            if format == .json {
                let rows = entries.map { entry in
                    var row = Row(
                        name: entry.name, path: entry.path, owner: entry.owner, isDefault: entry.path == usual)
                    switch entry.result {
                    case .success(let model):
                        row.model = model.withoutTemplate
                        row.memory = MemoryNeed(model, contextLength: model.usualContext)
                    case .failure(let error): row.error = commandLineText(of: error)
                    }
                    return row
                }
                return try printJSON(rows, pretty: true)
            }
            if entries.isEmpty {
                print(
                    "There are no models in \(ModelFolders.models); `lathe models fetch smollm2` gets the starter model."
                )
            }
            let width = entries.map(\.name.displayWidth).max() ?? 0
            for entry in entries {
                let name = harmless(entry.name).padded(toWidth: width)
                let owner = entry.owner == .lathe ? "" : " · \(entry.owner)"
                switch entry.result {
                case .success(let model):
                    let need = MemoryNeed(model, contextLength: model.usualContext)
                    print(
                        "\(name)  \(model.architecture) · \(model.size) · \(model.quantization) · \(model.contextLength) ctx"
                            + " · \(model.chatTemplate == nil ? "base" : "chat") · \(harmless(model.license ?? "licence not given"))"
                            + " · \(need.words)\(owner)\(entry.path == usual ? " · default" : "")")
                case .failure(let error): print("\(name)  \(harmless(commandLineText(of: error)))\(owner)")
                }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Says what a model file contains.")

        @Argument(help: "A model's name or path.")
        var model: String

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        /// The description from the file, and Lathe's own facts beside it.
        private struct Sheet: Encodable {
            var model: ModelDescription
            var memory: MemoryNeed
            var sha256: String
            var choices: EngineChoices?

            private enum Key: CodingKey {
                case memory, usualContext, sha256, choices
            }

            func encode(to encoder: any Encoder) throws {
                try model.encode(to: encoder)
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(memory, forKey: .memory)
                try container.encode(model.usualContext, forKey: .usualContext)
                try container.encode(sha256, forKey: .sha256)
                try container.encodeIfPresent(choices, forKey: .choices)
            }
        }

        func run() throws {
            let description = try Probe().check(try modelFile(model), acceptsEncoders: true)
            let memory = MemoryNeed(description, contextLength: description.usualContext)
            let sum = try Checksums().sha256(of: description.path)
            let choices = EngineChoices.kept(
                at: .usual(modelChecksum: sum),
                gpuLayers: ModelStore.standard.gpuLayers(ofFile: description.path))
            if format == .json {
                return try printJSON(
                    Sheet(model: description, memory: memory, sha256: sum, choices: choices), pretty: true)
            }
            var rows = [
                ("name", description.name), ("path", description.path), ("title", description.title ?? "-"),
                ("architecture", description.architecture), ("parameters", "\(description.parameters)"),
                ("quantization", description.quantization), ("size", "\(description.bytes) bytes"),
                ("context", "\(description.contextLength) tokens"),
                ("vocabulary", "\(description.vocabularySize) tokens"),
                ("layers", "\(description.layers)"), ("embedding", "\(description.embeddingLength)"),
                ("sliding window", description.slidingWindow.map { "\($0) tokens" } ?? "none"),
                ("chat template", description.chatTemplate == nil ? "none (a base model)" : "yes"),
                ("licence", description.license ?? "not given"),
                (
                    "memory",
                    memory.words + " with a context of \(description.usualContext) tokens"
                ),
                ("SHA-256", sum),
            ]
            for key in description.settings.keys {
                rows.append(("recommends", "\(key.rawValue) \(description.settings[key].map { "\($0)" } ?? "")"))
            }
            if let choices {
                rows.append(("computes", "\(choices)"))
                rows += choices.trials.map { ("tried", "\($0)") }
            } else {
                rows.append(("computes", "as is usual; how it does so fastest is measured when it is first loaded"))
            }
            for (name, value) in rows { print(name.padded(toWidth: 16) + harmless(value)) }
        }
    }
}

extension ModelDescription {
    /// The number of weights in words: 134.5M.
    var size: String {
        let millions = Double(parameters) / 1e6
        return millions < 1000 ? String(format: "%.0fM", millions) : String(format: "%.1fB", millions / 1000)
    }

    fileprivate var withoutTemplate: ModelDescription {
        var copy = self
        copy.chatTemplate = nil
        return copy
    }
}

extension MemoryNeed {
    /// The need in words: `0.3 GB, fits`.
    var words: String {
        let size = byteText(bytes)
        switch fit {
        case .fits: return "\(size), fits"
        case .tight: return "\(size), more than is free"
        case .tooLarge: return "\(size), too large for this machine"
        }
    }
}

/// Returns the path of the model file that a word means.
///
/// - Throws: A ``Failure`` that says what can be asked about a server, if the word means one.
func modelFile(_ word: String) throws -> String {
    do {
        return try ModelStore.standard.path(of: word)
    } catch {
        guard let (server, _) = Configuration.current.server(for: word) else { throw error }
        throw Failure(
            "`\(word)` is on a server of your settings, and only a file here can be shown or measured. "
                + "`lathe config show` says how \(server.name) is set up; `lathe run PROMPT --model \(word)` runs a prompt "
                + "on it and prints its times.")
    }
}
