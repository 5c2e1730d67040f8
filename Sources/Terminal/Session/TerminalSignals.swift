import CCurses

/// The signals of the screen: the terminal's size, ending, stopping and continuing.
package enum TerminalSignals {
    /// Blocks these signals in the calling thread and in threads that it starts later, so that they reach the screen's
    /// thread.
    package static func block() {
        ccurses_signals_block()
    }
}
