import Foundation
import GRDB
import TestFolders
import Testing

@testable import History
@testable import Library

struct HistoryDiskTests {
    private static func large(_ number: Int) -> RunRecord {
        SampleRuns.saying((0..<800).map { "word\(number)x\($0)" }.joined(separator: " "))
    }

    @Test func `a database that may not grow says that the disk is full, and keeps what it has`() throws {
        let kept = try TemporaryHistory()
        let id = try kept.history.record(SampleRuns.saying("first"))
        try kept.history.writeOutsideTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        #expect(throws: HistoryError.full(path: kept.path)) { try kept.history.record(Self.large(0)) }
        #expect(try kept.history.run(id).run == SampleRuns.saying("first"))
        #expect(try kept.found("first") == [id])
        try kept.history.writeOutsideTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 100000") }
        let next = try kept.history.record(Self.large(0))
        #expect(try kept.history.run(next).run == Self.large(0))
    }

    #if os(Linux)
        /// A disk in memory, or nil where we may not mount one.
        private final class Disk {
            let folder: TemporaryFolder

            init?(kilobytes: Int) {
                guard let folder = try? TemporaryFolder(),
                    mount("tmpfs", folder.path, "tmpfs", 0, "size=\(kilobytes)k") == 0
                else { return nil }
                self.folder = folder
            }

            deinit { umount(folder.path) }

            func becomeReadOnly() {
                #expect(mount("tmpfs", folder.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
            }

            func becomeWritable() {
                #expect(mount("tmpfs", folder.path, "tmpfs", UInt(MS_REMOUNT), "") == 0)
            }

            func fill() throws {
                let file = open(folder.path + "/filler", O_WRONLY | O_CREAT, 0o600)
                try #require(file >= 0)
                defer { close(file) }
                let page = [UInt8](repeating: 0, count: 4096)
                while write(file, page, page.count) > 0 {}
            }

            func makeRoom() throws { try FileManager.default.removeItem(atPath: folder.path + "/filler") }

            var path: String { folder.path + "/lathe/history.sqlite" }
        }

        private static let canMount = Disk(kilobytes: 16) != nil

        @Test(.enabled(if: canMount, "needs the right to mount"), arguments: [1024, 1536])
        func `on a disk that gets full no run that was acknowledged is lost`(kilobytes: Int) throws {
            let disk = try #require(Disk(kilobytes: kilobytes))
            let history = try History(path: disk.path)
            var kept: [Int64: Int] = [:]
            var error: HistoryError?
            for number in 0..<1000 where error == nil {
                do {
                    kept[try history.record(Self.large(number))] = number
                } catch let failure {
                    error = failure
                }
            }
            #expect(error == .full(path: disk.path))
            #expect(kept.count > 5)
            for (id, number) in kept { #expect(try history.run(id).run == Self.large(number)) }
            // Room, and it goes on.
            #expect(mount("tmpfs", disk.folder.path, "tmpfs", UInt(MS_REMOUNT), "size=8m") == 0)
            let next = try history.record(Self.large(1))
            #expect(try history.run(next).run == Self.large(1))
            history.close()
            let again = try History(path: disk.path)
            #expect(try again.count() == kept.count + 1)
            #expect(again.takeNotices().isEmpty)
            again.close()
        }

        @Test(.enabled(if: canMount, "needs the right to mount"), arguments: [4, 12, 40, 72, 120])
        func `a history that there is no room to begin is told, and begun when there is`(kilobytes: Int) throws {
            let disk = try #require(Disk(kilobytes: kilobytes))
            #expect(throws: HistoryError.full(path: disk.path)) {
                let history = try History(path: disk.path)
                try history.record(Self.large(0))
            }
            #expect(mount("tmpfs", disk.folder.path, "tmpfs", UInt(MS_REMOUNT), "size=8m") == 0)
            let history = try History(path: disk.path)
            #expect(try history.record(Self.large(0)) == 1)
            #expect(history.takeNotices().isEmpty)
            history.close()
        }

        @Test(.enabled(if: canMount, "needs the right to mount"))
        func `a history on a read-only disk can be read, and says why nothing is kept`() throws {
            let disk = try #require(Disk(kilobytes: 4096))
            let before = try History(path: disk.path)
            let id = try before.record(SampleRuns.saying("a lighthouse"))
            before.close()
            disk.becomeReadOnly()
            try expectReadable(disk.path, id, telling: "read-only")
            disk.becomeWritable()
            let history = try History(path: disk.path)
            #expect(try history.record(SampleRuns.saying("another")) > id)
            #expect(history.takeNotices().isEmpty)
            history.close()
        }

        @Test(.enabled(if: canMount, "needs the right to mount"))
        func `what a program that was killed had kept is there on a read-only disk`() throws {
            let disk = try #require(Disk(kilobytes: 4096))
            let open = try History(path: disk.path)
            let id = try open.record(SampleRuns.saying("a lighthouse"))
            let copy = try #require(Disk(kilobytes: 4096))
            try FileManager.default.copyItem(atPath: disk.path.parentFolder, toPath: copy.path.parentFolder)
            open.close()
            #expect(!HistoryFile.isLogEmpty(copy.path))
            copy.becomeReadOnly()
            try expectReadable(copy.path, id, telling: "read-only")
        }

        @Test(.enabled(if: canMount, "needs the right to mount"))
        func `a history on a full disk can be read, and goes on when there is room`() throws {
            let disk = try #require(Disk(kilobytes: 1024))
            let before = try History(path: disk.path)
            let id = try before.record(SampleRuns.saying("a lighthouse"))
            before.close()
            try disk.fill()
            let history = try expectReadable(disk.path, id, telling: "the disk is full")
            try disk.makeRoom()
            #expect(try history.record(SampleRuns.saying("another")) > id)
            #expect(history.takeNotices().isEmpty)
            history.close()
        }

        /// Reads a run, finds it, and is told why nothing can be written, once.
        @discardableResult
        private func expectReadable(_ path: String, _ id: Int64, telling reason: String) throws -> History {
            let history = try History(path: path)
            #expect(history.takeNotices().isEmpty)
            #expect(try history.run(id).run == SampleRuns.saying("a lighthouse"))
            #expect(try history.page(HistoryFilter(text: "lighthouse")).entries.map(\.id) == [id])
            let notices = history.takeNotices()
            #expect(notices.count == 1 && notices[0].sentence.contains(reason), "\(notices)")
            do throws(HistoryError) {
                try history.record(SampleRuns.saying("another"))
                Issue.record("it was kept")
            } catch {
                #expect("\(error)".contains(reason), "\(error)")
            }
            #expect(try history.run(id).run == SampleRuns.saying("a lighthouse"))
            #expect(history.takeNotices().isEmpty)
            return history
        }
    #endif
}
