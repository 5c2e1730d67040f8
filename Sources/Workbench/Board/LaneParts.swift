import Terminal

/// The parts of a lane's box.
struct LaneParts {
    var settings: Rectangle
    /// The line below the settings, empty unless the lane sends images or has a notice; nil if there is no room for it.
    var notes: Rectangle?
    /// The part with the pinned output, above the new one; a line stands between them. Nil if nothing is pinned.
    var pinned: Rectangle?
    var text: Rectangle
    /// The line with the shares of possible answers; nil if there are none, or no room for them.
    var answers: Rectangle?
    var status: Rectangle

    /// Divides a lane's box, from top to bottom, into the parts that there is room for.
    init(of box: Rectangle, _ lane: LaneState) {
        let inner = box.inset(columns: 2, rows: 1)
        let rest: Rectangle
        (settings, rest) = inner.splitTop(rows: 1)
        var body: Rectangle
        (body, status) = rest.splitBottom(rows: 1)
        if lane.answers?.logarithms != nil, body.size.rows > 3 {
            let (above, answers) = body.splitBottom(rows: 1)
            (body, self.answers) = (above, answers)
        }
        if body.size.rows > 4 { (notes, body) = body.splitTop(rows: 1) }
        guard lane.pinned != nil, body.size.rows >= 3 else {
            text = body
            return
        }
        let (pinned, below) = body.splitTop(rows: body.size.rows / 2)
        self.pinned = pinned
        text = below.splitTop(rows: 1).rest
    }
}
