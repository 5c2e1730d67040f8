/// Makes whole characters of tokens' bytes and looks for stop strings across token borders.
///
/// Works on bytes: UTF-8 synchronises itself, so a stop string that is found in bytes stands there in characters too.
package struct TextAssembler {
    private let stops: [[UInt8]]
    /// Everything generated, without a stop string and what follows it.
    package private(set) var bytes: [UInt8] = []
    /// Where each token ends in `bytes`, before a stop string cut.
    package private(set) var tokenEnds: [Int] = []
    private var sent = 0
    /// UTF-8 bytes of all shown text; more than `sent` where bytes that are no character became U+FFFD.
    private var shown = 0
    /// Tokens whose bytes are all shown, or cut away by a stop string.
    private var shownTokens = 0
    /// True if a stop string came.
    package private(set) var isStopped = false

    /// Creates an empty text that ends before the first of `stops`. Empty stop strings are ignored.
    package init(stops: [String]) {
        self.stops = stops.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    /// The text so far; bytes that are no character become U+FFFD.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Tokens that lie wholly before a stop string, and the text between the last of them and it.
    package var cut: (tokens: Int, rest: String) {
        let whole = tokenEnds.prefix { $0 <= bytes.count }
        return (whole.count, String(decoding: bytes[(whole.last ?? 0)...], as: UTF8.self))
    }

    /// Characters that can be shown, and where in all shown text the tokens end that are complete with them, in UTF-8 bytes.
    package struct Piece: Equatable {
        /// The characters.
        package var text = ""
        /// Where tokens end in all shown text, in UTF-8 bytes: those tokens that are complete with these characters.
        package var tokenEnds: [Int] = []
    }

    /// Takes a token's bytes; returns the characters that can be shown because no stop string can take them back.
    package mutating func append(_ token: [UInt8]) -> Piece {
        let from = sent
        bytes += token
        tokenEnds.append(bytes.count)
        if let stop = firstStop(from: from) {
            bytes.removeSubrange(stop...)
            isStopped = true
            return take(upTo: bytes.count)
        }
        return take(upTo: lastWholeCharacter(before: bytes.count - heldBack(from: from)))
    }

    /// Returns what was held back, at the end of a generation.
    package mutating func flush() -> Piece {
        take(upTo: bytes.count)
    }

    private mutating func take(upTo end: Int) -> Piece {
        let text = end > sent ? String(decoding: bytes[sent..<end], as: UTF8.self) : ""
        var piece = Piece(text: text)
        while shownTokens < tokenEnds.count, tokenEnds[shownTokens] <= max(sent, end) {
            piece.tokenEnds.append(shown + shownBytes(upTo: tokenEnds[shownTokens], of: text, end: end))
            shownTokens += 1
        }
        shown += text.utf8.count
        sent = max(sent, end)
        return piece
    }

    /// Returns how many bytes of the shown text stand before `place`, an offset in `bytes`. `text` shows the bytes from
    /// `sent` to `end`.
    private func shownBytes(upTo place: Int, of text: String, end: Int) -> Int {
        if place <= sent { return 0 }
        if text.utf8.count == end - sent { return place - sent }
        return min(String(decoding: bytes[sent..<place], as: UTF8.self).utf8.count, text.utf8.count)
    }

    private func firstStop(from start: Int) -> Int? {
        guard !stops.isEmpty else { return nil }
        return (start..<bytes.count).first { index in
            stops.contains { bytes[index...].starts(with: $0) }
        }
    }

    /// Length of the longest end of the text that begins a stop string.
    private func heldBack(from start: Int) -> Int {
        let longest = min(bytes.count - start, (stops.map(\.count).max() ?? 1) - 1)
        guard longest > 0 else { return 0 }
        return (1...longest).reversed().first { length in
            let end = bytes[(bytes.count - length)...]
            return stops.contains { $0.starts(with: end) }
        } ?? 0
    }

    /// `end`, or the start of a character that begins before it and isn't complete.
    private func lastWholeCharacter(before end: Int) -> Int {
        for length in 1...3 where end - length >= sent {
            let byte = bytes[end - length]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return needed > length ? end - length : end
        }
        return end
    }
}
