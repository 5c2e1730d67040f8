import Foundation
import Testing

@testable import Lanes
@testable import Runtime

/// Which processors each thread of this process may use, as Linux names them: `0-1`.
private func processorsOfThreads() -> [String] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.compactMap { task in
        let status = try? String(contentsOfFile: "/proc/self/task/\(task)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
        return line?.split(separator: "\t").last.map(String.init)
    }
}

@Suite(.serialized)
struct LoadingBesideTests {
    @Test(.enabled(if: EngineOptions().threadCount > 1 && EngineOptions().threadCount >= activeProcessors))
    func `while another model loads, threads that compute stay on a core each, and are free again afterwards`()
        async throws
    {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let request = RunRequest(
            lanes: (0..<4).map { index in
                LaneRequest("\(index)", continuing: "Keeper number \(index) wrote:") { $0.maxTokens = 150 }
            })
        let alone = await engine.start(request).summary()
        await engine.forget()
        let free = Set(processorsOfThreads())
        #expect(free.count == 1)

        async let beside = engine.start(request).summary()
        let loading = Task { try await StarterModel.engine(path: StarterModel.gemma3) }
        let mostKept = Task {
            var most = 0
            while !Task.isCancelled {
                most = max(most, processorsOfThreads().filter { !free.contains($0) }.count)
                try? await Task.sleep(for: .milliseconds(20))
            }
            return most
        }
        try await loading.value.shutDown()
        mostKept.cancel()
        #expect(await mostKept.value == EngineOptions().threadCount)
        #expect(await beside.texts == alone.texts)

        await engine.forget()
        _ = await engine.start(request).summary()
        #expect(Set(processorsOfThreads()) == free)
    }
}

private let activeProcessors = ProcessInfo.processInfo.activeProcessorCount
