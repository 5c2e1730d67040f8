import Sampling

/// The distribution of one token of the focused lane.
struct Chart: Sendable {
    /// What it was asked for.
    struct Place: Sendable, Hashable {
        var lane: LaneID
        var model: String?
        var history: [Int32]
    }

    /// The place that the row belongs to.
    var place: Place?
    /// The place that was asked for last, and whether the whole row was.
    var asked: Place?
    var askedWhole = false
    var row: Row?
    var texts: [Int32: String] = [:]
    /// The settings that `result` was made with.
    var settings: Settings?
    /// What the funnel of the lane's settings makes of the row.
    var result: FunnelResult?
    var problem: String?
    /// The candidate that the cursor is on.
    var selected = 0
}
