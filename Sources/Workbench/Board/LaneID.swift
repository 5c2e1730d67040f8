/// The identity of a lane for as long as it is on the screen, whatever its name and place.
package struct LaneID: Sendable, Hashable {
    let number: Int
}

/// The identity of a run of one lane.
package struct RunID: Sendable, Hashable {
    /// The number of the run, from 1.
    package let number: Int
}
