import CCurses

/// Puts a terminal's modes back in a crash, for a program that changes them without a screen. There is one terminal.
package enum CrashedModes {
    /// Remembers the modes of a terminal as they are now, and restores them in a crash.
    package static func keep(of terminal: Int32) {
        guard ccurses_save_modes(terminal) == 0 else { return }
        ccurses_crash_arm(terminal, "", 0, "")
    }

    /// Leaves the terminal alone from now on.
    package static func forget() { ccurses_crash_disarm() }
}
