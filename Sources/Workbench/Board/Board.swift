import Prompting
import Terminal
import TextLayout

/// The lanes, side by side.
struct Board: Sendable {
    var lanes: [LaneState] = []
    /// The index of the lane that knobs and chart belong to.
    var focusedLane = 0
    /// The index of the first lane that is seen.
    var firstLane = 0
    /// A counter for the numbers of lanes and runs.
    private var number = 0
    /// True if lanes wait for the model to be run.
    var isRunWanted = false
    /// True if somebody asked for the outputs that go into the history next, and nothing has changed since.
    var isByHand = false
    /// True if lanes run again after every change.
    var isLive = true
    /// True while live waits for a pause in typing.
    var awaitsPause = false
    /// The index of the knob that the cursor is on.
    var knob = 0
    /// True if the knobs of stages that are rarely on are shown.
    var showsMoreKnobs = false
    var showsDifferences = false
    /// True if lanes whose last run wrote the same as the one before are hidden.
    var showsOnlyChanged = false
    var showsProbabilities = false
    /// The possible answers of the prompt, whose shares stand under lanes.
    var possibleAnswers = PossibleAnswers()
    /// The text that is marked in all outputs; nil if none is.
    var sought: Sought?
    /// The parts in which two lanes' outputs differ; empty unless that is shown.
    var differences: [LaneID: [Range<Int>]] = [:]
    /// The outputs that were compared; nil if none are.
    var compared: ComparedLanes?
    /// The columns and rows of the focused lane's text.
    var textSize = Size(columns: 40, rows: 10)
    let glyphs: Glyphs

    /// Two outputs that were compared.
    struct ComparedLanes: Sendable, Hashable {
        var lanes: [LaneID]
        var revisions: [Int]
        var lengths: [Int]
        var samples: [Int]
        var isPinned: Bool
    }

    /// The largest number of lanes that are shown.
    static let mostLanes = 8

    init(glyphs: Glyphs) {
        self.glyphs = glyphs
    }

    /// The lane that knobs and chart belong to.
    var lane: LaneState { lanes[min(focusedLane, lanes.count - 1)] }
    /// True if a lane is generating.
    var isRunning: Bool { lanes.contains(where: \.isRunning) }

    /// The indices of the lanes that aren't hidden. The focused one never is, nor one that runs: what it writes isn't known.
    var shownLanes: [Int] {
        guard showsOnlyChanged else { return Array(lanes.indices) }
        return lanes.indices.filter { $0 == focusedLane || lanes[$0].isRunning || !lanes[$0].isUnchanged }
    }

    mutating func nextNumber() -> Int {
        number += 1
        return number
    }

    /// Returns these lanes as they go on after another prompt's were on the screen: no run has a number twice.
    func resumed(after other: Board) -> Board {
        var resumed = self
        resumed.number = max(number, other.number)
        resumed.isLive = other.isLive
        resumed.isRunWanted = false
        resumed.awaitsPause = false
        return resumed
    }

    /// Takes the lanes of another prompt. Says so if there are too many.
    mutating func begin(_ all: [Lane]) -> [Request] {
        lanes = all.prefix(Self.mostLanes).enumerated().map { index, lane in
            var lane = lane
            if lane.name.isEmpty { lane.name = freeName(besides: all.map(\.name), startingAt: index) }
            return newState(of: lane)
        }
        focusedLane = 0
        firstLane = 0
        (isRunWanted, awaitsPause) = (false, false)
        guard all.count > Self.mostLanes else { return [] }
        return [.say("The prompt has \(all.count) lanes; the first \(Self.mostLanes) are shown.", isError: true)]
    }

    /// Returns a lane without an output.
    mutating func newState(of lane: Lane) -> LaneState {
        LaneState(id: LaneID(number: nextNumber()), lane: lane, output: Output(width: 40, glyphs: glyphs))
    }

    /// Returns a name for a copy of a lane: the lane's name with a number.
    func copyName(of name: String) -> String {
        let names = lanes.map(\.lane.name)
        let base = name.split(separator: " ").last.flatMap { Int($0) } == nil ? name : String(name.prefix { $0 != " " })
        return (2...).lazy.map { "\(base) \($0)" }.first { !names.contains($0) } ?? freeName(besides: names)
    }

    /// Returns a name that no lane has: A, B, C, ….
    private func freeName(besides names: [String], startingAt index: Int = 0) -> String {
        let letters = (index..<index + 26).map { String(Unicode.Scalar(UInt8(ascii: "A") + UInt8($0 % 26))) }
        return letters.first { !names.contains($0) } ?? "lane \(number)"
    }

    /// Marks the outputs that depend on a change as stale.
    mutating func noteChange(_ scope: Change.Scope) {
        for index in lanes.indices where scope == .all || scope == .lane(index) {
            lanes[index].revision += 1
            lanes[index].problem = nil
        }
    }

    // MARK: after every change

    /// Keeps focus and scrolling within the lanes that exist.
    mutating func settle() {
        focusedLane = min(max(0, focusedLane), lanes.count - 1)
        // The cursor may have gone to a hidden knob by its name.
        if Knob.all.indices.contains(knob), knob > Knob.usual.count { showsMoreKnobs = true }
        knob = min(max(0, knob), knobCount - 1)
    }

    /// Leaves a token that doesn't exist any more.
    mutating func settleToken() {
        if let cursor = lane.tokenCursor, cursor >= lane.output.tokens.count {
            lanes[focusedLane].tokenCursor = lane.output.tokens.isEmpty ? nil : lane.output.tokens.count - 1
        }
    }

    /// Removes the tokens of outputs that another model made than the one that their lane is on.
    mutating func settleModels(_ words: [String?]) {
        for (index, word) in words.enumerated() where lanes[index].output.model != word {
            if lanes[index].output.length > 0 {
                lanes[index].output.forgetTokens()
                lanes[index].tokenCursor = nil
            }
            lanes[index].output.model = word
        }
    }

    /// Makes a lane's texts fit their place.
    mutating func settleText(of index: Int, columns: Int) {
        lanes[index].output.text.resize(to: columns)
        lanes[index].pinned?.text.resize(to: columns)
    }

    /// Returns the output that a lane's words are compared with: its own pinned output, or that of the next lane.
    func counterpart(of index: Int) -> Output? {
        if let pinned = lanes[index].pinned { return pinned }
        return lanes.count > 1 ? lanes[(index + 1) % lanes.count].output : nil
    }

    /// Finds the words in which the focused lane and its counterpart differ, while that is shown and neither of them
    /// grows.
    mutating func settleDifferences() {
        let next = lanes[(focusedLane + 1) % lanes.count]
        let isGrowing = [lane, next].contains { $0.isRunning && $0.incoming == nil }
        guard showsDifferences, !isGrowing, let other = counterpart(of: focusedLane) else {
            differences = [:]
            compared = nil
            return
        }
        let comparison = ComparedLanes(
            lanes: [lane.id, next.id], revisions: [lane.outputRevision, next.outputRevision],
            lengths: [lane.output.length, other.length], samples: [lane.output.shown, other.shown],
            isPinned: lane.pinned != nil)
        guard compared != comparison else { return }
        compared = comparison
        differences = [:]
        let difference = WordDifference(lane.output.answer, other.answer)
        func shown(_ ranges: [Range<Int>], in output: Output) -> [Range<Int>] {
            ranges.map { $0.lowerBound + output.fold..<$0.upperBound + output.fold }
        }
        differences[lane.id] = shown(difference.inFirst, in: lane.output)
        if lane.pinned == nil { differences[next.id] = shown(difference.inSecond, in: next.output) }
    }
}
