import CCurses

/// The sequences that are sent to the terminal besides those of curses: modes that terminfo has no names for. Terminals
/// ignore those that they don't know.
struct TerminalCapabilities {
    /// True if it understands ECMA-48's control sequences, as all but very old terminals do.
    let hasControlSequences: Bool
    /// True if it has a title, a clipboard and answers, like xterm.
    let isLikeXterm: Bool

    /// Creates the capabilities of a terminal that understands nothing.
    init() {
        hasControlSequences = false
        isLikeXterm = false
    }

    /// Finds the capabilities of the terminal that curses was started on.
    init(type: String) {
        let moves = ccurses_capability("cup").map { String(cString: $0) } ?? ""
        hasControlSequences = moves.hasPrefix("\u{1B}[")
        isLikeXterm = hasControlSequences && !Self.simple.contains { type.hasPrefix($0) }
    }

    private static let simple = [
        "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "linux", "cons25", "pcansi", "cygwin", "hurd", "mach", "sun",
    ]

    /// True if it answers questions; else they might leave garbage on the screen.
    var answersQuestions: Bool { isLikeXterm }

    /// The sequence that switches bracketed paste on.
    var enter: String { hasControlSequences ? "\u{1B}[?2004h" : "" }

    /// The sequence before a frame, so that terminals that know it show the whole frame at once.
    var frameStart: String { isLikeXterm ? "\u{1B}[?2026h" : "" }
    /// The sequence after a frame.
    var frameEnd: String { isLikeXterm ? Self.synchronizedOff : "" }

    /// Returns the sequences that restore the modes from before the session. `shown` is the last frame.
    func leave(_ shown: Frame?) -> String {
        guard hasControlSequences else { return "" }
        let mouse = shown?.reportsMouse == true ? Self.mouseOff : ""
        let title = isLikeXterm && shown?.title.isEmpty == false ? Self.titleBack : ""
        return mouse + title + Self.pasteOff
    }

    /// Returns the sequences that change the modes of one frame to those of another.
    func changes(from before: Frame?, to frame: Frame) -> String {
        guard hasControlSequences else { return "" }
        var text = ""
        if frame.reportsMouse != (before?.reportsMouse ?? false) {
            text += frame.reportsMouse ? Self.mouseOn : Self.mouseOff
        }
        if isLikeXterm, !frame.title.isEmpty, frame.title != before?.title {
            let shown = String(
                frame.title.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
            if before?.title.isEmpty ?? true { text += Self.titleKept }
            text += "\u{1B}]2;\(shown)\u{1B}\\"
        }
        return text
    }

    /// Returns the sequence that puts text into the clipboard; nil if that can't work.
    func clipboard(_ text: String) -> String? {
        // The limit of xterm.
        guard isLikeXterm, text.utf8.count <= 74_000 else { return nil }
        return "\u{1B}]52;c;\(base64(text.utf8))\u{1B}\\"
    }

    /// The sequences that undo everything after a crash. Switching off what was never on does no harm.
    var crashBytes: [UInt8] {
        var text = hasControlSequences ? Self.synchronizedOff + Self.mouseOff + Self.pasteOff : ""
        for name in ["sgr0", "op", "rmkx", "cnorm", "rmcup"] {
            if let string = ccurses_capability(name) { text += Self.withoutPadding(String(cString: string)) }
        }
        return Array((text + "\r\n").utf8)
    }

    private static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
    private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l"
    private static let pasteOff = "\u{1B}[?2004l"
    private static let synchronizedOff = "\u{1B}[?2026l"
    private static let titleKept = "\u{1B}[22;2t"
    private static let titleBack = "\u{1B}[23;2t"

    /// Returns a string of terminfo's without waits, which are written as `$<5>`.
    private static func withoutPadding(_ string: String) -> String {
        string.replacing(#/\$<[0-9.]+[*\/]*>/#, with: "")
    }
}

/// Returns bytes in base 64 (RFC 4648).
func base64(_ bytes: some Collection<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        let group = rest.prefix(3)
        rest = rest.dropFirst(3)
        var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        bits <<= UInt32(8 * (3 - group.count))
        for place in 0..<4 {
            text.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
