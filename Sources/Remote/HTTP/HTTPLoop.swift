import CCurl
import Foundation

/// The thread that waits for all servers. All functions here run on it.
final class HTTPLoop {
    /// The largest number of redirects in a row.
    private static let mostRedirects = 20
    /// Milliseconds to sleep if there are no requests. A new request ends the sleep.
    private static let longestSleep = 60_000

    private let commands: () -> [HTTPClient.Command]
    private var exchanges: [UInt64: HTTPExchange] = [:]
    private var transfers: [UInt64: OpaquePointer] = [:]

    init(_ commands: @escaping () -> [HTTPClient.Command]) {
        self.commands = commands
    }

    func run() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let isOpen = ccurl_open(
            context, { HTTPLoop.verdict(HTTPLoop.of($0)?.takeHead($1, HTTPLoop.data($2, $3))) },
            { HTTPLoop.verdict(HTTPLoop.of($0)?.takeBody($1, HTTPLoop.data($2, $3))) })
        while true {
            for command in commands() {
                switch command {
                case .start(let exchange) where isOpen == 0:
                    exchange.events.yield(.end(.lost("libcurl doesn't start")))
                    exchange.events.finish()
                case .start(let exchange):
                    exchanges[exchange.number] = exchange
                    start(exchange.number)
                case .cancel(let number): finish(number, .cancelled)
                case .resume(let number):
                    exchanges[number]?.heard()
                    if let transfer = transfers[number] { ccurl_resume(transfer) }
                }
            }
            guard isOpen != 0 else {
                Thread.sleep(forTimeInterval: 0.1)
                continue
            }
            ccurl_perform()
            takeComplete()
            ccurl_wait(Int32(endSilent()))
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> HTTPLoop? {
        context.map { Unmanaged<HTTPLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    /// What is wanted of a transfer after some of its bytes came.
    private enum Wish {
        case more, pause, stop
    }

    private static func verdict(_ wish: Wish?) -> Int32 {
        switch wish {
        case .more: Int32(CCURL_CONTINUE)
        case .pause: Int32(CCURL_PAUSE)
        case .stop, nil: Int32(CCURL_STOP)
        }
    }

    private static func data(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Data {
        bytes.map { Data(bytes: $0, count: count) } ?? Data()
    }

    // MARK: begin and end

    private func start(_ number: UInt64) {
        guard let request = exchanges[number]?.request else { return }
        // A line break in a value would begin another header.
        let lines = request.headers.map { name, value in
            "\(name): \(value.filter { !$0.isNewline })"
        }
        let texts = lines.map { strdup($0) }
        defer { for text in texts { free(text) } }
        let pointers = texts.map { UnsafePointer($0) }
        let body = request.body
        transfers[number] = pointers.withUnsafeBufferPointer { headers in
            guard let body else {
                return ccurl_start(number, request.url.absoluteString, headers.baseAddress, headers.count, nil, 0)
            }
            return body.withUnsafeBytes { bytes in
                ccurl_start(
                    number, request.url.absoluteString, headers.baseAddress, headers.count, bytes.baseAddress,
                    bytes.count)
            }
        }
        if transfers[number] == nil { finish(number, .lost("libcurl rejects the request")) }
    }

    private func finish(_ number: UInt64, _ failure: HTTPFailure?) {
        if let transfer = transfers.removeValue(forKey: number) { ccurl_end(transfer) }
        guard let exchange = exchanges.removeValue(forKey: number) else { return }
        exchange.events.yield(.end(failure))
        exchange.events.finish()
    }

    private func takeComplete() {
        var (number, reason) = (UInt64(0), Int32(0))
        while let transfer = ccurl_next_complete(&number, &reason) {
            let text = ccurl_message(transfer).map { String(cString: $0) } ?? ""
            switch exchanges[number]?.verdict {
            case .excess(let text):
                finish(number, .excess(text))
                continue
            case .redirect: reason = Int32(CCURL_DONE)
            case nil: break
            }
            switch Int(reason) {
            case CCURL_DONE: finishOrFollow(number)
            case CCURL_REFUSED: finish(number, .refused)
            case CCURL_UNKNOWN_HOST: finish(number, .unknownHost)
            case CCURL_INSECURE: finish(number, .insecure(text))
            default: finish(number, .lost(text))
            }
        }
    }

    /// Ends a request whose answer is complete, or follows the answer if it is a redirect.
    private func finishOrFollow(_ number: UInt64) {
        guard let next = redirected(number) else {
            exchanges[number]?.tellHead()
            return finish(number, nil)
        }
        guard exchanges[number]?.redirects ?? 0 <= Self.mostRedirects else {
            return finish(number, .excess("too many HTTP redirects"))
        }
        if let transfer = transfers.removeValue(forKey: number) { ccurl_end(transfer) }
        exchanges[number]?.request = next
        exchanges[number]?.head = nil
        exchanges[number]?.verdict = nil
        start(number)
    }

    /// Returns the request that follows a redirect; nil if it isn't followed.
    private func redirected(_ number: UInt64) -> HTTPRequest? {
        guard let exchange = exchanges[number], let head = exchange.head, !exchange.isTold, head.isRedirect,
            let location = head["location"],
            let url = URL(string: location, relativeTo: exchange.request.url)?.absoluteURL
        else { return nil }
        exchanges[number]?.redirects += 1
        return exchange.redirection(head, HTTPRequest(url))
    }

    /// Ends requests that were silent or took too long. Returns the milliseconds until the next one may be.
    private func endSilent() -> Int {
        var sleep = Self.longestSleep
        for (number, exchange) in exchanges {
            let (rest, failure) = exchange.rest
            if rest <= 0 {
                finish(number, failure)
            } else {
                sleep = min(sleep, Int((min(rest, 60) * 1000).rounded(.up)))
            }
        }
        return sleep
    }

    // MARK: what comes

    private func takeHead(_ number: UInt64, _ bytes: Data) -> Wish {
        if let excess = exchanges[number]?.count(line: bytes.count) {
            exchanges[number]?.verdict = .excess(excess)
            return .stop
        }
        // Lines behind a body are counted, no more.
        guard let exchange = exchanges[number], !exchange.isTold else { return .more }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
        if let head = HTTPHead(statusLine: line) {
            exchanges[number]?.head = head
        } else if !line.isEmpty {
            exchanges[number]?.head?.take(line)
        } else if let head = exchange.head, head.status >= 200 {
            // The body of a redirect isn't needed, and it may have no end.
            if head.isRedirect {
                exchanges[number]?.verdict = .redirect
                return .stop
            }
            exchanges[number]?.tellHead()
        }
        return .more
    }

    private func takeBody(_ number: UInt64, _ data: Data) -> Wish {
        guard let exchange = exchanges[number], exchange.isTold else { return .stop }
        guard exchange.backlog.bytes.withLock({ $0.add(data.count) }) else { return .pause }
        let count = exchanges[number]?.count(body: data.count) ?? 0
        exchange.events.yield(.body(data.prefix(count)))
        guard count < data.count else { return .more }
        exchanges[number]?.verdict = .excess("it sent more than \(exchange.bounds.bodyBytes >> 20) MB")
        return .stop
    }
}
