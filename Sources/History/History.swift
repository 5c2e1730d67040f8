import Foundation
import GRDB
import Library
import Remedies
import Synchronization

/// All runs, in a database that several programs may use at once.
///
///     let history = try History()
///     let id = try history.record(run)
///     let page = try history.page(HistoryFilter(text: "lighthouse"))
///
/// Runs that ``record(_:)`` has returned for survive the end of the process, however that comes. A damaged database is
/// set aside under another name and a new one is begun; ``takeNotices()`` says so. If nothing can be written, because
/// the disk is full or read-only, the runs can still be read.
///
/// Calls block until they are done: a page takes milliseconds, and a write waits at most five seconds for other
/// programs. Screens use the asynchronous functions, which end early if their task is cancelled.
package final class History: Sendable {
    /// The database's file.
    package let path: String

    private let access: Mutex<Access>

    private struct Access {
        var database: (any DatabaseWriter)?
        var identity: HistoryFile.Identity?
        /// The reason why the database can only be read; nil if it can be written.
        var obstacle: HistoryError?
        var isObstacleTold = false
        var notices: [Notice] = []
    }

    /// Opens the history, by default the user's own, and creates it if there is none.
    ///
    /// - Throws: ``HistoryError``. Nothing has been changed then.
    package init(path: String = Locations.current.history) throws(HistoryError) {
        self.path = HistoryFile.resolved(path)
        access = Mutex(Access())
        _ = try database()
    }

    /// Returns sentences that say what happened to the history, such as damage. Each is returned once.
    package func takeNotices() -> [Notice] {
        access.withLock { access in
            defer { access.notices = [] }
            return access.notices
        }
    }

    /// Closes the file. The history can still be used; it then opens the file again.
    package func close() {
        let database = access.withLock { access in
            defer { access.database = nil }
            return access.database
        }
        // The last connection that closes moves the log into the file, and a reading connection can't do that.
        (database as? DatabasePool)?.invalidateReadOnlyConnections()
        try? database?.close()
    }

    // MARK: access

    /// Reads from the database. If it is damaged, it is set aside, and the read fails.
    func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        let value = try mending { database in try database.read(body) }
        tellObstacle()
        return value
    }

    /// Reads without blocking. Ends early if the task is cancelled.
    func readAsynchronously<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(HistoryError) -> Value {
        let database = try database()
        do {
            let value = try await database.read(body)
            tellObstacle()
            return value
        } catch {
            if isIndexDamage(error) { return try read(body) }
            throw explained(error)
        }
    }

    /// Writes in one transaction. If the database is damaged, it is set aside, and the write fails.
    func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try mending(isWriting: true) { database in
            let before = HistoryFile.identity(of: path)
            let value = try database.write { db in
                guard try !HistorySchema.isNewer(db) else { throw HistoryError.newer(path: path) }
                return try body(db)
            }
            // Another program may have set the file aside meanwhile; then this write is in that file.
            guard let now = HistoryFile.identity(of: path), now != before else { return value }
            return try self.database(isWriting: true).write(body)
        }
    }

    /// Does work that can't be in a transaction.
    func writeOutsideTransaction(_ body: (Database) throws -> Void) throws(HistoryError) {
        try mending(isWriting: true) { database in try database.writeWithoutTransaction(body) }
    }

    /// Does work, and does it again if only the full-text index is damaged. The index can be made anew from the rest,
    /// so nothing is set aside.
    private func mending<Value>(
        isWriting: Bool = false, _ work: (any DatabaseWriter) throws -> Value
    ) throws(HistoryError) -> Value {
        let database = try database(isWriting: isWriting)
        do {
            return try work(database)
        } catch  where isIndexDamage(error) {
            do {
                try database.write { db in try HistoryIndex(db).rebuild() }
                access.withLock {
                    $0.notices.append("The history's search index was damaged and was built again.")
                }
                return try work(database)
            } catch {
                throw explained(error)
            }
        } catch {
            throw explained(error)
        }
    }

    private func isIndexDamage(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.extendedResultCode == .SQLITE_CORRUPT_VTAB
    }

    /// Returns the meaning of an error. If it is damage, the database is set aside first.
    private func explained(_ error: any Error) -> HistoryError {
        let known = HistoryError(error, path: path)
        guard case .damaged = known else { return known }
        do throws(HistoryError) {
            return try access.withLock { access throws(HistoryError) in
                access.database = nil
                let identity = access.identity
                return try HistoryFile.locked(path) { () throws(HistoryError) in
                    // Another program may have set the damaged file aside already, so that a new file is there.
                    guard identity == HistoryFile.identity(of: path), Self.isDamaged(path) else {
                        return .failed(path: path, reason: "it was damaged for a moment; try again")
                    }
                    return .damaged(path: path, aside: try HistoryFile.setAside(path))
                }
            }
        } catch {
            return error
        }
    }

    /// Returns the database that has the path now. Throws if it is to be written but can only be read, unless it can be
    /// written by now.
    private func database(isWriting: Bool = false) throws(HistoryError) -> any DatabaseWriter {
        try access.withLock { access throws(HistoryError) in
            if let database = access.database, access.identity == HistoryFile.identity(of: path),
                !isWriting || access.obstacle == nil
            {
                return database
            }
            access.database = nil
            do throws(HistoryError) {
                let (database, aside) = try opened()
                if let aside { access.notices.append(Notice(HistoryError.setAside(path: path, aside: aside))) }
                (access.database, access.obstacle, access.isObstacleTold) = (database, nil, false)
                access.identity = HistoryFile.identity(of: path)
                return database
            } catch {
                guard let database = Self.openForReading(path, because: error) else { throw error }
                (access.database, access.obstacle) = (database, error)
                access.identity = HistoryFile.identity(of: path)
                if isWriting { throw error }
                return database
            }
        }
    }

    private func opened() throws(HistoryError) -> (DatabasePool, aside: String?) {
        try HistoryFile.locked(path) { () throws(HistoryError) in
            do throws(HistoryError) {
                return (try Self.open(path), nil)
            } catch {
                guard case .damaged = error, Self.isDamaged(path) else { throw error }
                let aside = try HistoryFile.setAside(path)
                return (try Self.open(path), aside)
            }
        }
    }

    /// Adds a notice, once, that nothing can be kept. A caller that writes gets the error besides.
    private func tellObstacle() {
        access.withLock { access in
            guard let obstacle = access.obstacle, !access.isObstacleTold else { return }
            access.isObstacleTold = true
            access.notices.append(Notice("Nothing can be changed or added. ", about: obstacle))
        }
    }

    /// Adds a notice for ``takeNotices()``.
    func tell(_ notice: Notice) {
        access.withLock { $0.notices.append(notice) }
    }

    // MARK: opening

    private static func open(_ path: String) throws(HistoryError) -> DatabasePool {
        try HistoryFile.prepare(path)
        do {
            var options = GRDB.Configuration()
            options.label = "history"
            options.busyMode = .timeout(5)
            options.maximumReaderCount = 3
            // Looks through a connection that can't write, because a newer Lathe's database must not be changed.
            switch try standing(path, options) {
            case .newer: throw HistoryError.newer(path: path)
            case .foreign: throw HistoryError.foreign(path: path)
            case .empty, .ours: break
            }
            options.prepareDatabase { db in
                try db.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY")
            }
            let pool = try DatabasePool(path: path, configuration: options)
            let isCurrent = try pool.read(HistorySchema.migrator.hasCompletedMigrations)
            if !isCurrent { try HistorySchema.migrator.migrate(pool) }
            return pool
        } catch {
            throw HistoryError(error, path: path)
        }
    }

    /// Opens a database that can't be written for reading; nil if that fails too.
    private static func openForReading(_ path: String, because obstacle: HistoryError) -> DatabaseQueue? {
        // SQLite would wait for somebody to write to a pipe.
        guard HistoryFile.isFile(path) else { return nil }
        var options = GRDB.Configuration()
        options.label = "history"
        options.busyMode = .timeout(5)
        var name = path
        switch obstacle {
        case .full:
            // SQLite then needs no file for the index of its log, and keeps other programs out.
            options.prepareDatabase { db in try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        case .unwritable:
            options.readonly = true
            // A log has to be read too, and for that its index has to be there.
            if HistoryFile.isLogEmpty(path) { name = HistoryFile.unchangingName(of: path) }
        default: return nil
        }
        guard let queue = try? DatabaseQueue(path: name, configuration: options),
            let standing = try? queue.read(HistorySchema.standing), standing == .ours
        else { return nil }
        return queue
    }

    private static func standing(_ path: String, _ options: GRDB.Configuration) throws -> HistorySchema.Standing {
        var options = options
        options.readonly = true
        return try DatabaseQueue(path: path, configuration: options).read(HistorySchema.standing)
    }

    /// Returns whether the file itself is damaged, read through a connection of its own.
    private static func isDamaged(_ path: String) -> Bool {
        var options = GRDB.Configuration()
        options.readonly = true
        options.busyMode = .timeout(5)
        do {
            let queue = try DatabaseQueue(path: path, configuration: options)
            return try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } != "ok"
        } catch let error as DatabaseError {
            return error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
        } catch {
            return false
        }
    }
}
