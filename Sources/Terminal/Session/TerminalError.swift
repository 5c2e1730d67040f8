/// Why the screen can't be shown.
package enum TerminalError: Error, Sendable, Hashable {
    /// A standard stream is a file or a pipe.
    case notATerminal(stream: String)
    /// The environment doesn't name the terminal's type.
    case noTerminalType
    /// The type of terminal isn't known.
    case unknownTerminalType(String)
    /// The type of terminal can't move its cursor.
    case unableTerminalType(String)
    /// The system refused something.
    case system(action: String, reason: String)
}

extension TerminalError: CustomStringConvertible {
    /// What happened, and what to do.
    package var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal, so there is no screen to work on. Start it in a terminal, without < or |."
        case .noTerminalType:
            "TERM is not set, so Lathe doesn't know what the terminal can do. Set it, as in: export TERM=xterm-256color"
        case .unknownTerminalType(let name):
            "No description of the terminal \u{201C}\(name)\u{201D} (TERM) is installed. Install it (ncurses-term has many), "
                + "or choose a known one, as in: export TERM=xterm-256color"
        case .unableTerminalType(let name):
            "The terminal \u{201C}\(name)\u{201D} (TERM) can't move its cursor, which the screen needs. "
                + "If TERM is wrong, set it to the right type, as in: export TERM=xterm-256color"
        case .system(let action, let reason):
            "The system refused to \(action): \(reason)."
        }
    }
}
