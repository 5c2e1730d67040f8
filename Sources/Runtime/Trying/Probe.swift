import CLlama
import Foundation
import Models
import Processes

/// Tries an unknown model in a child process, because llama.cpp ends a process that loads a bad one.
///
///     let description = try Probe().check("model.gguf")   // safe to load now
package struct Probe: Sendable {
    /// The program, whose hidden command `probe PATH` calls ``ProbeChild/run(path:)``.
    package var executable: String
    /// The longest time for a file of up to 500 MB; larger files get more, in proportion.
    package var limit: Duration = .seconds(10)
    private let verdicts: FileFacts<Verdict>
    private let checksums: Checksums

    /// The result for a file with one build of llama.cpp on one kind of processor.
    private struct Verdict: Codable, Sendable {
        var build: String
        /// True if the model embeds and doesn't generate.
        var isEncoder: Bool?
    }

    /// Creates a probe, by default with this program itself, even if its file has been replaced, and with results in
    /// Lathe's cache.
    package init(executable: String = Probe.ownExecutable, cacheFolder: String = ModelFolders.cache) {
        self.executable = executable
        verdicts = FileFacts(path: cacheFolder + "/probes.json")
        checksums = Checksums(cacheFolder: cacheFolder)
    }

    /// The path by which this program starts itself.
    package static var ownExecutable: String { OwnExecutable.path }

    /// Reads and checks a model's header. Unless the file is known to work, tries it. Blocks for up to ``limit``.
    ///
    /// Only success is remembered: a failure may come from a machine that was out of memory. A model that embeds but
    /// doesn't generate is refused unless `acceptsEncoders` is set.
    package func check(
        _ path: String, acceptsEncoders: Bool = false, isCancelled: () -> Bool = { false }
    ) throws(ModelFileError) -> ModelDescription {
        let description = try ModelDescription(path: path)
        if let checksum = checksums.remembered(description.identity),
            FetchableModel.all.contains(where: { $0.checksum == checksum })
        {
            return description
        }
        let build = String(cString: cllama_version()) + " " + String(cString: cllama_system_info())
        let isEncoder: Bool
        if let verdict = verdicts[description.identity], verdict.build == build {
            isEncoder = verdict.isEncoder ?? false
        } else {
            isEncoder = try attempt(description.identity, path: path, isCancelled: isCancelled)
            verdicts.keep(Verdict(build: build, isEncoder: isEncoder ? true : nil), for: description.identity)
        }
        guard acceptsEncoders || !isEncoder else { throw .encoder(path: path) }
        return description
    }

    /// Tries the file. Returns whether the model embeds and doesn't generate.
    private func attempt(
        _ identity: FileIdentity, path: String, isCancelled: () -> Bool
    ) throws(ModelFileError) -> Bool {
        let limit = limit * max(1, Double(identity.size) / 500e6)
        // An absolute path can't be taken for an option.
        let child = ChildProcess(
            executable: executable, arguments: ["probe", identity.path],
            environment: ["GGML_NO_BACKTRACE": "1", "SWIFT_BACKTRACE": "enable=no"], limit: limit)
        let result: ChildProcess.Result
        do {
            result = try child.run(isCancelled: isCancelled)
        } catch {
            throw .noTrial(path: path, what: error.reason)
        }
        let report = result.output.split(whereSeparator: \.isNewline).last.flatMap {
            try? JSONDecoder().decode(ProbeReport.self, from: Data($0.utf8))
        }
        switch (result.ending, report) {
        case (.cancelled, _): throw .cancelled
        case (.timedOut, _):
            throw .failedTrial(path: path, what: "it hadn't ended after \(limit.components.seconds) seconds")
        case (.exited(0), let report?) where report.error == nil: return report.isEncoder ?? false
        case (.exited, let report?):
            let error = report.error ?? "it ended with an error"
            throw .failedTrial(path: path, what: error + Self.cause(in: result.errors))
        case (.exited(0), nil), (.exited(64), nil):
            throw .noTrial(
                path: path, what: "\(executable) has no command that tries models: \(lastLine(of: result.errors))")
        case (.exited(let code), nil):
            throw .failedTrial(path: path, what: "it ended with code \(code): \(lastLine(of: result.errors))")
        case (.signalled(let signal), _):
            throw .failedTrial(path: path, what: ChildProcess.Ending.reason(signal: signal, errors: result.errors))
        }
    }

    /// Returns the reason why the model couldn't be loaded, from llama.cpp's log.
    private static func cause(in errors: String) -> String {
        let mark = "error loading model: "
        guard let line = errors.split(whereSeparator: \.isNewline).last(where: { $0.contains(mark) }),
            let range = line.range(of: mark)
        else { return "" }
        return ": \(line[range.upperBound...])"
    }
}

/// The child's result, on one line of JSON.
struct ProbeReport: Codable {
    /// What is wrong; nil if the model works.
    var error: String?
    /// True if the model embeds and doesn't generate.
    var isEncoder: Bool?
}
