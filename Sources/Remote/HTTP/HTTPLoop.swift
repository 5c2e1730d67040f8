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
            context, { HTTPLoop.of($0)?.takeHead($1, HTTPLoop.data($2, $3)) },
            { HTTPLoop.of($0)?.takeBody($1, HTTPLoop.data($2, $3)) })
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
            switch Int(reason) {
            case CCURL_DONE:
                if let next = redirected(number, transfer) {
                    guard exchanges[number]?.redirects ?? 0 <= Self.mostRedirects else {
                        finish(number, .lost("too many HTTP redirects"))
                        continue
                    }
                    ccurl_end(transfer)
                    transfers[number] = nil
                    exchanges[number]?.request = next
                    exchanges[number]?.head = nil
                    start(number)
                } else {
                    tellHead(number)
                    finish(number, nil)
                }
            case CCURL_REFUSED: finish(number, .refused)
            case CCURL_UNKNOWN_HOST: finish(number, .unknownHost)
            case CCURL_INSECURE: finish(number, .insecure(text))
            default: finish(number, .lost(text))
            }
        }
    }

    /// Returns the request that follows a redirect; nil if it isn't followed.
    private func redirected(_ number: UInt64, _ transfer: OpaquePointer) -> HTTPRequest? {
        guard let exchange = exchanges[number], let head = exchange.head, !exchange.isTold,
            let location = ccurl_location(transfer), let url = URL(string: String(cString: location))
        else { return nil }
        exchanges[number]?.redirects += 1
        return exchange.redirection(head, HTTPRequest(url))
    }

    /// Ends requests that were silent for too long. Returns the milliseconds until the next one may be.
    private func endSilent() -> Int {
        var sleep = Self.longestSleep
        for (number, exchange) in exchanges {
            let rest = exchange.timeout - exchange.lastByte.duration(to: .now) / .seconds(1)
            if rest <= 0 {
                finish(number, .timedOut(seconds: exchange.timeout))
            } else {
                sleep = min(sleep, Int((min(rest, 60) * 1000).rounded(.up)))
            }
        }
        return sleep
    }

    // MARK: what comes

    private func takeHead(_ number: UInt64, _ bytes: Data) {
        guard let exchange = exchanges[number], !exchange.isTold else { return }
        exchanges[number]?.lastByte = .now
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
        if let head = HTTPHead(statusLine: line) {
            exchanges[number]?.head = head
        } else if !line.isEmpty {
            exchanges[number]?.head?.take(line)
        } else if let status = exchange.head?.status, status >= 200, !(300..<400).contains(status) {
            // The head of a redirect is reported at its end, if the redirect isn't followed.
            tellHead(number)
        }
    }

    private func tellHead(_ number: UInt64) {
        guard let exchange = exchanges[number], !exchange.isTold, let head = exchange.head else { return }
        exchanges[number]?.isTold = true
        exchange.events.yield(.head(head))
    }

    private func takeBody(_ number: UInt64, _ data: Data) {
        guard let exchange = exchanges[number] else { return }
        exchanges[number]?.lastByte = .now
        // The body of a redirect isn't needed.
        guard exchange.isTold else { return }
        exchange.received.bytes.add(data.count, ordering: .relaxed)
        exchange.events.yield(.body(data))
    }
}
