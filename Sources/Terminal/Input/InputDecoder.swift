/// Turns the bytes that a terminal sends into events, however the bytes are split into reads.
///
/// It knows what xterm, rxvt, the Linux console, tmux and kitty send, and the terminal's own keys from terminfo.
/// Answers to questions (OSC, DCS, APC, reports) are dropped, so that a late answer is never taken for typing.
///
/// Only two things depend on time, and `flush()` settles them: whether an escape is a key or begins a sequence, and
/// whether a paste without an end is over. A base and the marks that follow it are one character if they come in one
/// read.
package struct InputDecoder: Sendable {
    private enum Mode {
        case keys
        case paste(PasteCollector)
        /// Inside an answer that is dropped.
        case answer(endsWithBackslash: Bool)
    }

    let keys: KeySequences
    /// The bytes that aren't decoded yet. There are none except in the mode of keys.
    var pending: [UInt8] = []
    private var mode = Mode.keys

    /// Creates a decoder. `keys` has the sequences of the terminal's keys from terminfo.
    package init(keys: [[UInt8]: Key] = [:]) {
        self.keys = KeySequences(keys)
    }

    /// True if something has begun whose end hasn't come.
    package var isWaiting: Bool { patience != nil }

    /// The silence after which `flush()` should be called; nil if nothing waits.
    package var patience: Duration? {
        switch mode {
        case .paste: .seconds(1)
        case .answer: .milliseconds(250)
        case .keys where pending.isEmpty: nil
        // An escape alone, or with a byte that may begin a sequence or be a key held with Alt.
        case .keys where pending.count <= 2 && pending.first == 0x1B: .milliseconds(25)
        case .keys: .milliseconds(100)
        }
    }

    /// Returns the events that these bytes complete.
    package mutating func decode(_ bytes: some Collection<UInt8>) -> [TerminalEvent] {
        pending.append(contentsOf: bytes)
        return consume(isFinal: false)
    }

    /// Returns the events of the bytes so far, because no more are coming.
    package mutating func flush() -> [TerminalEvent] {
        var events = consume(isFinal: true)
        if case .paste(let collector) = mode { events += collector.unfinished.map { [.paste($0)] } ?? [] }
        mode = .keys
        return events
    }

    private mutating func consume(isFinal: Bool) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var index = 0
        reading: while index < pending.count {
            switch mode {
            case .paste(var collector):
                mode = .keys  // So that the collector's bytes aren't copied.
                if let end = collector.append(pending[index...]) {
                    index = end
                    if let text = collector.finished { events.append(.paste(text)) }
                } else {
                    index = pending.count
                    mode = .paste(collector)
                }
            case .answer(let endsWithBackslash):
                index = skipAnswer(from: index, endsWithBackslash: endsWithBackslash)
            case .keys:
                switch step(at: index, isFinal: isFinal) {
                case .wait: break reading
                case .text(let text, let length):
                    for character in text { events.append(.key(Key(character))) }
                    index += length
                case .event(let event, let length):
                    events.append(event)
                    index += length
                case .ignored(let length): index += length
                case .paste(let length):
                    mode = .paste(PasteCollector())
                    index += length
                case .answer(let length):
                    mode = .answer(endsWithBackslash: false)
                    index += length
                }
            }
        }
        pending.removeFirst(index)
        return events
    }

    /// Skips an answer up to BEL or ST. CAN, SUB and any other sequence end it too.
    private mutating func skipAnswer(from start: Int, endsWithBackslash: Bool) -> Int {
        if endsWithBackslash {
            mode = .keys
            // Not ST: the skipped escape begins something else.
            if pending[start] != UInt8(ascii: "\\") {
                pending.insert(0x1B, at: start)
                return start
            }
            return start + 1
        }
        guard let end = pending[start...].firstIndex(where: { [0x07, 0x18, 0x1A, 0x1B].contains($0) }) else {
            return pending.count
        }
        mode = pending[end] == 0x1B ? .answer(endsWithBackslash: true) : .keys
        return end + 1
    }
}

extension InputDecoder {
    /// What the bytes at a place are, with their number.
    enum Step {
        case wait
        case text(String, Int)
        case event(TerminalEvent, Int)
        case ignored(Int)
        /// The mark at the start of a paste.
        case paste(Int)
        /// The start of an answer.
        case answer(Int)

        static func key(_ key: Key, _ length: Int) -> Step { .event(.key(key), length) }
    }

    private func step(at index: Int, isFinal: Bool) -> Step {
        let byte = pending[index]
        if byte == 0x1B { return escape(at: index, isFinal: isFinal) }
        if let key = Self.controlKey(byte) { return .key(key, 1) }
        return text(at: index, isFinal: isFinal)
    }

    /// Returns the text up to the next control character.
    private func text(at start: Int, isFinal: Bool) -> Step {
        var text = String.UnicodeScalarView()
        var index = start
        while index < pending.count, pending[index] >= 0x20, pending[index] != 0x7F {
            switch UTF8Scalar(pending[index...]) {
            case .complete(let scalar, let length):
                // C1 controls aren't text.
                if !(0x80..<0xA0).contains(scalar.value) { text.append(scalar) }
                index += length
            case .broken(let length):
                text.append("\u{FFFD}")
                index += length
            case .incomplete where isFinal:
                text.append("\u{FFFD}")
                index = pending.count
            case .incomplete:
                return index == start ? .wait : .text(String(text), index - start)
            }
        }
        return .text(String(text), index - start)
    }

    /// Returns the key that sends a control byte; nil for other bytes.
    static func controlKey(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x00: Key(" ", .control)
        case 0x08, 0x7F: Key(.backspace)
        case 0x09: Key(.tab)
        case 0x0D: Key(.enter)
        case 0x1B: Key(.escape)
        case 0x01...0x1A: Key(Character(Unicode.Scalar(byte + 0x60)), .control)
        case 0x1C...0x1F: Key(Character(Unicode.Scalar(byte + 0x40)), .control)
        default: nil
        }
    }
}

/// The scalar of UTF-8 at the start of some bytes.
enum UTF8Scalar {
    case complete(Unicode.Scalar, Int)
    /// The number of bytes that one replacement character stands for (Unicode 3.9, "maximal subparts").
    case broken(Int)
    case incomplete

    init(_ bytes: ArraySlice<UInt8>) {
        let lead = bytes[bytes.startIndex]
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case ..<0x80: (second, length) = (0x80...0xBF, 1)
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default:
            self = .broken(1)
            return
        }
        var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<max(1, length) {
            guard offset < bytes.count else {
                self = .incomplete
                return
            }
            let byte = bytes[bytes.startIndex + offset]
            guard (offset == 1 ? second : 0x80...0xBF).contains(byte) else {
                self = .broken(offset)
                return
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        self = Unicode.Scalar(value).map { .complete($0, length) } ?? .broken(length)
    }
}
