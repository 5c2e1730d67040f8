import Foundation
import Processes
import Synchronization
import TestRandom
import Testing

@testable import Models
@testable import Runtime

/// The starter model, cut and flipped: each file works or is refused, by the checks or by a real child.
struct BadModelFileTests {
    /// Beside the test bundle.
    private func lathe() throws -> String {
        let folders = [CommandLine.arguments[0], Bundle.main.executablePath ?? ""]
            .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent().path }
        let path = folders.map { $0 + "/lathe" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return try #require(path, "no lathe beside the tests")
    }

    private func starter() throws -> GGUFFile {
        try GGUFFile(path: ModelFolders.models + "/" + FetchableModel.smolLM2.fileName)
    }

    /// Copies a file's header; the weights are a hole, which reads as zeros and takes no room on the disk.
    private func copyHeader(of file: GGUFFile, to path: String) throws -> FileHandle {
        let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: file.path))
        let header = try #require(try source.read(upToCount: Int(file.dataOffset)))
        try header.write(to: URL(fileURLWithPath: path))
        let copy = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try copy.truncate(atOffset: file.identity.size)
        return copy
    }

    @Test func `the starter model passes a trial`() throws {
        try withFolder { folder in
            _ = try Probe(executable: try lathe(), cacheFolder: folder).check(try starter().path)
        }
    }

    @Test func `an encoder passes only where encoders will do, now and when its verdict is remembered`() throws {
        let bert = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Reference/tiny-bert.gguf").path
        try withFolder { folder in
            for _ in 0..<2 {
                let probe = Probe(executable: try lathe(), cacheFolder: folder)
                #expect(throws: ModelFileError.encoder(path: bert)) { try probe.check(bert) }
                #expect(try probe.check(bert, acceptsEncoders: true).architecture == "bert")
            }
        }
    }

    @Test func `a text file passed to the child is refused`() throws {
        try withFolder { folder in
            let path = try write(Array("not a model".utf8), folder + "/m.gguf")
            let child = ChildProcess(executable: try lathe(), arguments: ["probe", path], limit: .seconds(10))
            let result = try child.run()
            #expect(result.ending == .exited(1) && result.output.contains("error"))
        }
    }

    @Test func `a child that hangs ends with its parent`() throws {
        try withFolder { folder in
            // llama.cpp waits for a writer that never comes; the shell's pipe stands for the parent's.
            #expect(mkfifo(folder + "/fifo", 0o600) == 0)
            let script = "sleep 0.5 | '\(try lathe())' probe '\(folder)/fifo'"
            let child = ChildProcess(executable: "/bin/sh", arguments: ["-c", script], limit: .seconds(8))
            #expect(try child.run().ending == .exited(1))
        }
    }

    @Test func `the starter model cut at 20 places is refused each time`() throws {
        let file = try starter()
        try withFolder { folder in
            let path = folder + "/m.gguf"
            let copy = try copyHeader(of: file, to: path)
            for step in (0..<20).reversed() {
                let length = step < 10 ? file.dataOffset * UInt64(step) / 10 : file.identity.size * UInt64(step) / 20
                try copy.truncate(atOffset: length)
                let error = #expect(throws: ModelFileError.self) { _ = try ModelDescription(path: path) }
                let sentence = try #require(error).description
                #expect(sentence.contains("cut short") || sentence.contains("empty"))
            }
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `200 bit flips in the starter model's header each work or are refused, within 10 s and 2 GB`() throws {
        let file = try starter()
        let lathe = try lathe()
        var generator = SplitMix(seed: 2026)
        let flips = (0..<200).map { round in
            // Half of them where the numbers are: most of the header is a list of words.
            let (begin, length): (UInt64, UInt64) =
                switch round % 4 {
                case 0: (0, 1_200)
                case 1: (file.dataOffset - 16_000, 16_000)
                default: (0, file.dataOffset)
                }
            return (place: begin + generator.next() % length, bit: generator.next() % 8)
        }
        let worst = Mutex(Duration.zero)
        let working = Mutex(0)
        // Two at once, each with a copy of its own.
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            do {
                try withFolder { folder in
                    let path = folder + "/m.gguf"
                    let copy = try copyHeader(of: file, to: path)
                    var probe = Probe(executable: lathe, cacheFolder: folder)
                    probe.limit = .seconds(10)
                    for (place, bit) in flips[half * 100..<(half + 1) * 100] {
                        try copy.seek(toOffset: place)
                        let byte = try #require(try copy.read(upToCount: 1)?.first)
                        try copy.seek(toOffset: place)
                        try copy.write(contentsOf: Data([byte ^ 1 << bit]))
                        let start = ContinuousClock.now
                        do {
                            _ = try probe.check(path)
                            working.withLock { $0 += 1 }
                        } catch {
                            guard error is ModelFileError else { throw error }
                            if case .noTrial = error as? ModelFileError { Issue.record(error) }
                        }
                        worst.withLock { $0 = max($0, ContinuousClock.now - start) }
                        try copy.seek(toOffset: place)
                        try copy.write(contentsOf: Data([byte]))
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        // A flip inside a word changes little, so a trial that refuses them all is a trial that doesn't work.
        #expect((50..<200).contains(working.withLock { $0 }))
        #expect(worst.withLock { $0 } < .seconds(12))
        #expect(largestChild() < 2 << 30)
    }

    /// Most memory that a child of this process has had resident, in bytes.
    private func largestChild() -> Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_CHILDREN, &usage)
            return usage.ru_maxrss
        #else
            getrusage(RUSAGE_CHILDREN.rawValue, &usage)
            return usage.ru_maxrss << 10
        #endif
    }
}
