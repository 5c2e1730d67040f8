import Lanes
import Sampling

/// The distribution of one token of the focused lane.
struct Chart: Sendable {
    /// The token that the distribution was asked for.
    struct Place: Sendable, Hashable {
        var lane: LaneID
        var model: String?
        var history: [Int32]
        /// The place in an output under a constraint; nil if the model was free.
        var constrained: ConstrainedPlace?
    }

    /// The place that the row belongs to.
    var place: Place?
    /// The place that was asked for last.
    var asked: Place?
    /// True if the whole row was asked for.
    var askedWhole = false
    var row: Row?
    /// The tokens that the lane's grammar allows there; nil if all are allowed.
    var allowed: TokenMask?
    var texts: [Int32: String] = [:]
    /// The settings that `result` was made with.
    var settings: Settings?
    /// The spot that `result` was made for.
    private var spot: FunnelSpot?
    /// The result of the lane's funnel for the row.
    var result: FunnelResult?
    var problem: String?
    /// The index of the candidate that the cursor is on.
    var selected = 0

    /// Returns the candidate that the cursor is on, with its text; nil if the chart shows nothing of the lane.
    func candidate(of lane: LaneID) -> (id: Int32, text: String)? {
        guard let result, result.candidates.indices.contains(selected), place?.lane == lane else { return nil }
        let id = result.candidates[selected].id
        return (id, texts[id] ?? "\(id)")
    }

    mutating func moveCandidate(by step: Int) { selected = max(0, selected + step) }

    /// Asks for the distribution to show, and puts the row that is there through the lane's funnel.
    mutating func settle(_ lane: LaneState, _ settings: Settings) -> [Request] {
        var requests: [Request] = []
        let output = lane.output
        let history = output.history(before: lane.tokenCursor ?? 0)
        guard let history, !output.tokens.isEmpty || output.result != nil else {
            if lane.run == nil { self = Chart() }
            return []
        }
        let place = Place(
            lane: lane.id, model: output.model, history: history,
            constrained: output.constrainedPlace(before: lane.tokenCursor ?? 0))
        if asked != place {
            asked = place
            askedWhole = false
            requests.append(
                .effect(
                    .engine(
                        .distribution(
                            after: history, at: place.constrained, isWhole: false, model: place.model))))
        }
        let spot = output.spot(before: lane.tokenCursor ?? 0, seed: settings.seed)
        let isElsewhere = self.place == place && self.spot != spot
        if self.place?.lane == lane.id, self.settings != settings || isElsewhere {
            requests += filter(with: settings, at: spot)
        }
        selected = min(selected, max(0, (result?.candidates.count ?? 1) - 1))
        return requests
    }

    /// Takes a distribution. The answer to an older question is ignored.
    mutating func take(_ answer: Result<Distribution, EngineError>, after history: [Int32], model: String?) {
        guard let asked, asked.history == history, asked.model == model else { return }
        // What is kept of the row wasn't enough.
        if askedWhole, case .success(let distribution) = answer, !distribution.row.isComplete { return }
        place = asked
        switch answer {
        case .success(let distribution):
            row = distribution.row
            allowed = distribution.allowed
            texts = distribution.texts
            problem = nil
            settings = nil
        case .failure(let error):
            row = nil
            result = nil
            problem = screenText(of: error)
        }
    }

    private mutating func filter(with settings: Settings, at spot: FunnelSpot) -> [Request] {
        guard let row, let place else { return [] }
        self.settings = settings
        self.spot = spot
        var funnel = Funnel(settings)
        switch funnel.inspect(
            row, history: place.history[...], allowing: allowed.map { allowed in { allowed[$0] } },
            at: FunnelPlace(
                noise: spot.noise, steering: spot.steering, spelling: { [texts] in Array((texts[$0] ?? "").utf8) }),
            listing: 40)
        {
        case .success(let result): self.result = result
        case .failure:
            // The kept part of the row isn't enough: ask for the whole row.
            guard !askedWhole, asked == place else { return [] }
            askedWhole = true
            return [
                .effect(
                    .engine(
                        .distribution(
                            after: place.history, at: place.constrained, isWhole: true, model: place.model)))
            ]
        }
        return []
    }
}
