import ArgumentParser
import Console
import Foundation
import Models
import Operations
import Reports
import Synchronization
import TextLayout

struct ModelsFetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract:
            "Fetches a model and checks it, unless it is there already. After Ctrl-C, the next fetch continues.",
        discussion: """
            MODEL is a name below, a URL, or a file on Hugging Face as hf:OWNER/REPO/FILE.gguf (or \
            hf:OWNER/REPO@REVISION/FILE.gguf). Hugging Face sends the checksum. For a model whose terms must be \
            accepted, put a token into the environment variable HF_TOKEN.

            """ + FetchableModel.all.map { "  \($0.name)  \($0.fileName)" }.joined(separator: "\n"))

    @Argument(help: "A name, a URL, or hf:OWNER/REPO/FILE.gguf.")
    var model: String

    @Option(help: ArgumentHelp("The SHA-256 that the file must have.", valueName: "hex"))
    var sha256: String?

    @Option(help: "A name for the file, instead of its own.")
    var name: String?

    func validate() throws {
        if let sha256, sha256.count != 64 || !sha256.allSatisfy(\.isHexDigit) {
            throw ValidationError("--sha256 is `\(sha256)`; a SHA-256 has 64 hexadecimal digits.")
        }
    }

    func run() throws {
        if let known = FetchableModel.named(model), sha256 != nil || name != nil {
            throw ValidationError("\(known.name) has a name and a checksum of its own.")
        }
        guard let fetching = try fetching() else {
            let names = FetchableModel.all.map(\.name).joined(separator: ", ")
            throw ValidationError(
                "There is no model `\(model)` to fetch; there are \(names), URLs, and hf:OWNER/REPO/FILE.gguf.")
        }
        let line = ProgressLine()
        let kept = Mutex<String?>(nil)
        let worker = Worker("fetching")
        let interruption = Interruption(cancel: worker.cancel)
        defer { line.clear() }
        do {
            let path = try worker.result {
                try await fetching.run { progress in
                    kept.withLock { $0 = progress.kept }
                    line.show("\(harmless(fetching.fileName)): \(progress.words)")
                }
            }
            line.clear()
            print(harmless(path))
            if let note = fetching.note { printError(note) }
        } catch {
            guard interruption.isInterrupted else { throw error }
            line.clear()
            if let kept = kept.withLock({ $0 }) {
                printError("Stopped. \(kept) are kept, and the next fetch continues from there.")
            }
            throw ExitCode.interrupted
        }
    }

    private func fetching() throws -> ModelFetching? {
        do {
            return try ModelFetching(model, checksum: sha256, name: name)
        } catch {
            // Nothing has been requested yet, so the word itself is wrong.
            throw ValidationError(commandLineText(of: error))
        }
    }
}
