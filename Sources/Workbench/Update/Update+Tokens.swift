import Lanes
import Sampling
import Terminal

extension State {
    mutating func performOnTokens(_ action: Action) {
        switch action {
        case .previousToken, .nextToken: moveToken(by: action == .nextToken ? 1 : -1)
        case .leaveToken: lanes[focusedLane].tokenCursor = nil
        case .previousCandidate: chart.selected = max(0, chart.selected - 1)
        case .nextCandidate: chart.selected += 1
        case .branch: branch()
        default: break
        }
    }

    /// Moves the cursor through the focused lane's tokens. Left of the first one is the place after the prompt.
    private mutating func moveToken(by step: Int) {
        let tokens = lane.output.tokens
        guard !tokens.isEmpty else {
            say("There are no tokens yet: F5 runs the lane.")
            return
        }
        let next: Int
        if let cursor = lane.tokenCursor {
            next = cursor + step
        } else {
            next = step > 0 ? 0 : tokens.count - 1
        }
        guard tokens.indices.contains(next) else {
            if next < 0 { lanes[focusedLane].tokenCursor = nil }
            return
        }
        lanes[focusedLane].tokenCursor = next
        lanes[focusedLane].output.text.scroll(toOffset: tokens[next].range.lowerBound, height: outputHeight)
        chart.selected = 0
    }

    /// Opens a lane that goes on with another candidate.
    private mutating func branch() {
        guard let result = chart.result, result.candidates.indices.contains(chart.selected),
            chart.place?.lane == lane.id
        else {
            say("There is no candidate to branch off with.")
            return
        }
        let candidate = result.candidates[chart.selected]
        let cursor = lane.tokenCursor ?? 0
        let openings = lane.output.openings(branchingAt: cursor, to: candidate.id)
        let text = chart.texts[candidate.id] ?? "\(candidate.id)"
        let from = lane.lane.name
        addLane(copying: focusedLane, openings: openings)
        pane = .lanes
        say("Lane \(lane.lane.name) branches off \(from) at token \(cursor + 1) with “\(text)”.")
    }

    /// Asks for the distribution that the chart is to show, and puts what is there through the lane's funnel.
    mutating func settleChart() {
        let output = lane.output
        let history = output.history(before: lane.tokenCursor ?? 0)
        guard let history, !output.tokens.isEmpty || output.result != nil else {
            if lane.run == nil { chart = Chart() }
            return
        }
        let place = Chart.Place(lane: lane.id, model: output.model, history: history)
        if chart.asked != place {
            chart.asked = place
            chart.askedWhole = false
            emit(.distribution(after: history, isWhole: false, model: place.model))
        }
        let settings = setup.settings(of: focusedLane)
        if chart.place?.lane == lane.id, chart.settings != settings { filter(with: settings) }
        chart.selected = min(chart.selected, max(0, (chart.result?.candidates.count ?? 1) - 1))
    }

    /// Takes a distribution; an answer to an older question is of no use any more.
    mutating func receive(_ result: Result<Distribution, EngineError>, after history: [Int32], model: String?) {
        guard let asked = chart.asked, asked.history == history, asked.model == model else { return }
        switch result {
        case .success(let distribution):
            chart.place = asked
            chart.row = distribution.row
            chart.texts = distribution.texts
            chart.problem = nil
            chart.settings = nil
        case .failure(let error):
            chart.place = asked
            chart.row = nil
            chart.result = nil
            chart.problem = screenText(of: error)
        }
    }

    private mutating func filter(with settings: Settings) {
        guard let row = chart.row, let place = chart.place else { return }
        chart.settings = settings
        var funnel = Funnel(settings)
        switch funnel.inspect(row, history: place.history[...], listing: 40) {
        case .success(let result): chart.result = result
        case .failure:
            // What is kept of the row doesn't tell: the whole one does.
            guard !chart.askedWhole, chart.asked == place else { return }
            chart.askedWhole = true
            emit(.distribution(after: place.history, isWhole: true, model: place.model))
        }
    }
}
