/// What was said of two outputs.
package enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first is better.
    case first
    /// The second is better.
    case second
    /// Both are equally good.
    case tie
    /// Neither is good enough. In strengths and win rates it counts as a tie.
    case bothBad
    /// Nothing could be read from what a judge said. It counts nowhere but in its own number.
    case unscored

    /// The verdict on the same outputs in the other order.
    package var mirrored: Verdict {
        switch self {
        case .first: .second
        case .second: .first
        case .tie, .bothBad, .unscored: self
        }
    }

    /// The first's share of the point: 1, 0 or 0.5; nil if nothing was said.
    package var score: Double? {
        switch self {
        case .first: 1
        case .second: 0
        case .tie, .bothBad: 0.5
        case .unscored: nil
        }
    }
}
