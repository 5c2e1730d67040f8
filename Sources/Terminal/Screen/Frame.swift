/// What the terminal is to show: cells, cursor and modes. A session sends only what differs from the frame before.
package struct Frame: Sendable, Hashable {
    /// The cells.
    package var canvas: Canvas
    /// Where the cursor blinks; nil hides it.
    package var cursor: Position?
    /// Whether the terminal reports the mouse, which takes its own selection away.
    package var reportsMouse: Bool
    /// The title of the terminal's window; empty leaves it.
    package var title: String

    /// A frame without a cursor, mouse or title unless said otherwise.
    package init(canvas: Canvas, cursor: Position? = nil, reportsMouse: Bool = false, title: String = "") {
        self.canvas = canvas
        self.cursor = cursor
        self.reportsMouse = reportsMouse
        self.title = title
    }
}
