import Terminal

/// The parts of a lane's box.
struct LaneParts {
    var settings: Rectangle
    /// The pinned output above the new one; a line stands between them.
    var pinned: Rectangle?
    var text: Rectangle
    var status: Rectangle

    /// What a lane's box has room for, from top to bottom.
    init(of lane: Rectangle, isPinned: Bool) {
        let inner = lane.inset(columns: 2, rows: 1)
        let rest: Rectangle
        (settings, rest) = inner.splitTop(rows: 1)
        var body: Rectangle
        (body, status) = rest.splitBottom(rows: 1)
        if body.size.rows > 4 { body = body.splitTop(rows: 1).rest }
        guard isPinned, body.size.rows >= 3 else {
            text = body
            return
        }
        let (pinned, below) = body.splitTop(rows: body.size.rows / 2)
        self.pinned = pinned
        text = below.splitTop(rows: 1).rest
    }
}
