import Foundation

/// A program that is run to its end.
struct Command {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let process = Process()
    private let printed = Pipe()
    private let input: Data?

    /// Nothing is started yet. What the program says on standard error is kept out of the table unless `shows`.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: Data? = nil,
        shows: Bool = false
    ) {
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = printed
        if !shows { process.standardError = FileHandle.nullDevice }
        self.input = input
    }

    /// Runs it and gives what it printed.
    func output() throws -> String {
        let pipe = Pipe()
        if input == nil { process.standardInput = FileHandle.nullDevice } else { process.standardInput = pipe }
        try process.run()
        if let input {
            try pipe.fileHandleForWriting.write(contentsOf: input)
            try pipe.fileHandleForWriting.close()
        }
        let data = printed.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = ([process.executableURL?.path ?? ""] + (process.arguments ?? [])).prefix(4)
            throw Failure(description: "\(words.joined(separator: " ")) … ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// A folder for one measurement's files, deleted with it.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "lathe-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A file in it.
    func file(_ name: String) -> String { path + "/" + name }
}
