import Foundation
import Terminal
import TextLayout

/// The size of the terminal that an output goes to.
package struct TerminalSize {
    /// The width in cells.
    package var columns: Int
    /// The height in cells.
    package var rows: Int
    /// Whether the output goes to a terminal that can do more than print.
    package var isTerminal: Bool
    /// The characters that it can show.
    package var glyphs: Glyphs
    /// True if it shows colours, and the user hasn't refused them (no-color.org).
    package var showsColors: Bool { isTerminal && !TerminalEnvironment.current.refusesColors }

    /// The present size; 100 columns if standard output isn't a terminal and `COLUMNS` doesn't say otherwise.
    package static var current: TerminalSize { size(of: STDOUT_FILENO) }
    /// The size of the terminal that standard error goes to.
    package static var ofErrors: TerminalSize { size(of: STDERR_FILENO) }

    private static func size(of descriptor: Int32) -> TerminalSize {
        let environment = ProcessInfo.processInfo.environment
        var size = winsize()
        let isTerminal = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        let isKnown = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUTF8 = locale.uppercased().replacing("-", with: "").contains("UTF8")
        return TerminalSize(
            columns: isKnown
                ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) }.map { $0 > 0 ? $0 : 100 } ?? 100,
            rows: isKnown ? Int(size.ws_row) : 24, isTerminal: isTerminal, glyphs: isUTF8 ? .unicode : .ascii)
    }
}
