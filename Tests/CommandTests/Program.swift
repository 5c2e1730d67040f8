import Foundation
import Models
import Runtime

/// The built program, run as a user runs it.
enum Program {
    struct Result {
        var output: String
        var errors: String
        var code: Int32
    }

    /// `lathe` beside the test bundle.
    static let path: String = {
        let link =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let bundle = ProcessInfo.processInfo.arguments.first { $0.hasSuffix(".xctest") } ?? link
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "lathe").path
    }()

    /// Runs it to its end, or until `interruptAfter` seconds, when it gets a Ctrl-C. Without a data folder it has one of its own,
    /// that is gone afterwards.
    static func run(
        _ arguments: [String], input: String = "", columns: Int = 100, interruptAfter: Double? = nil,
        data: DataFolder? = nil, environment changes: [String: String] = [:]
    ) throws -> Result {
        let data = try data ?? DataFolder()
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = data.environment.merging(["COLUMNS": "\(columns)", "LANG": "C.UTF-8"]) { $1 }
            .merging(changes) { $1 }
        let folder = try TemporaryFolder()
        let (output, errors, source) = (folder.path("out"), folder.path("err"), folder.path("in"))
        try input.write(toFile: source, atomically: true, encoding: .utf8)
        for file in [output, errors] { try Data().write(to: URL(filePath: file)) }
        process.standardInput = FileHandle(forReadingAtPath: source)
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        if let interruptAfter {
            Thread.sleep(forTimeInterval: interruptAfter)
            process.interrupt()
        }
        process.waitUntilExit()
        return Result(
            output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8), code: process.terminationStatus)
    }
}

/// A data folder with the user's models and nothing else of theirs: no run of a test goes into their history.
final class DataFolder {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("lathe/models"), withDestinationPath: ModelFolders.models)
    }

    var history: String { folder.path("lathe/history.sqlite") }

    var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["XDG_DATA_HOME": folder.path("")]) { $1 }
    }
}

/// A folder that is gone when this is.
final class TemporaryFolder {
    private let folder: String

    init() throws {
        // Without the doubled slash, since paths are compared.
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "lathe-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func file(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }
}
