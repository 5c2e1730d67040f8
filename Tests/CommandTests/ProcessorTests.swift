import Foundation
import Testing

/// The processors that the program may use, where `taskset` leaves it fewer than there are.
@Suite struct ProcessorTests {
    private static let taskset = "/usr/bin/taskset"

    /// A processor that this process may use, as Linux numbers them.
    private static func first() throws -> String {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") })
        return String(try #require(line.split(separator: "\t").last).prefix { $0.isNumber })
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: taskset)))
    func `a program that may use one processor computes with one thread`() throws {
        let data = try DataFolder()
        defer { withExtendedLifetime(data) {} }
        let process = Process()
        process.executableURL = URL(filePath: Self.taskset)
        process.arguments = ["-c", try Self.first(), Program.path, "doctor"]
        process.environment = data.environment
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text.contains("1 core, one thread\n"), "\(text)")
    }
}
