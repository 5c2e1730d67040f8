/// What the terminal shall show: cells, cursor and modes. A session sends only the differences from the frame before.
package struct Frame: Sendable, Hashable {
    /// The cells.
    package var canvas: Canvas
    /// The cell of the cursor; nil hides it.
    package var cursor: Position?
    /// True if the terminal reports the mouse. It then selects no text by itself.
    package var reportsMouse: Bool
    /// The title of the terminal's window; an empty one leaves it.
    package var title: String

    /// Creates a frame, by default without cursor, mouse and title.
    package init(canvas: Canvas, cursor: Position? = nil, reportsMouse: Bool = false, title: String = "") {
        self.canvas = canvas
        self.cursor = cursor
        self.reportsMouse = reportsMouse
        self.title = title
    }
}
