import Foundation
import GRDB
import TestFolders
import Testing

@testable import History
@testable import Library

/// Several programs at once; this test program starts itself again, and kills what it started at any moment.
struct ConcurrencyTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let path = environment["LATHE_TEST_HISTORY"]

    /// On Linux the tests are a program; elsewhere they are loaded into one that can't be started like this.
    private static let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")

    /// A child that records runs, and writes down the number of each that was acknowledged.
    @Test(.enabled(if: path != nil, "only in the child"))
    func `records runs until it has so many`() throws {
        let path = try #require(Self.path)
        let name = Self.environment["LATHE_TEST_NAME"] ?? ""
        let count = Int(Self.environment["LATHE_TEST_COUNT"] ?? "") ?? .max
        try Data().write(to: URL(filePath: path + "." + name))
        let acknowledged = try #require(FileHandle(forWritingAtPath: path + "." + name))
        let history = try History(path: path)
        for number in 0..<count {
            // Several pages, so that there is something to be killed in.
            let text = "\(name) \(number) " + String(repeating: "word\(number % 17) ", count: 600)
            let id = try history.record(SampleRuns.saying(text))
            try acknowledged.write(contentsOf: Data("\(id) \(number)\n".utf8))
        }
    }

    private func child(_ path: String, name: String, count: Int = .max) throws -> Process {
        let child = Process()
        child.executableURL = URL(filePath: try #require(Self.program))
        child.arguments = ["--testing-library", "swift-testing", "--filter", "records runs until it has so many"]
        child.environment = Self.environment.merging([
            "LATHE_TEST_HISTORY": path, "LATHE_TEST_NAME": name, "LATHE_TEST_COUNT": "\(count)",
        ]) { $1 }
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        return child
    }

    /// What a child wrote down: the numbers that its runs have, and which runs they are.
    private func acknowledged(_ path: String, name: String) -> [(id: Int64, number: Int)] {
        let text = (try? String(contentsOfFile: path + "." + name, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let id = Int64(words[0]), let number = Int(words[1]) else { return nil }
            return (id, number)
        }
    }

    @Test(.enabled(if: path == nil && program != nil))
    func `two programs that begin and write at once lose nothing`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lathe/history.sqlite"
        try FileManager.default.createDirectory(atPath: folder.path + "/lathe", withIntermediateDirectories: true)
        let children = try ["a", "b", "c"].map { try child(path, name: $0, count: 60) }
        for child in children { child.waitUntilExit() }
        #expect(children.allSatisfy { $0.terminationStatus == 0 })
        let history = try History(path: path)
        #expect(try history.count() == 180)
        for name in ["a", "b", "c"] {
            let runs = acknowledged(path, name: name)
            #expect(runs.map(\.number) == Array(0..<60))
            for run in runs.prefix(5) + runs.suffix(5) {
                #expect(try history.run(run.id).run.lanes[0].text.hasPrefix("\(name) \(run.number) "))
            }
        }
        #expect(history.takeNotices().isEmpty)
    }

    @Test(.enabled(if: path == nil && program != nil))
    func `a program that is killed at any moment leaves every run that it acknowledged`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lathe/history.sqlite"
        try FileManager.default.createDirectory(atPath: folder.path + "/lathe", withIntermediateDirectories: true)
        var expected: [Int64] = []
        for round in 0..<10 {
            let name = "round\(round)"
            let child = try child(path, name: name)
            let deadline = Date().addingTimeInterval(20)
            while acknowledged(path, name: name).count <= round % 4, child.isRunning, Date() < deadline { usleep(500) }
            usleep(UInt32(round) * 1300)
            kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            let runs = acknowledged(path, name: name)
            #expect(!runs.isEmpty)
            expected += runs.map(\.id)
            let history = try History(path: path)
            #expect(history.takeNotices().isEmpty)
            for run in runs { #expect(try history.run(run.id).run.lanes[0].text.hasPrefix("\(name) \(run.number) ")) }
            // It may have been killed between a run and writing its number down.
            #expect((expected.count...expected.count + round + 1).contains(try history.count()))
            #expect(try history.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
            #expect(try history.page(HistoryFilter(text: name), limit: 1000).entries.count >= runs.count)
        }
    }

    @Test(.enabled(if: path == nil))
    func `several stores in one program read and write at once`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history.sqlite"
        let stores = try (0..<3).map { _ in try History(path: path) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    for number in 0..<40 {
                        let id = try store.record(SampleRuns.saying("store\(index) number\(number)"))
                        if number % 5 == 0 { try store.rate(id, 1 + number % 5) }
                        if number % 7 == 0 { try store.note(id, "note \(number)") }
                        _ = try await store.page(HistoryFilter(text: "store\(index)"), limit: 5)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try stores[0].count() == 120)
        #expect(try await stores[1].page(HistoryFilter(text: "store2"), limit: 100).entries.count == 40)
    }

    @Test(.enabled(if: path == nil))
    func `who holds the history for too long is told about`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history.sqlite"
        let history = try History(path: path)
        let holder = try History(path: path)
        let start = ContinuousClock.now
        try holder.write { (_: Database) throws -> Void in
            #expect(throws: HistoryError.busy(path: path)) { try history.record(SampleRuns.run()) }
            // Reading goes on.
            let count = try history.count()
            #expect(count == 0)
        }
        #expect(start.duration(to: .now) < .seconds(8))
        try history.record(SampleRuns.run())
    }
}
