import ArgumentParser
import Console
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
              lathe models show smollm2 --template mine.jinja
              lathe models fetch gemma3-270m
              lathe models fetch hf:OWNER/REPO/FILE.gguf
              lathe models add ~/Downloads/model.gguf
              lathe models default gemma3-270m
              lathe models bench smollm2
            """,
        subcommands: [
            List.self, ModelsShow.self, ModelsFetch.self, ModelsAdd.self, ModelsRemove.self, ModelsDefault.self,
            ModelsBench.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lists the models here: Lathe's own, those in your folders, LM Studio's, Ollama's, llama.cpp's and "
                + "Hugging Face's.")

        @Option(help: "The format of the list.")
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
