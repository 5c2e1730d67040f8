import Foundation

/// A server of `Servers/`, in a process that ends when this is let go, or when this process ends.
package final class TestServer: Sendable {
    /// Where it listens on loopback.
    package let port: Int
    private let process: Process
    private let input: Pipe

    /// It ended without telling a port.
    package struct NoPort: Error {
        /// The script.
        package var script: String
    }

    /// Starts a script and waits for its port.
    package init(_ script: String, arguments: [String] = [], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-u", Self.folder + "/" + script] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = ""
        while !line.contains("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            line += String(decoding: data, as: UTF8.self)
        }
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NoPort(script: script)
        }
        self.port = port
        self.process = process
        self.input = input
    }

    deinit { stop() }

    /// Ends the process, with all that it is sending.
    package func stop() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Servers"

    /// `http://127.0.0.1:PORT`.
    package var address: String { "http://127.0.0.1:\(port)" }

    // MARK: llama-cpp-python

    private static let version = "0.3.36"

    /// What `Scripts/test-server` has made ready.
    private static var packages: String {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
        return "\(cache)/lathe/test-server-\(version)"
    }

    private static var runtime: String {
        var checkout = URL(filePath: #filePath)
        for _ in 0..<3 { checkout.deleteLastPathComponent() }
        return checkout.path + "/.runtime"
    }

    /// Whether llama.cpp here is the one that llama-cpp-python's Python half is made for; an installed one needn't be.
    package static var isLlamaFitting: Bool {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: runtime)
        return target?.contains("llama-cpp-python-\(version)") == true
    }

    /// llama-cpp-python's own server on a model file; the name of the model there is `smollm2`.
    package static func llama(model: String) throws -> TestServer {
        try TestServer(
            "llama.py", arguments: [model],
            environment: ["PYTHONPATH": packages, "LLAMA_CPP_LIB_PATH": runtime + "/lib", "GOMP_SPINCOUNT": "1000"])
    }
}
