import CCurses

/// Signals that concern the screen: the terminal's size, asking to end, stopping and going on.
package enum TerminalSignals {
    /// Keeps them away from the calling thread and from threads that it starts later, so that they reach the screen's.
    package static func block() {
        ccurses_signals_block()
    }
}
