#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the environment says of the terminal.
package struct TerminalEnvironment: Sendable, Hashable {
    /// TERM: the type of the terminal.
    package var type: String
    /// NO_COLOR: colours aren't wanted (no-color.org).
    package var refusesColors: Bool
    /// COLORFGBG: colours of text and ground, as rxvt and others tell.
    package var colors: String

    /// An environment by its parts.
    package init(type: String, refusesColors: Bool = false, colors: String = "") {
        self.type = type
        self.refusesColors = refusesColors
        self.colors = colors
    }

    /// The process's own.
    package static var current: TerminalEnvironment {
        func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        return TerminalEnvironment(
            type: value("TERM"), refusesColors: !value("NO_COLOR").isEmpty, colors: value("COLORFGBG"))
    }

    /// The ground that `colors` names: its last number is the background's of the 16 colours.
    var ground: Theme.Ground? {
        guard let number = colors.split(separator: ";").last.flatMap({ Int($0) }), (0...15).contains(number) else {
            return nil
        }
        return number == 7 || number > 8 ? .light : .dark
    }
}
