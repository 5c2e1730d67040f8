import Foundation
import GRDB
import TestFolders
import Testing

@testable import History
@testable import Library

struct DamageTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
        for number in 0..<50 { try kept.history.record(SampleRuns.saying("fox \(number)")) }
    }

    /// Everything in the database's file, and nobody has it open.
    private func closed() throws -> Data {
        kept.history.close()
        return try Data(contentsOf: URL(filePath: kept.path))
    }

    private func write(_ data: Data) throws {
        try data.write(to: URL(filePath: kept.path))
    }

    private var setAside: [String] { kept.files.filter { $0.contains("-damaged-") && $0.hasSuffix(".sqlite") } }

    @Test(arguments: ["garbage", "zeros", "header", "truncated", "text"])
    func `a damaged history is set aside, told, and a new one begun`(kind: String) throws {
        var data = try closed()
        switch kind {
        case "garbage": data = Data((0..<data.count).map { _ in UInt8.random(in: 0...255) })
        case "zeros": data = Data(count: data.count)
        case "header": data.replaceSubrange(16..<30, with: Data(count: 14))
        case "truncated": data = data.prefix(5000)
        default: data = Data("Dear diary".utf8)
        }
        try write(data)
        let history = try History(path: kept.path)
        #expect(try history.count() == 0)
        let notices = history.takeNotices()
        try #require(setAside.count == 1)
        #expect(
            notices.count == 1 && notices[0].sentence.contains(setAside[0])
                && notices[0].sentence.contains("a new one was begun"))
        #expect(history.takeNotices().isEmpty)
        #expect(try Data(contentsOf: URL(filePath: kept.folder.path + "/lathe/" + setAside[0])) == data)
        #expect(try TemporaryHistory.mode(kept.folder.path + "/lathe/" + setAside[0]) == 0o600)
        let id = try history.record(SampleRuns.run())
        #expect(try history.run(id).id == id)
    }

    @Test func `a run that other hands have changed is left out of the list, and told`() throws {
        let path = kept.path
        _ = try closed()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "UPDATE runs SET date = 'x' WHERE id = 3")
        }
        try queue.close()
        let history = try History(path: path)
        let page = try history.page()
        #expect(page.damaged == [3])
        #expect(page.entries.count == 49)
        #expect(history.takeNotices().contains { $0.sentence.hasPrefix("Run 3 in the history can't be read") })
        #expect(throws: HistoryError.damagedRun(3, reason: "its `date` isn't as Lathe writes it")) {
            try history.run(3)
        }
        try history.delete([3])
        #expect(try history.page().damaged.isEmpty)
    }

    @Test(arguments: [Int64.max, .min, 253_402_300_800_000]) func `a run of an impossible date can be shown`(
        date: Int64
    ) throws {
        let path = kept.path
        _ = try closed()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "UPDATE runs SET date = ? WHERE id = 3", arguments: [date]) }
        try queue.close()
        let run = try History(path: path).run(3)
        #expect(
            HistoryJSON.text(of: run.run.date) == (date < 0 ? "1900-01-01T00:00:00.000Z" : "9999-12-31T23:59:59.999Z"))
    }

    @Test(arguments: [
        ("lanes", "outputs", "4611686018427387904"), ("lanes", "promptTokens", "-1"), ("lanes", "samples", "1e300"),
        ("runDetails", "threads", "9223372036854775807"), ("stages", "thoughtTokens", "-5"),
    ])
    func `a number that can't be true counts as damage of its run`(table: String, column: String, value: String) throws
    {
        let path = kept.path
        _ = try closed()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "UPDATE \(table) SET \(column) = \(value) WHERE run = 3") }
        try queue.close()
        #expect(throws: HistoryError.damagedRun(3, reason: "its `\(column)` isn't as Lathe writes it")) {
            try History(path: path).run(3)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a pipe in the place of the history is told, and not waited for`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/history.sqlite", 0o600) == 0)
        #expect { try History(path: folder.path + "/history.sqlite") } throws: {
            "\($0)".contains("it is not a regular file")
        }
    }

    @Test func `a run whose settings are no JSON can't be read, and says so`() throws {
        let path = kept.path
        _ = try closed()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "UPDATE texts SET text = '{' WHERE id = (SELECT settings FROM lanes WHERE run = 5)")
        }
        try queue.close()
        let history = try History(path: path)
        #expect { try history.run(5) } throws: { "\($0)".hasPrefix("Run 5 in the history can't be read: a part of it") }
    }

    /// Pages that are found damaged only when they are used.
    private func damagePages() throws {
        var data = try closed()
        for page in 2..<data.count / 4096 {
            data.replaceSubrange(page * 4096..<page * 4096 + 200, with: Data(repeating: 0x5A, count: 200))
        }
        try write(data)
    }

    @Test func `damage that shows only when something is read sets the history aside as well`() throws {
        try damagePages()
        let history = try History(path: kept.path)
        let whole = try? history.page(limit: 100)
        #expect(whole?.entries.isEmpty ?? true)
        #expect(setAside.count == 1)
        #expect(try history.page().entries.isEmpty)
    }

    @Test func `a run that meets damage is kept in the new history, and it is told`() throws {
        let history = kept.history
        let data = try closed()
        // Opened while all is well.
        #expect(try history.count() == 50)
        let file = try #require(FileHandle(forWritingAtPath: kept.path))
        for page in 0..<data.count / 4096 {
            try file.seek(toOffset: UInt64(page * 4096))
            try file.write(contentsOf: Data(repeating: 0x5A, count: 4000))
        }
        try file.synchronize()
        // Its connections still hold what they read; other ones don't.
        let other = try History(path: kept.path)
        let id = try other.record(SampleRuns.saying("kept"))
        #expect(try other.run(id).run == SampleRuns.saying("kept"))
        #expect(!other.takeNotices().isEmpty)
        #expect(setAside.count == 1)
        // The program that had it open goes on in the new one.
        let next = try history.record(SampleRuns.saying("kept too"))
        #expect(try other.page().entries.map(\.id) == [next, id])
        #expect(setAside.count == 1)
    }

    @Test func `a damaged index for searching is built again, and nothing is lost`() throws {
        try kept.history.write { db in
            try db.execute(sql: "UPDATE runWords_data SET block = x'00FFFFFFFF00' WHERE id > 1")
        }
        kept.history.close()
        let history = try History(path: kept.path)
        #expect(try history.page(HistoryFilter(text: "fox"), limit: 100).entries.count == 50)
        #expect(setAside.isEmpty)
        #expect(history.takeNotices().contains { $0.sentence.contains("built again") })
        try history.record(SampleRuns.saying("hen"))
        #expect(try history.page(HistoryFilter(text: "hen")).entries.count == 1)
    }

    @Test func `a log that a killed program left is read`() throws {
        let copy = try TemporaryFolder()
        for file in ["history.sqlite", "history.sqlite-wal"] {
            try FileManager.default.copyItem(
                atPath: kept.folder.path + "/lathe/" + file, toPath: copy.path + "/" + file)
        }
        #expect(try History(path: copy.path + "/history.sqlite").count() == 50)
    }

    @Test func `a history of a newer Lathe is told and not touched`() throws {
        try kept.history.write { db in
            try db.execute(
                sql: "PRAGMA user_version = \(HistorySchema.version + 1); ALTER TABLE runs ADD stars INTEGER")
        }
        let data = try closed()
        #expect(throws: HistoryError.newer(path: kept.path)) { try History(path: kept.path) }
        #expect(try Data(contentsOf: URL(filePath: kept.path)) == data)
        #expect(setAside.isEmpty)
    }

    @Test func `a program that is open when a newer one changes the history writes nothing more`() throws {
        let newer = try DatabaseQueue(path: kept.path)
        try newer.write { db in try db.execute(sql: "PRAGMA user_version = \(HistorySchema.version + 1)") }
        #expect(throws: HistoryError.newer(path: kept.path)) { try kept.history.record(SampleRuns.run()) }
        #expect(try newer.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM runs") } == 50)
    }

    @Test func `another program's database is told and not touched`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history.sqlite"
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "CREATE TABLE moz_places(url)") }
        let data = try Data(contentsOf: URL(filePath: path))
        #expect(throws: HistoryError.foreign(path: path)) { try History(path: path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == data)
    }

    @Test func `a folder in its place is told`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: HistoryError.unwritable(path: folder.path, reason: "it is a folder")) {
            try History(path: folder.path)
        }
    }

    @Test func `an empty file becomes a history`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "history.sqlite")
        #expect(try History(path: path).record(SampleRuns.run()) == 1)
    }

    @Test func `a link leads to the history itself`() throws {
        kept.history.close()
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/history.sqlite", withDestinationPath: kept.path)
        let history = try History(path: folder.path + "/history.sqlite")
        #expect(try history.count() == 50)
        #expect(history.path == kept.path)
    }

    @Test func `a history that is removed while it is open is begun again`() throws {
        for file in kept.files { unlink(kept.folder.path + "/lathe/" + file) }
        let id = try kept.history.record(SampleRuns.saying("new"))
        #expect(try kept.history.page().entries.map(\.id) == [id])
        #expect(try History(path: kept.path).count() == 1)
    }

    @Test func `who had a history open that another set aside doesn't take the new one's log with it`() throws {
        let aside = try HistoryFile.setAside(kept.path)
        let other = try History(path: kept.path)
        let id = try other.record(SampleRuns.saying("new"))
        kept.history.close()
        #expect(try other.run(id).id == id)
        other.close()
        #expect(try History(path: kept.path).count() == 1)
        #expect(try History(path: aside).count() == 50)
    }
}
