import CCurses

/// The sequences of one terminal's keys, as a tree of bytes.
struct KeySequences: Sendable {
    private struct Node {
        var next: [UInt8: Int] = [:]
        var key: Key?
    }

    private var nodes = [Node()]

    /// Creates the tree. Sequences that don't begin with an escape, or are only an escape, are left out: they are other
    /// keys already.
    init(_ sequences: [[UInt8]: Key]) {
        for (sequence, key) in sequences where sequence.first == 0x1B && sequence.count > 1 {
            var node = 0
            for byte in sequence {
                if let next = nodes[node].next[byte] {
                    node = next
                } else {
                    nodes.append(Node())
                    nodes[node].next[byte] = nodes.count - 1
                    node = nodes.count - 1
                }
            }
            nodes[node].key = key
        }
    }

    /// Returns the longest key at the start of the bytes with its length, and whether more bytes could make a longer
    /// one.
    func match(_ bytes: ArraySlice<UInt8>) -> (found: (key: Key, length: Int)?, mayContinue: Bool) {
        var node = 0
        var found: (Key, Int)?
        for (length, byte) in zip(1..., bytes) {
            guard let next = nodes[node].next[byte] else { return (found, false) }
            node = next
            if let key = nodes[node].key { found = (key, length) }
        }
        return (found, !nodes[node].next.isEmpty)
    }
}

extension InputDecoder {
    /// The names in terminfo(5). Function keys above F12 are left out, since on most terminals they are the lower ones
    /// with a modifier.
    private static let capabilities: [(String, Key)] =
        [
            ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
            ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
            ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.tab, .shift)),
        ] + (1...12).map { ("kf\($0)", Key(.function($0))) }

    /// Returns the keys that terminfo has for the terminal that curses was started on.
    static func terminalKeys() -> [[UInt8]: Key] {
        var keys: [[UInt8]: Key] = [:]
        for (name, key) in capabilities {
            if let sequence = ccurses_capability(name) { keys[Array(String(cString: sequence).utf8)] = key }
        }
        return keys
    }
}
