import ArgumentParser
import Foundation
import Runtime
import Sampling
import Synchronization
import TextLayout

enum TableFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json
}

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Lists, describes and fetches models.",
        discussion: """
            EXAMPLES
              lathe models list
              lathe models show smollm2
              lathe models fetch gemma3-270m
            """,
        subcommands: [List.self, Show.self, Fetch.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the models in Lathe's folder.")

        @Option(help: "How the list is printed.")
        var format: TableFormat = .table

        private struct Row: Encodable {
            var name: String
            var path: String
            var model: ModelDescription?
            var error: String?
        }

        func run() throws {
            let entries = ModelStore().list()
            if format == .json {
                let rows = entries.map { entry in
                    switch entry.result {
                    case .success(let model): Row(name: entry.name, path: entry.path, model: model.withoutTemplate)
                    case .failure(let error): Row(name: entry.name, path: entry.path, error: error.description)
                    }
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
                switch entry.result {
                case .success(let model):
                    print(
                        "\(name)  \(model.architecture) · \(model.size) · \(model.quantization) · \(model.contextLength) ctx"
                    )
                case .failure(let error): print("\(name)  \(harmless(error.description))")
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

        func run() throws {
            let description = try Probe().check(try ModelStore().path(of: model))
            if format == .json { return try printJSON(description, pretty: true) }
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
                ("SHA-256", try Checksums().sha256(of: description.path)),
            ]
            for key in description.settings.keys {
                rows.append(("recommends", "\(key.rawValue) \(description.settings[key].map { "\($0)" } ?? "")"))
            }
            for (name, value) in rows { print(name.padded(toWidth: 16) + harmless(value)) }
        }
    }

    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetches a model, checks it, and does nothing where it is there.",
            discussion: FetchableModel.all.map { "  \($0.name)  \($0.fileName)" }.joined(separator: "\n"))

        @Argument(help: "smollm2 or gemma3-270m.")
        var model: String

        func run() throws {
            guard let model = FetchableModel.named(model) else {
                let names = FetchableModel.all.map(\.name).joined(separator: ", ")
                throw ValidationError("There is no model `\(self.model)` to fetch; there are \(names).")
            }
            let cancelled = Mutex(false)
            let interruption = Interruption { cancelled.withLock { $0 = true } }
            let line = ProgressLine()
            defer { line.clear() }
            do {
                let path = try ModelFetch().fetch(model) { progress in
                    let megabytes = "\(progress.bytes >> 20) of \(progress.total >> 20) MB"
                    line.show(
                        "\(model.fileName): \(progress.stage.rawValue) \(progress.stage == .checking ? "" : megabytes)")
                } isCancelled: {
                    cancelled.withLock { $0 }
                }
                line.clear()
                print(path)
                if !model.note.isEmpty { printError(model.note) }
            } catch {
                if interruption.isInterrupted { throw ExitCode.interrupted }
                throw error
            }
        }
    }
}

extension ModelDescription {
    /// Parameters in words: 134.5M.
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
