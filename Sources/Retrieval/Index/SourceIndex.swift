import Foundation
import GRDB
import Library
import Sampling
import Synchronization

/// The index of one source, a folder or a file, in a database of its own. All of it can be made anew from the source, so a damaged
/// one is.
///
///     let index = try SourceIndex(of: "docs", in: Locations.current.sources)
///     let update = try index.update()
package final class SourceIndex: Sendable {
    /// The source's path, with links followed.
    package let root: String
    /// True if the source is one file.
    package let isFile: Bool
    /// The database's path; nil if it is kept in memory because nothing can be written.
    package let file: String?
    /// Sizes that were asked for; nil for those that the index has.
    private let asked: ChunkSizes?
    private let database: Mutex<DatabaseQueue>
    private let said = Mutex<[String]>([])
    private let emptied = Mutex(0)

    /// Opens the index of a source, or creates it. Nothing is read yet.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - folder: The folder of all indexes.
    ///   - sizes: The sizes of chunks; nil for those that the index has, else the usual ones.
    /// - Throws: ``SourceError`` if there is no such source, or no database can be opened at all.
    package init(of path: String, in folder: String, sizes: ChunkSizes? = nil) throws(SourceError) {
        guard let real = realpath(path, nil) else { throw .missing(path, reason: systemReason(ofCode: errno)) }
        root = String(cString: real)
        free(real)
        var facts = stat()
        isFile = stat(root, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        asked = sizes
        let target = folder + "/" + Self.name(of: root)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            database = Mutex(try Self.opened(target))
            file = target
        } catch {
            do {
                database = Mutex(try DatabaseQueue())
            } catch {
                throw .index(source: path, reason: "\(error)")
            }
            file = nil
            said.withLock { $0.append("The index of \(path) isn't kept, because \(target) can't be written.") }
        }
        do {
            try mending { db in try self.prepare(db) }
        } catch {
            throw Self.explained(error, path)
        }
    }

    /// Returns sentences about what happened to the index, each once.
    package func takeNotices() -> [String] {
        said.withLock { said in
            defer { said = [] }
            return said
        }
    }

    /// How often the index was damaged and is empty since.
    var repairs: Int { emptied.withLock { $0 } }

    private static func name(of root: String) -> String {
        var hash = StableHash()
        hash.add(root)
        let words = root.lastPathPart.split { !$0.isLetter && !$0.isNumber }
        return (words.prefix(4) + [String(hash.value, radix: 16)[...]]).joined(separator: "-") + ".sqlite"
    }

    // MARK: access

    private static func opened(_ path: String) throws -> DatabaseQueue {
        var facts = stat()
        guard stat(path, &facts) != 0 || facts.st_mode & S_IFMT == S_IFREG else {
            throw SourceError.index(source: path, reason: "its place is taken")
        }
        var options = GRDB.Configuration()
        options.label = "sources"
        options.busyMode = .timeout(30)
        options.prepareDatabase { db in
            // What is lost when the power fails is made again.
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY")
        }
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: path, configuration: options)
            // A database that can only be read shows that here.
            try queue.write { _ in }
        } catch let error as DatabaseError where isDamage(error) {
            remove(path)
            return try DatabaseQueue(path: path, configuration: options)
        }
        chmod(path, 0o600)
        return queue
    }

    private static func remove(_ path: String) {
        for end in ["", "-journal", "-wal", "-shm"] { unlink(path + end) }
    }

    private static func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        // A table that isn't there, or has other columns, is damage too.
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_FORMAT].contains(
            error.resultCode)
    }

    static func explained(_ error: any Error, _ source: String) -> SourceError {
        if let known = error as? SourceError { return known }
        let reason =
            switch (error as? DatabaseError)?.resultCode {
            case .SQLITE_BUSY?: "another program is making it; try again when that is done"
            case .SQLITE_FULL?: "the disk is full"
            default: (error as? DatabaseError)?.message ?? "\(error)"
            }
        return .index(source: source, reason: reason)
    }

    /// Does work in a transaction. If the index is damaged, it is made empty and the work is done again.
    func mending<Value>(_ work: (Database) throws -> Value) throws -> Value {
        let queue = database.withLock { $0 }
        do {
            return try queue.write(work)
        } catch  where Self.isDamage(error) {
            guard let file else { throw error }
            try? queue.close()
            Self.remove(file)
            let new = try Self.opened(file)
            try new.write { db in try self.prepare(db) }
            database.withLock { $0 = new }
            emptied.withLock { $0 += 1 }
            said.withLock { $0.append("The index of \(root) was damaged and was made anew.") }
            return try new.write(work)
        }
    }

    /// Creates the tables unless they are there, for these sizes.
    private func prepare(_ db: Database) throws {
        if try IndexSchema.isCurrent(db), try facts(db)["root"] == root {
            guard let asked, try sizes(db) != asked else { return }
        }
        try erase(db)
        try IndexSchema.create(db)
        let sizes = asked ?? .usual
        for (name, value) in [("root", root), ("size", "\(sizes.size)"), ("overlap", "\(sizes.overlap)")] {
            try set(name, value, db)
        }
        try beginGeneration(db)
    }

    private func erase(_ db: Database) throws {
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'chunkWords_%'
                ORDER BY name = 'chunkWords'
                """)
        for table in tables { try db.execute(sql: "DROP TABLE \(table.quotedDatabaseIdentifier)") }
    }

    func facts(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM facts")
        return Dictionary(rows.map { ($0["name"], $0["value"]) }, uniquingKeysWith: { $1 })
    }

    func set(_ name: String, _ value: String, _ db: Database) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", arguments: [name, value])
    }

    /// Returns what is another one after each change of chunks and vectors, whichever program made it. The id of a chunk means the
    /// same chunk only within one generation, because ids of removed chunks are given again.
    func generation(_ db: Database) throws -> String { try facts(db)[Self.generation] ?? "" }

    /// Begins another generation.
    func beginGeneration(_ db: Database) throws {
        try set(Self.generation, "\(UInt64.random(in: 0...UInt64.max))", db)
    }

    private static let generation = "generation"

    func sizes(_ db: Database) throws -> ChunkSizes {
        let facts = try facts(db)
        return ChunkSizes(
            size: facts["size"].flatMap { Int($0) } ?? ChunkSizes.usual.size,
            overlap: facts["overlap"].flatMap { Int($0) } ?? ChunkSizes.usual.overlap)
    }
}
