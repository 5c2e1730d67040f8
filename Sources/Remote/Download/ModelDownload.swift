import Foundation
import Models
import Synchronization

/// Fetches a model file over HTTP: goes on where an earlier try ended, and gives the file its name only when it is whole.
///
///     let path = try await ModelDownload(source).fetch { progress in … }
package struct ModelDownload: Sendable {
    /// What is fetched.
    package var source: DownloadSource
    /// Where models go.
    package var folder: String
    /// SHA-256 that the file must have, 64 hexadecimal digits; nil is what the server says, if it says.
    package var checksum: String?
    /// Seconds without a byte after which a try ends.
    package var timeout: Double
    /// Tries in a row that bring nothing before it is given up.
    package var retries: Int
    let token: @Sendable () -> String?
    private let checksums: Checksums

    /// A download into Lathe's folder. Hugging Face's token is read from `$HF_TOKEN` for each request.
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

    /// Bytes that may wait to be written before the connection is let go and asked again: the system's library holds a server
    /// back in no other way.
    static let mostWaiting = 64 << 20

    /// Returns the path of the file, which is fetched unless it is there. Cancelling the task ends it; what came is kept.
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
        // So that loading it need not take the checksum of gigabytes again.
        if let identity = FileIdentity(path: target) { checksums.keep(sum, for: identity) }
        return target
    }

    /// A file of that name is whole, because none gets its name before; whether it is the one that is meant a checksum can say.
    private func checkThere(_ target: String) throws(ModelFileError) {
        guard let checksum, try checksums.sha256(of: target, isCancelled: { Task.isCancelled }) != checksum else {
            return
        }
        throw failed("\(target) is another file with that name. Remove it, or give this one another name with --name.")
    }

    /// Returns the checksum of what came, where that is what was wanted and a model.
    private func check(_ part: PartFile, wanted: String?) throws(ModelFileError) -> String {
        let sum = try checksums.sha256(of: part.path, isCancelled: { Task.isCancelled })
        if let wanted, sum != wanted {
            part.remove()
            throw failed("what came has the wrong checksum (\(sum)), and was thrown away. Try again.")
        }
        do throws(ModelFileError) {
            _ = try ModelDescription(path: part.path)
        } catch {
            part.remove()
            throw failed(
                "what came can't be used, and was thrown away: "
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
        while true {
            let before = part.size
            do throws(RemoteFailure) {
                if try await attempt(part, told: &told, meter: &meter, progress: progress) { return }
                // Let go because the disk is slower than the network; nothing has failed.
                continue
            } catch {
                if error.isCancelled || Task.isCancelled { throw .cancelled }
                number = part.size > before ? 0 : number
                let kept =
                    part.size > 0 && error.isPassing ? " What came is kept: the next fetch goes on from there." : ""
                guard let wait = Retrying(retries: retries).wait(after: error, try: number) else {
                    throw failed("\(source.url.host ?? "the server") \(error.reason).\(kept)")
                }
                number += 1
                guard (try? await Task.sleep(for: .seconds(wait))) != nil else { throw .cancelled }
            }
        }
    }

    /// Makes one request; true if the file is complete after it.
    private func attempt(
        _ part: PartFile, told: inout String?, meter: inout SpeedMeter, progress: @Sendable (DownloadProgress) -> Void
    ) async throws(RemoteFailure) -> Bool {
        if let total = part.facts?.total, part.size > total { try emptied(part, &meter) }
        let start = part.size
        let isWhole = part.size > 0 && part.size == part.facts?.total
        let hubFacts = HubFacts()
        let first = request(from: start, validator: part.facts?.validator)
        let transfer = HTTPClient.shared.send(
            first, timeout: timeout,
            redirection: { [self] head, next in
                // Hugging Face tells the file's checksum where it points to its storage.
                if head["x-linked-etag"] != nil { hubFacts.told.withLock { $0 = $0 ?? head } }
                return followed(next, from: first)
            })
        var lastNews = ContinuousClock.now - .seconds(1)
        var isAccepted = false
        var acceptsRanges = false
        var body = Data()
        var head: HTTPHead?
        var received = 0
        for await event in transfer.events {
            switch event {
            case .head(let came):
                head = came
                isAccepted = try accept(came, start: start, part, &meter)
                acceptsRanges = came.status == 206 || came["accept-ranges"] == "bytes"
                told = Self.checksum(hubFacts.told.withLock { $0 } ?? (source.isHub ? came : nil)) ?? told
            case .body(let data) where isAccepted:
                received += data.count
                try written { () throws(ModelFileError) in try part.append(data) }
                if lastNews.duration(to: .now) >= .milliseconds(200) {
                    lastNews = .now
                    progress(
                        DownloadProgress(
                            bytes: part.size, total: part.facts?.total, speed: meter.take(part.size), isChecking: false)
                    )
                }
                if acceptsRanges, transfer.received() - received > Self.mostWaiting { transfer.cancel() }
            case .body(let data):
                if body.count < 1 << 16 { body += data }
            case .end(let failure?):
                if failure == .cancelled, !Task.isCancelled, isAccepted { return part.size == part.facts?.total }
                throw RemoteFailure(failure, host: source.url.host)
            case .end(nil): break
            }
        }
        if Task.isCancelled { throw .cancelled }
        guard let head else { throw RemoteFailure(reason: "gave no answer", isPassing: true) }
        if head.status == 416, isWhole { return true }
        if head.status == 416 {
            try emptied(part, &meter)
            throw RemoteFailure(reason: "has no such part of the file", isPassing: true)
        }
        guard isAccepted else { throw refusal(head, body: body) }
        guard let total = part.facts?.total else { return true }
        if part.size > total {
            try emptied(part, &meter)
            throw RemoteFailure(reason: "sent more than the file has", isPassing: true)
        }
        guard part.size == total else {
            throw RemoteFailure(reason: "ended after \(part.size) of \(total) bytes", isPassing: true)
        }
        return true
    }

    /// Returns whether the body is the file, from where the part ends or, then the part is emptied, from its start.
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
        // Some servers don't look at `If-Range`, and send the rest of what has become another file.
        let isSameFile = part.facts?.validator == nil || validator == nil || validator == part.facts?.validator
        let isContinued =
            range?.start == start && isSameFile && (part.facts?.total == nil || range?.total == part.facts?.total)
        if start > 0, !isContinued { try emptied(part, &meter) }
        if head.status == 206, !isContinued, range?.start != 0 {
            throw RemoteFailure(reason: "sent another part than it was asked for", isPassing: true)
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

    /// The disk's failures end a download for good.
    private func written(_ work: () throws(ModelFileError) -> Void) throws(RemoteFailure) {
        do throws(ModelFileError) {
            try work()
        } catch {
            guard case .fetchFailed(_, let what) = error else { throw RemoteFailure(reason: error.description) }
            throw RemoteFailure(reason: "sent it, but " + (what.hasSuffix(".") ? String(what.dropLast()) : what))
        }
    }

    private func failed(_ what: String) -> ModelFileError { .fetchFailed(name: source.fileName, what: what) }
}
