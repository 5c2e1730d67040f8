import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// llama.cpp's own server, of the same source and by the same compiler, with one setting of its own.
final class LlamaServer {
    /// Options besides the model's, the port's and four slots.
    typealias Setting = [String]

    /// Its defaults, and what may be faster: memory that all slots share, attention, smaller batches.
    static let settings = Bench.isQuick ? Array(all.prefix(1)) : all

    private static let all: [Setting] = [["-kvu"], []].flatMap { memory in
        ["off", "on", "auto"].flatMap { attention in
            ["64", "512"].map { memory + ["-fa", attention, "-ub", $0] }
        }
    }

    /// The built program, which is built if it isn't there; nil where it can't be.
    static func program() -> String? {
        let path = try? Command("Scripts/bench-server", [], shows: true).output()
        return path.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    let address: String
    private let process = Process()
    private let input = Pipe()

    /// Starts it; ``ready()`` waits for it.
    init(_ program: String, model: String, setting: Setting) throws {
        let port = Int.random(in: 20_000..<32_000)
        address = "http://127.0.0.1:\(port)"
        process.executableURL = URL(filePath: "/bin/sh")
        // It ends when its standard input does, and so with this process, however that ends.
        let script = "\"$@\" & read -r _; kill -9 $!"
        process.arguments =
            ["-c", script, "sh", program, "-m", model, "--host", "127.0.0.1", "--port", "\(port)", "-np", "4"] + setting
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Waits until it says that it can take requests.
    func ready() async throws {
        guard let url = URL(string: address + "/health") else { return }
        let start = ContinuousClock.now
        while seconds(.now - start) < 60 {
            if let (_, response) = try? await URLSession.shared.data(from: url),
                (response as? HTTPURLResponse)?.statusCode == 200
            {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Command.Failure(
            description: "llama-server \((process.arguments ?? []).dropFirst(3).joined(separator: " ")) doesn't start")
    }

    /// What it says of a completion.
    struct Completion: Decodable {
        var tokens_predicted: Int
        var tokens_evaluated: Int
    }

    /// Asks the server at an address for a completion and waits for its end.
    static func complete(_ body: Data, at address: String) async throws -> Completion {
        guard let url = URL(string: address + "/completion") else {
            throw Command.Failure(description: "\(address) is no address")
        }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.timeoutInterval = 300
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = body
        let (data, _) = try await URLSession.shared.data(for: request)
        return try JSONDecoder().decode(Completion.self, from: data)
    }
}
