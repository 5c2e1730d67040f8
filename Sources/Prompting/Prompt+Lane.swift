extension Prompt {
    /// Returns the prompt as one of its lanes sends it: what the lane says stands in place of the prompt's own, and there are no
    /// lanes.
    ///
    /// - Throws: ``LaneError/unknownLane(_:known:)`` or ``LaneError/unknownPhrasing(_:known:)``.
    package func asSent(byLane name: String) throws(LaneError) -> Prompt {
        let names = try resolvedLanes().map(\.name)
        guard let index = names.firstIndex(of: name), lanes.indices.contains(index) else {
            throw .unknownLane(name, known: lanes.isEmpty ? [] : names)
        }
        let lane = lanes[index]
        var prompt = phrased(try phrasing(named: lane.phrasing))
        prompt.technique = lane.technique ?? prompt.technique
        prompt.layout = lane.layout ?? prompt.layout
        prompt.model = lane.model ?? prompt.model
        prompt.projector = lane.projector ?? prompt.projector
        prompt.samples = lane.samples ?? prompt.samples
        prompt.sources.search = lane.sources ?? prompt.sources.search
        prompt.modelParameters = prompt.modelParameters.overlaid(by: lane.modelParameters)
        prompt.templateArguments.merge(lane.templateArguments) { $1 }
        prompt.lanes = []
        return prompt
    }

    /// How passages are found for all lanes; if lanes differ, how they are found for those that don't say it themselves.
    package var sourceSearch: SourceSearch {
        let own = sources.search ?? .bm25
        let ways = Set(lanes.map(search(of:)))
        return ways.count == 1 ? ways.first ?? own : own
    }

    /// Returns how passages are found for a lane.
    package func search(of lane: Lane) -> SourceSearch { lane.sources ?? sources.search ?? .bm25 }
}
