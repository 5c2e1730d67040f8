import Foundation
import Terminal
import TextLayout

/// The size of the terminal that standard output goes to.
package struct TerminalSize {
    /// The width in cells.
    package var columns: Int
    /// The height in cells.
    package var rows: Int
    /// Whether standard output is a terminal that can do more than print.
    package var isTerminal: Bool
    /// The characters that it can show.
    package var glyphs: Glyphs
    /// True if standard output shows colours, and the user hasn't refused them (no-color.org).
    package var showsColors: Bool { isTerminal && !TerminalEnvironment.current.refusesColors }

    /// The present size; 100 columns if standard output isn't a terminal and `COLUMNS` doesn't say otherwise.
    package static var current: TerminalSize {
        let environment = ProcessInfo.processInfo.environment
        var size = winsize()
        let isTerminal = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
        let isKnown = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUTF8 = locale.uppercased().replacing("-", with: "").contains("UTF8")
        return TerminalSize(
            columns: isKnown
                ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) }.map { $0 > 0 ? $0 : 100 } ?? 100,
            rows: isKnown ? Int(size.ws_row) : 24, isTerminal: isTerminal, glyphs: isUTF8 ? .unicode : .ascii)
    }
}
