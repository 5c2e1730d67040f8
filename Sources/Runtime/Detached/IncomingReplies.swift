import Lanes

/// Bytes that an engine's process has sent, and the replies in them that aren't handed out yet.
struct IncomingReplies {
    struct Mistake: Error {
        var reason: String
    }

    private(set) var hasGreeted = false
    /// True if a question was answered at least in part.
    private(set) var hasReplied = false
    private var start: [UInt8] = []
    private var frames = FrameReader()

    /// The longest banner, in bytes, that a machine may print before the greeting.
    private static let longestBanner = 64 << 10

    mutating func take(_ bytes: ArraySlice<UInt8>, handOut: (EngineReply, UInt32) -> Void) throws(Mistake) {
        if hasGreeted {
            frames.append(bytes)
        } else {
            start += bytes
            guard let rest = try greeting() else { return }
            hasGreeted = true
            frames.append(rest)
            start = []
        }
        while true {
            let frame: EngineFrame?
            do throws(FrameReader.NoFrame) {
                frame = try frames.next()
            } catch {
                throw Mistake(reason: "it sent something that isn't a message")
            }
            guard let frame else { return }
            guard let reply = EngineReply(frame) else {
                throw Mistake(reason: "it sent a message that can't be understood")
            }
            hasReplied = true
            handOut(reply, frame.number)
        }
    }

    /// Returns the bytes after the greeting; nil if it hasn't come yet.
    private func greeting() throws(Mistake) -> ArraySlice<UInt8>? {
        var line = start[...]
        while let end = line.firstIndex(of: UInt8(ascii: "\n")) {
            let text = String(decoding: line[..<end], as: UTF8.self)
            line = line[(end + 1)...]
            // A banner may end without a line break.
            guard let range = text.range(of: "lathe engine ") else { continue }
            let found = text[range.lowerBound...].filter { $0 != "\r" }
            guard found == EngineGreeting.line else {
                throw Mistake(
                    reason:
                        "it sends `\(found.prefix(60))` but this Lathe needs `\(EngineGreeting.line)`; use the same version on both sides"
                )
            }
            return line
        }
        guard start.count < Self.longestBanner else {
            throw Mistake(reason: "it isn't `lathe engine`: it sends something else")
        }
        return nil
    }
}
