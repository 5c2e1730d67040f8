import Lanes
import Prompting

extension Board {
    mutating func runAll(_ setup: Setup) -> [Request] {
        guard !setup.isBlank else {
            return cancelAll() + [
                .say(
                    setup.prompt.awaitsUser
                        ? "The assistant spoke last: type the next question into the input first."
                        : "The prompt is empty: type an instruction or an input first.")
            ]
        }
        return lanes.indices.flatMap { start($0, setup) }
    }

    /// Starts the lanes that haven't run in their present state. While lanes are live this is called after every event,
    /// so that no way of making or changing a lane can forget it.
    mutating func settleLive(_ setup: Setup) -> [Request] {
        guard isLive, !awaitsPause, !setup.isBlank else { return [] }
        return lanes.indices.flatMap { index -> [Request] in
            guard lanes[index].runRevision != lanes[index].revision else { return [] }
            if setup.facts(of: index) != nil { return start(index, setup) }
            if case .failed(let reason) = setup.model(of: index) { lanes[index].problem = reason }
            return []
        }
    }

    /// Starts a lane. Its old output stays until the new one has something to show.
    mutating func start(_ index: Int, _ setup: Setup) -> [Request] {
        var requests = cancel(index)
        let word = setup.modelWord(of: index)
        guard let facts = setup.facts(of: index) else {
            isRunWanted = true
            if case .failed(let reason) = setup.model(of: index) { lanes[index].problem = reason }
            return requests
        }
        lanes[index].runRevision = lanes[index].revision
        lanes[index].wasStopped = false
        if !lanes[index].openings.isEmpty, lanes[index].openingsModel != word {
            lanes[index].openings = []
            requests.append(
                .say(
                    "Lane \(lanes[index].lane.name) starts from its prompt: the tokens that it branched off with belong to another model."
                ))
        }
        do {
            if let question = try setup.sourceQuestion(of: index), setup.passages.answer(to: question) == nil {
                (lanes[index].awaited, lanes[index].problem) = (question, nil)
                return requests + [.findPassages(question)]
            }
            let lane = try setup.resolved(index)
            let compiled = try setup.compiled(index, for: facts)
            try lane.settings.settings.check()
            var request = LaneRequest(
                name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples)
            request.openings = lanes[index].openings
            request.caseKey = setup.caseKey
            let run = RunID(number: nextNumber())
            lanes[index].run = run
            lanes[index].stopped = nil
            lanes[index].incoming = Output(width: textSize.columns, glyphs: glyphs, model: word)
            lanes[index].incoming?.request = request
            lanes[index].incoming?.settings = lane.settings
            lanes[index].incoming?.modelPath = facts.path
            let shown = lanes[index].output.shown
            lanes[index].incoming?.keepShowing(shown)
            lanes[index].problem = nil
            var asked = RunRequest(lanes: [request])
            if let recorded = lanes[index].recorded, let again = recorded.sending(compiled, to: facts) {
                asked.lanes[0].prompt = again
                asked.date = recorded.date
            }
            requests.append(.effect(.engine(.run(run, asked, model: word))))
        } catch {
            lanes[index].problem = screenText(of: error)
        }
        return requests
    }

    mutating func cancel(_ index: Int) -> [Request] {
        lanes[index].awaited = nil
        guard let run = lanes[index].run else { return [] }
        finishRun(index)
        return [.effect(.engine(.cancel(run)))]
    }

    mutating func cancelAll() -> [Request] { lanes.indices.flatMap { cancel($0) } }

    /// Stops all runs. Their outputs stay.
    mutating func stop() -> [Request] {
        lanes.indices.flatMap { index in
            // A run that has shown something counts as a run; its end is still to come.
            let stopped = lanes[index].incoming == nil ? lanes[index].run : nil
            let hadNothing = lanes[index].run != nil && lanes[index].incoming != nil
            let requests = cancel(index)
            lanes[index].stopped = stopped
            if hadNothing { lanes[index].wasStopped = true }
            return requests
        }
    }

    /// Drops the runs that wait for a pause in typing, for a model or for passages, until the next change. Returns false if there are none.
    mutating func dropWaitingRuns() -> Bool {
        let searching = lanes.indices.filter { lanes[$0].awaited != nil }
        for index in searching { (lanes[index].awaited, lanes[index].wasStopped) = (nil, true) }
        let waiting = lanes.indices.filter { lanes[$0].runRevision != lanes[$0].revision }
        guard awaitsPause || isRunWanted, !waiting.isEmpty else { return !searching.isEmpty }
        (awaitsPause, isRunWanted) = (false, false)
        for index in waiting {
            lanes[index].runRevision = lanes[index].revision
            lanes[index].wasStopped = true
        }
        return true
    }

