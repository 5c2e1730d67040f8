#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The environment's variables about the terminal.
package struct TerminalEnvironment: Sendable, Hashable {
    /// TERM: the type of the terminal.
    package var type: String
    /// NO_COLOR: colours aren't wanted (no-color.org).
    package var refusesColors: Bool
    /// COLORFGBG: the colours of text and ground, as rxvt and others set them.
    package var colors: String

    /// Creates an environment.
    package init(type: String, refusesColors: Bool = false, colors: String = "") {
        self.type = type
        self.refusesColors = refusesColors
        self.colors = colors
    }

    /// The environment of this process.
    package static var current: TerminalEnvironment {
        func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        return TerminalEnvironment(
            type: value("TERM"), refusesColors: !value("NO_COLOR").isEmpty, colors: value("COLORFGBG"))
    }

    /// The ground by `colors`, whose last number is the background's among the 16 colours; nil if it doesn't say.
    var ground: Theme.Ground? {
        guard let number = colors.split(separator: ";").last.flatMap({ Int($0) }), (0...15).contains(number) else {
            return nil
        }
        return number == 7 || number > 8 ? .light : .dark
    }
}
