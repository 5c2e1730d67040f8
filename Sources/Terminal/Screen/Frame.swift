/// What the terminal is to show: cells, cursor and modes. A session sends only what differs from the frame before.
public struct Frame: Sendable, Hashable {
    /// The cells.
    public var canvas: Canvas
    /// Where the cursor blinks; nil hides it.
    public var cursor: Position?
    /// Whether the terminal reports the mouse, which takes its own selection away.
    public var reportsMouse: Bool
    /// The title of the terminal's window; empty leaves it.
    public var title: String

    /// A frame without a cursor, mouse or title unless said otherwise.
    public init(canvas: Canvas, cursor: Position? = nil, reportsMouse: Bool = false, title: String = "") {
        self.canvas = canvas
        self.cursor = cursor
        self.reportsMouse = reportsMouse
        self.title = title
    }
}
