/// An event of the mouse.
package struct MouseEvent: Sendable, Hashable {
    /// The action.
    package enum Action: Sendable, Hashable {
        /// The left button went down, moved while down, or came up.
        case press, drag, release
        /// The wheel turned by one notch.
        case scrollUp, scrollDown
    }

    /// The action.
    package var action: Action
    /// The cell under the pointer.
    package var position: Position

    /// Creates an event.
    package init(_ action: Action, at position: Position) {
        self.action = action
        self.position = position
    }
}

/// An event from the terminal.
package enum TerminalEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted. All of it is in one event, with LF for line ends; control characters are still in it.
    case paste(String)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// The terminal has another size.
    case resized(Size)
    /// The program has the terminal again, after Ctrl-Z or after another program had it.
    case resumed
    /// The program is asked to end (TERM, HUP), or the terminal is gone.
    case terminated
}
