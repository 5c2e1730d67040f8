import Foundation

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

    /// Runs it to its end, or until `interruptAfter` seconds, when it gets a Ctrl-C.
    static func run(
        _ arguments: [String], input: String = "", columns: Int = 100, interruptAfter: Double? = nil,
        variables: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["COLUMNS"] = "\(columns)"
        environment["LANG"] = "C.UTF-8"
        environment.merge(variables) { $1 }
        process.environment = environment
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

/// A folder that is gone when this is.
final class TemporaryFolder {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString)"
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
