#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads and decodes what a terminal sends.
struct TerminalInput {
    let descriptor: Int32
    var decoder = InputDecoder()
    /// True if the terminal is gone.
    private(set) var isAtEnd = false
    private var lastRead = ContinuousClock.now
    /// Bytes that are read but not decoded yet.
    private var early: [UInt8] = []
    /// The time of a question whose answer hadn't come in time; nil if there is none.
    private var askedAt: ContinuousClock.Instant?
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// True if there are events without reading.
    var hasEarlyBytes: Bool { !early.isEmpty }

    /// The time at which an unfinished sequence is taken as it is; nil if there is none.
    var flushTime: ContinuousClock.Instant? { decoder.patience.map { lastRead + $0 } }

    /// Returns all events that have come, so that many keys are drawn at once. Reads at most 1 MB, so that the screen
    /// goes on.
    mutating func takeEvents() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        if !early.isEmpty {
            events = decoder.decode(early)
            early = []
        }
        var total = 0
        while !isAtEnd, total < 1 << 20, isReadable(descriptor, within: 0) {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { break }
            guard count > 0 else {
                isAtEnd = true
                break
            }
            total += count
            events += decoder.decode(buffer[..<count])
            lastRead = .now
        }
        if let flushTime, total == 0, flushTime <= .now { events += decoder.flush() }
        return events
    }

    /// Asks for the colour of the ground (OSC 11), and then for the terminal's kind, which all terminals answer: that
    /// answer ends the wait early. Typing that comes meanwhile is kept, and so are answers, which the decoder drops
    /// however late they come.
    mutating func askForGround(_ send: (String) -> Void) -> Theme.Ground? {
        send("\u{1B}]11;?\u{1B}\\\u{1B}[c")
        let deadline = ContinuousClock.now + .milliseconds(30)
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0, isReadable(descriptor, within: Int32(left.rounded(.up))) else { break }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            early += buffer[..<count]
            if GroundAnswer.hasEnded(early) { return GroundAnswer.ground(early) }
        }
        askedAt = .now
        return GroundAnswer.ground(early)
    }

    /// Drops an answer that may still come, so that it doesn't appear in the shell if the program ends soon.
    mutating func discardLateAnswer() {
        guard let askedAt, .now - askedAt < .seconds(1) else { return }
        self.askedAt = nil
        while !isAtEnd, isReadable(descriptor, within: 100) {
            guard read(descriptor, &buffer, buffer.count) > 0 else { return }
        }
    }
}

/// The answers of terminals to the question for the colour of their ground.
enum GroundAnswer {
    /// Returns whether the answer to the second question, `ESC [ ? … c`, is there.
    static func hasEnded(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(#/\x1B\[\?[0-9;]*c/#)
    }

    /// Returns the ground by the brightness of `rgb:RRRR/GGGG/BBBB`, with one to four digits each; nil without such an
    /// answer.
    static func ground(_ bytes: [UInt8]) -> Theme.Ground? {
        let answer = String(decoding: bytes, as: UTF8.self)
        let pattern = #/\x1B\]11;rgba?:([0-9a-fA-F]{1,4})\/([0-9a-fA-F]{1,4})\/([0-9a-fA-F]{1,4})/#
        guard let match = answer.firstMatch(of: pattern) else { return nil }
        let parts = [match.1, match.2, match.3].map { digits in
            Double(Int(digits, radix: 16) ?? 0) / Double(1 << (4 * digits.count) - 1)
        }
        // The weights of ITU-R BT.601.
        let brightness = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]
        return brightness > 0.5 ? .light : .dark
    }
}
