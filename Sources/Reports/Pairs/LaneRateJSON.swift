import Evaluation

/// How often a judge prefers a lane to another, as JSON.
struct LaneRateJSON: Encodable {
    private let lane: String
    private let against: String
    private let pairs: Int
    private let winRate: Double
    private let interval: [Double]
    private let lengthControlled: Double?
    private let lengthControlledInterval: [Double]?
    private let lengthInfluence: Double?

    init(_ one: JudgeTrial.LaneRate) {
        (lane, against, pairs) = (one.lane, one.other, one.pairs)
        winRate = one.rate.raw
        interval = [one.rate.rawInterval.low, one.rate.rawInterval.high]
        lengthControlled = one.rate.controlled
        lengthControlledInterval = one.rate.controlledInterval.map { [$0.low, $0.high] }
        lengthInfluence = one.rate.influence
    }
}
