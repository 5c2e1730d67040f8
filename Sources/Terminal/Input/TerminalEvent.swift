/// What the mouse did.
public struct MouseEvent: Sendable, Hashable {
    /// What happened.
    public enum Action: Sendable, Hashable {
        /// The left button went down, moved while down, or came up.
        case press, drag, release
        /// The wheel turned by one notch.
        case scrollUp, scrollDown
    }

    /// What happened.
    public var action: Action
    /// The cell under the pointer.
    public var position: Position

    /// Something that happened over a cell.
    public init(_ action: Action, at position: Position) {
        self.action = action
        self.position = position
    }
}

/// What comes from the terminal.
public enum TerminalEvent: Sendable, Hashable {
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
