import Foundation
import Models
import Remedies
import Synchronization

/// Fetches a model file over HTTP. It continues an earlier try, and gives the file its name only when it is whole.
///
///     let path = try await ModelDownload(source).fetch { progress in … }
package struct ModelDownload: Sendable {
    /// The source.
    package var source: DownloadSource
    /// The folder that models go to.
    package var folder: String
    /// SHA-256 that the file must have, as 64 hexadecimal digits. If nil, the server's is used, if it sends one.
    package var checksum: String?
    /// Seconds without a byte after which a try ends.
    package var timeout: Double
    /// The largest number of tries in a row that bring nothing.
    package var retries: Int
    let token: @Sendable () -> String?
    private let checksums: Checksums

    /// Creates a download into Lathe's folder. For each request, Hugging Face's token is read from `$HF_TOKEN`.
    package init(
        _ source: DownloadSource, checksum: String? = nil, folder: String = ModelFolders.models,
        cacheFolder: String = ModelFolders.cache, timeout: Double = 30, retries: Int = 5,
        token: @escaping @Sendable () -> String? = { ProcessInfo.processInfo.environment["HF_TOKEN"] }
    ) {
        self.source = source
        self.checksum = checksum?.lowercased()
        self.folder = folder
        self.timeout = timeout
        self.retries = retries
        self.token = token
        checksums = Checksums(cacheFolder: cacheFolder)
    }

    /// The number of bytes that a try has to bring beyond all before it, else it counts as having brought nothing.
    private static let leastProgress: UInt64 = 64 << 10
    /// Seconds until the head of an answer has to be there, redirects among them.
    private static let mostHeadSeconds = 120.0

    /// Returns the path of the file; fetches it unless it is there. Cancelling the task ends the fetch and keeps what
    /// has come.
    ///
    /// - Throws: ``Runtime/ModelFileError``.
    package func fetch(
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) async throws(ModelFileError) -> String {
        if let checksum, checksum.count != 64 || !checksum.allSatisfy(\.isHexDigit) {
            throw failed("a SHA-256 has 64 hexadecimal digits.")
        }
        let target = "\(folder)/\(source.fileName)"
        if FileManager.default.fileExists(atPath: target) {
            try checkThere(target)
            return target
        }
        let part = try PartFile(fileName: source.fileName, folder: folder)
        if let facts = part.facts, facts.url != source.url.absoluteString { try part.empty() }
        var told: String?
        do throws(ModelFileError) {
            try await complete(part, told: &told, progress: progress)
        } catch {
            if part.size == 0 { part.remove() }
            throw error
        }
        progress(DownloadProgress(bytes: part.size, total: part.size, speed: 0, isChecking: true))
        let sum = try check(part, wanted: checksum ?? told)
        try part.move(to: target)
        // Then loading the file needn't take the checksum of gigabytes again.
        if let identity = FileIdentity(path: target) { checksums.keep(sum, for: identity) }
        return target
    }

    /// Throws if a file with the name is there but has another checksum. It is whole, because files get their names
    /// last.
    private func checkThere(_ target: String) throws(ModelFileError) {
        guard let checksum, try checksums.sha256(of: target, isCancelled: { Task.isCancelled }) != checksum else {
            return
        }
        throw .fetchFailed(
            name: source.fileName, what: "\(target) is another file with that name.",
            remedy: .renameModel(.fetched, isTaken: true))
    }

    /// Returns the checksum of the part if it is the wanted one and the part is a model; else throws.
    private func check(_ part: PartFile, wanted: String?) throws(ModelFileError) -> String {
        let sum = try checksums.sha256(of: part.path, isCancelled: { Task.isCancelled })
        if let wanted, sum != wanted {
            part.remove()
            throw failed("the download has the wrong checksum (\(sum)) and was deleted. Try again.")
        }
        do throws(ModelFileError) {
            _ = try ModelDescription(path: part.path)
        } catch {
            part.remove()
            throw failed(
                "the download can't be used and was deleted: "
                    + error.description.replacing(part.path, with: source.fileName))
        }
        return sum
    }

    // MARK: tries

    private func complete(
        _ part: PartFile, told: inout String?, progress: @Sendable (DownloadProgress) -> Void
    ) async throws(ModelFileError) {
        var number = 0
        var meter = SpeedMeter()
        var most = part.size
        while true {
            do throws(RemoteFailure) {
                return try await attempt(part, told: &told, meter: &meter, progress: progress)
            } catch {
                if error.isCancelled || Task.isCancelled { throw .cancelled }
                if part.size >= most + Self.leastProgress { (number, most) = (0, part.size) }
                let kept =
                    part.size > 0 && error.isPassing
                    ? " The part that arrived is kept, and the next fetch continues it." : ""
                guard let wait = Retrying(retries: retries).wait(after: error, try: number) else {
                    throw failed("\(source.url.host ?? "the server") \(error.reason).\(kept)")
                }
                number += 1
                guard (try? await Task.sleep(for: .seconds(wait))) != nil else { throw .cancelled }
            }
        }
    }

    /// Makes one request, after which the file is complete.
    private func attempt(
        _ part: PartFile, told: inout String?, meter: inout SpeedMeter, progress: @Sendable (DownloadProgress) -> Void
    ) async throws(RemoteFailure) {
        if let total = part.facts?.total, part.size > total { try emptied(part, &meter) }
        let start = part.size
        let isWhole = part.size > 0 && part.size == part.facts?.total
        let hubFacts = HubFacts()
        let first = request(from: start, validator: part.facts?.validator)
        let transfer = HTTPClient.shared.send(
            first, within: bounds,
            redirection: { [self] head, next in
                // Hugging Face sends the file's checksum with the redirect to its storage.
                if head["x-linked-etag"] != nil { hubFacts.told.withLock { $0 = $0 ?? head } }
                return followed(next, from: first)
            })
        var lastNews = ContinuousClock.now - .seconds(1)
        var isAccepted = false
        var body = Data()
        var head: HTTPHead?
        var look = PartLook()
        events: for await event in transfer.events {
            switch event {
            case .head(let came):
                head = came
                isAccepted = try accept(came, start: start, part, &meter)
                told = Self.checksum(hubFacts.told.withLock { $0 } ?? (source.isHub ? came : nil)) ?? told
            case .body(let data) where isAccepted:
                try written { () throws(ModelFileError) in try part.append(data) }
                if let total = part.facts?.total, part.size > total {
                    transfer.cancel()
                    break events
                }
                if let problem = look.problem(of: part) {
                    transfer.cancel()
                    try emptied(part, &meter)
                    throw RemoteFailure(reason: problem)
                }
                if lastNews.duration(to: .now) >= .milliseconds(200) {
                    lastNews = .now
                    progress(
                        DownloadProgress(
                            bytes: part.size, total: part.facts?.total, speed: meter.take(part.size), isChecking: false)
                    )
                }
            case .body(let data):
                body += data
                // The first part of a refusal says enough.
                guard body.count > 64 << 10 else { continue }
                transfer.cancel()
                break events
            case .end(let failure?):
                if failure != .cancelled, head != nil, !isAccepted { break events }
                throw RemoteFailure(failure)
            case .end(nil): break
            }
        }
        if Task.isCancelled { throw .cancelled }
        guard let head else { throw RemoteFailure(reason: "gave no answer", isPassing: true) }
        if head.status == 416, isWhole, Self.length(head) ?? start == start { return }
        if head.status == 416 {
            try emptied(part, &meter)
            throw RemoteFailure(reason: "doesn't have the requested part of the file", isPassing: true)
        }
        guard isAccepted else { throw refusal(head, body: body) }
        guard let total = part.facts?.total else { return }
        if part.size > total {
            try emptied(part, &meter)
            throw RemoteFailure(reason: "sent more than the file has", isPassing: true)
        }
        guard part.size == total else {
            throw RemoteFailure(reason: "ended after \(part.size) of \(total) bytes", isPassing: true)
        }
    }

    private var bounds: HTTPBounds {
        var bounds = HTTPBounds(silence: timeout)
        bounds.news = 1 << 10
        bounds.headSeconds = max(timeout, Self.mostHeadSeconds)
        return bounds
    }

    /// Returns whether the body is the file: from the end of the part, or from the start, and then the part is emptied.
    private func accept(
        _ head: HTTPHead, start: UInt64, _ part: PartFile, _ meter: inout SpeedMeter
    ) throws(RemoteFailure) -> Bool {
        guard head.status == 200 || head.status == 206 else { return false }
        if head["content-type"]?.lowercased().hasPrefix("text/html") == true { return false }
        let range = head.status == 206 ? ContentRange(head["content-range"] ?? "") : nil
        let length = head["content-length"].flatMap { UInt64($0) }
        let total = range?.total ?? (head.status == 200 ? length : nil)
        let weak = head["etag"]?.hasPrefix("W/") ?? true
        let validator = weak ? head["last-modified"] : head["etag"]
        // Some servers ignore `If-Range` and send the rest of a file that has changed.
        let isSameFile = part.facts?.validator == nil || validator == nil || validator == part.facts?.validator
        // Without its length, only its tag tells a file from a longer one.
        let isSameLength =
            part.facts?.total.map { $0 == range?.total } ?? (validator != nil && validator == part.facts?.validator)
        let isContinued =
            range?.start == start && isSameFile && isSameLength && length.map { $0 == range?.length } ?? true
        if start > 0, !isContinued { try emptied(part, &meter) }
        if head.status == 206, !isContinued, range?.start != 0 {
            throw RemoteFailure(reason: "sent a different part of the file than was requested", isPassing: true)
        }
        let facts = PartFile.Facts(url: source.url.absoluteString, validator: validator, total: total)
        if let total, total > part.size {
            try written { () throws(ModelFileError) in try part.checkRoom(for: total - part.size) }
        }
        part.keep(facts)
        return true
    }

    private func emptied(_ part: PartFile, _ meter: inout SpeedMeter) throws(RemoteFailure) {
        meter.reset()
        try written { () throws(ModelFileError) in try part.empty() }
    }

    /// Does disk work. Its errors end the download for good.
    private func written(_ work: () throws(ModelFileError) -> Void) throws(RemoteFailure) {
        do throws(ModelFileError) {
            try work()
        } catch {
            guard case .fetchFailed(_, let what, _) = error else { throw RemoteFailure(reason: error.description) }
            throw RemoteFailure(reason: "sent it, but " + (what.hasSuffix(".") ? String(what.dropLast()) : what))
        }
    }

    private func failed(_ what: String) -> ModelFileError { .fetchFailed(name: source.fileName, what: what) }
}
