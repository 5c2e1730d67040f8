/// What the mouse did.
package struct MouseEvent: Sendable, Hashable {
    /// What happened.
    package enum Action: Sendable, Hashable {
        /// The left button went down, moved while down, or came up.
        case press, drag, release
        /// The wheel turned by one notch.
        case scrollUp, scrollDown
    }

    /// What happened.
    package var action: Action
    /// The cell under the pointer.
    package var position: Position

    /// Something that happened over a cell.
    package init(_ action: Action, at position: Position) {
        self.action = action
        self.position = position
    }
}

/// What comes from the terminal.
package enum TerminalEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted, all of it in one event, with LF for line ends; controls are still in it.
    case paste(String)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// The terminal has another size.
    case resized(Size)
    /// The program is back after Ctrl-Z or another program had the terminal.
    case resumed
    /// The program is asked to end (TERM, HUP), or the terminal is gone.
    case terminated
}
