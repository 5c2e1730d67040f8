import Foundation
import GRDB
import Synchronization

/// All runs, in a database that several programs may use at once.
///
///     let history = try History()
///     let id = try history.record(run)
///     let page = try history.page(HistoryFilter(text: "lighthouse"))
///
/// What ``record(_:)`` has acknowledged survives the end of the process, however that comes. A database that is damaged is set
/// aside under another name and a new one begun; ``takeNotices()`` says so.
///
/// Calls block until they are done: a page takes milliseconds, and a write waits at most five seconds for other programs.
/// Screens use the asynchronous ones, which end early where their task is cancelled.
public final class History: Sendable {
    /// The database's file.
    public let path: String

    private let access: Mutex<Access>

    private struct Access {
        var pool: DatabasePool?
        var identity: HistoryFile.Identity?
        var notices: [String] = []
    }

    /// Opens the history, by default the user's own; makes it where there is none.
    ///
    /// - Throws: ``HistoryError``; nothing has been changed then.
    public init(path: String = Locations.current.history) throws(HistoryError) {
        self.path = HistoryFile.resolved(path)
        access = Mutex(Access())
        _ = try pool()
    }

    /// What happened to the history that its user should know, in sentences; each is told once.
    public func takeNotices() -> [String] {
        access.withLock { access in
            defer { access.notices = [] }
            return access.notices
        }
    }

    /// Ends all use of the file. The history can be used again, and opens the file then.
    public func close() {
        let pool = access.withLock { access in
            defer { access.pool = nil }
            return access.pool
        }
        // The last connection to close moves the log into the file, and a reader can't.
        pool?.invalidateReadOnlyConnections()
        try? pool?.close()
    }

    // MARK: access

    /// Reads. What is damaged is set aside, and the read fails.
    func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try mending { pool in try pool.read(body) }
    }

    /// The same without blocking; ends early where the task is cancelled.
    func readAsynchronously<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(HistoryError) -> Value {
        let pool = try pool()
        do {
            return try await pool.read(body)
        } catch {
            if isIndexDamage(error) { return try read(body) }
            throw explained(error)
        }
    }

    /// Writes in one transaction. What is damaged is set aside, and the write fails.
    func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try mending { pool in
            let before = HistoryFile.identity(of: path)
            let value = try pool.write { db in
                guard try !HistorySchema.isNewer(db) else { throw HistoryError.newer(path: path) }
                return try body(db)
            }
            // Another program may have set the file aside meanwhile, and then this went with it.
            guard let now = HistoryFile.identity(of: path), now != before else { return value }
            return try self.pool().write(body)
        }
    }

    /// Work that can't be in a transaction.
    func writeOutsideTransaction(_ body: (Database) throws -> Void) throws(HistoryError) {
        try mending { pool in try pool.writeWithoutTransaction(body) }
    }

    /// Does work, and once more where the full-text index was damaged: that can be made again from the rest, and is no reason to
    /// set anything aside.
    private func mending<Value>(_ work: (DatabasePool) throws -> Value) throws(HistoryError) -> Value {
        let pool = try pool()
        do {
            return try work(pool)
        } catch  where isIndexDamage(error) {
            do {
                try pool.write { db in try HistoryIndex(db).rebuild() }
                access.withLock {
                    $0.notices.append("The history's index for searching was damaged and was made again.")
                }
                return try work(pool)
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

    /// What an error means; where it is damage, the database is set aside first.
    private func explained(_ error: any Error) -> HistoryError {
        let known = HistoryError(error, path: path)
        guard case .damaged = known else { return known }
        do throws(HistoryError) {
            return try access.withLock { access throws(HistoryError) in
                access.pool = nil
                let identity = access.identity
                return try HistoryFile.locked(path) { () throws(HistoryError) in
                    // Another program may have been faster, and the file that is there now be a new one.
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

    /// The pool for the file that has the path now.
    private func pool() throws(HistoryError) -> DatabasePool {
        try access.withLock { access throws(HistoryError) in
            if let pool = access.pool, access.identity == HistoryFile.identity(of: path) { return pool }
            access.pool = nil
            let (pool, aside) = try HistoryFile.locked(path) {
                () throws(HistoryError) -> (DatabasePool, aside: String?) in
                do throws(HistoryError) {
                    return (try Self.open(path), nil)
                } catch {
                    guard case .damaged = error, Self.isDamaged(path) else { throw error }
                    let aside = try HistoryFile.setAside(path)
                    return (try Self.open(path), aside)
                }
            }
            if let aside { access.notices.append(HistoryError.setAside(path: path, aside: aside)) }
            access.pool = pool
            access.identity = HistoryFile.identity(of: path)
            return pool
        }
    }

    /// Adds to what ``takeNotices()`` tells.
    func tell(_ notice: String) {
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
            // By a connection that can't write, because a newer Lathe's database isn't touched.
            switch try standing(path, options) {
            case .newer: throw HistoryError.newer(path: path)
            case .foreign: throw HistoryError.foreign(path: path)
            case .empty, .ours: break
            }
            options.prepareDatabase { db in
                try db.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY")
            }
            let pool = try DatabasePool(path: path, configuration: options)
            let isCurrent = try pool.read { db in
                try Int.fetchOne(db, sql: "PRAGMA user_version") == HistorySchema.version
            }
            if !isCurrent { try HistorySchema.migrator.migrate(pool) }
            return pool
        } catch {
            throw HistoryError(error, path: path)
        }
    }

    private static func standing(_ path: String, _ options: GRDB.Configuration) throws -> HistorySchema.Standing {
        var options = options
        options.readonly = true
        return try DatabaseQueue(path: path, configuration: options).read(HistorySchema.standing)
    }

    /// Whether the file itself is damaged, seen by a connection of its own.
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