    private mutating func finishRun(_ index: Int) {
        lanes[index].run = nil
        lanes[index].stopped = nil
        lanes[index].incoming = nil
    }

    /// Takes an event of a run.
    mutating func take(_ event: RunEvent, of run: RunID) -> [Request] {
        // Events of other runs aren't wanted any more.
        guard let index = lanes.firstIndex(where: { $0.run == run || $0.stopped == run }) else { return [] }
        switch event {
        case .text, .thoughts, .searched, .laneFinished:
            if var incoming = lanes[index].incoming {
                incoming.take(event)
                if event.isOfText, incoming.length == 0 || incoming.isWaiting {
                    lanes[index].incoming = incoming
                } else {
                    showOutput(incoming, in: index)
                }
            } else {
                lanes[index].output.take(event)
            }
            if case .laneFinished(_, let result) = event, let error = result.error {
                lanes[index].problem = screenText(of: error)
                // Below a text there is no room for the whole sentence.
                if lanes[index].output.length > 0 { return [.say(screenText(of: error), isError: true)] }
            } else if case .laneFinished(_, let result) = event, !result.notices.isEmpty, index == focusedLane {
                // The lane's line has no room for whole sentences.
                let lane = lanes.count > 1 ? "Lane \(lanes[index].lane.name): " : ""
                return [.say(lane + result.notices.joined(separator: " "))]
            }
        case .finished: finishRun(index)
        default:
            if lanes[index].incoming != nil {
                lanes[index].incoming?.take(event)
            } else {
                lanes[index].output.take(event)
            }
        }
        return []
    }

    /// Puts a new output in place of the old one, at the same scroll position.
    private mutating func showOutput(_ output: Output, in index: Int) {
        var output = output
        let old = lanes[index].output.text
        if !old.isFollowing {
            output.text.resize(to: old.width)
            output.text.scroll(toLine: old.firstLine(height: textSize.rows), height: textSize.rows)
        }
        if lanes[index].output.result != nil { lanes[index].earlier = lanes[index].output.answer }
        lanes[index].output = output
        lanes[index].outputRevision = lanes[index].runRevision
        lanes[index].incoming = nil
    }

    /// Takes the new state of a model that some lanes are on.
    mutating func take(_ model: ModelState, of affected: [Int], _ setup: Setup) -> [Request] {
        switch model {
        case .failed(let reason):
            for index in affected where lanes[index].output.length == 0 || isRunWanted {
                lanes[index].problem = reason
            }
            return [.say(reason, isError: true)]
        case .ready:
            for index in affected {
                // What couldn't run on the model as it was may run now.
                if lanes[index].problem != nil, !lanes[index].isRunning { lanes[index].runRevision = 0 }
                lanes[index].problem = nil
            }
            return [.effect(.schedule(.count, milliseconds: 1))]
                + affected.flatMap { isRunWanted ? start($0, setup) : [] }
        case .none, .loading, .preparing: return []
        }
    }

    /// Restores the lanes of an earlier state; what they have generated meanwhile stays. Returns the lanes that change.
    mutating func restore(_ step: [LaneState], focusedLane: Int) -> (changed: Set<LaneID>, requests: [Request]) {
        let current = lanes
        var changed: Set<LaneID> = []
        var requests: [Request] = []
        for lane in current where !step.contains(where: { $0.id == lane.id }) {
            if let run = lane.run { requests.append(.effect(.engine(.cancel(run)))) }
        }
        lanes = step.map { old in
            guard var lane = current.first(where: { $0.id == old.id }) else {
                // The lane returns with its output. If it had no end yet, it must run again.
                var lane = old
                if lane.output.result == nil { changed.insert(lane.id) }
                lane.run = nil
                lane.stopped = nil
                lane.incoming = nil
                lane.runRevision = lane.outputRevision
                return lane
            }
            var renamed = old.lane
            renamed.name = lane.lane.name
            if lane.lane != renamed || lane.openings != old.openings { changed.insert(lane.id) }
            lane.lane = old.lane
            lane.openings = old.openings
            lane.openingsModel = old.openingsModel
            return lane
        }
        self.focusedLane = focusedLane
        return (changed, requests)
    }
}

extension RunEvent {
    /// True for events that bring an answer's text.
    fileprivate var isOfText: Bool {
        switch self {
        case .text, .searched: true
        default: false
        }
    }
}
