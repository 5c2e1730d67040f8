import Lanes
import Library
import Prompting
import Sampling
import Terminal
import TextLayout

extension State {
    // MARK: runs

    mutating func runAll() {
        for index in lanes.indices { start(index) }
    }

    mutating func runStale() {
        for index in lanes.indices where lanes[index].outputRevision != lanes[index].revision {
            // A run of the newest state is on its way already.
            if lanes[index].isRunning, lanes[index].runRevision == lanes[index].revision { continue }
            start(index)
        }
    }

    /// Starts a lane; its old output stays until the new one has something to show.
    mutating func start(_ index: Int) {
        cancel(index)
        let word = setup.modelWord(of: index)
        guard let facts = setup.facts(of: index) else {
            isRunWanted = true
            if case .failed(let reason) = models.states[word] { lanes[index].problem = reason }
            return
        }
        if !lanes[index].openings.isEmpty, lanes[index].openingsModel != word {
            lanes[index].openings = []
            say("Lane \(lanes[index].lane.name) starts anew: the tokens it branched off with are another model's.")
        }
        do {
            let lane = try setup.resolved(index)
            let compiled = try setup.compiled(index, for: facts)
            try lane.settings.settings.check()
            var request = LaneRequest(
                name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples)
            request.openings = lanes[index].openings
            request.caseKey = evaluations.caseKey(of: prompt)
            nextNumber += 1
            let run = RunID(number: nextNumber)
            lanes[index].run = run
            lanes[index].wasStopped = false
            lanes[index].stopped = nil
            lanes[index].runRevision = lanes[index].revision
            lanes[index].incoming = Output(width: outputWidth, glyphs: glyphs, model: word)
            lanes[index].incoming?.request = request
            lanes[index].incoming?.settings = lane.settings
            lanes[index].incoming?.modelPath = facts.path
            let shown = lanes[index].output.shown
            lanes[index].incoming?.keepShowing(shown)
            lanes[index].problem = nil
            emit(.run(run, RunRequest(lanes: [request]), model: word))
        } catch {
            lanes[index].problem = screenText(of: error)
        }
    }

    mutating func cancel(_ index: Int) {
        guard let run = lanes[index].run else { return }
        emit(.cancel(run))
        finishRun(index)
    }

    private mutating func finishRun(_ index: Int) {
        lanes[index].run = nil
        lanes[index].stopped = nil
        lanes[index].incoming = nil
    }

    /// Takes what the engine tells of a run.
    mutating func receive(_ event: RunEvent, of run: RunID) {
        // What nobody waits for any more belongs to nobody.
        guard let index = lanes.firstIndex(where: { $0.run == run || $0.stopped == run }) else { return }
        switch event {
        case .text, .laneFinished:
            if var incoming = lanes[index].incoming {
                incoming.take(event)
                if case .text = event, incoming.length == 0 || incoming.samples[incoming.shown].isWaiting {
                    lanes[index].incoming = incoming
                } else {
                    showOutput(incoming, in: index)
                }
            } else {
                lanes[index].output.take(event)
            }
            if case .laneFinished(_, let result) = event, let error = result.error {
                lanes[index].problem = screenText(of: error)
                // Below a text there is no room for all of the sentence.
                if lanes[index].output.length > 0 { say(screenText(of: error), isError: true) }
            }
        case .finished: finishRun(index)
        default:
            if lanes[index].incoming != nil {
                lanes[index].incoming?.take(event)
            } else {
                lanes[index].output.take(event)
            }
        }
    }

    /// Puts a new output in the place of the old one, at the same height.
    private mutating func showOutput(_ output: Output, in index: Int) {
        var output = output
        let old = lanes[index].output.text
        if !old.isFollowing {
            output.text.resize(to: old.width)
            output.text.scroll(toLine: old.firstLine(height: outputHeight), height: outputHeight)
        }
        lanes[index].output = output
        lanes[index].outputRevision = lanes[index].runRevision
        lanes[index].incoming = nil
    }

    // MARK: columns

    mutating func performOnLanes(_ action: Action) {
        switch action {
        case .focusLane(let index): focus(index)
        case .nextLane: focus(focusedLane + 1)
        case .previousLane: focus(focusedLane - 1)
        case .newLane: addLane(copying: focusedLane)
        case .removeLane:
            cancel(focusedLane)
            let name = lane.lane.name
            let index = focusedLane
            change("the removed lane \(name)", lane: -1) { _ = $0.lanes.remove(at: index) }
            say("Lane \(name) removed. ^_ brings it back.")
        case .renameLane:
            ask(Question(title: "Name of the lane", text: lane.lane.name, isSelected: true) { [.renameLane($0)] })
        case .pinLane: pin()
        case .previousSample: showSample(lane.output.shown - 1)
        case .nextSample: showSample(lane.output.shown + 1)
        case .moveLaneLeft, .moveLaneRight:
            let other = action == .moveLaneLeft ? focusedLane - 1 : focusedLane + 1
            guard lanes.indices.contains(other) else { return }
            let index = focusedLane
            change("a moved lane", lane: -1) { $0.lanes.swapAt(index, other) }
            focusedLane = other
        case .nextLaneTechnique:
            let index = focusedLane
            let own = prompt.technique ?? prompt.defaultTechnique
            let following = (lane.lane.technique ?? own).next
            // Where the prompt's own comes up, the lane follows the prompt again.
            let next = following == own ? nil : following
            change("the lane's technique", lane: index) { $0.lanes[index].lane.technique = next }
            emit(.schedule(.count, milliseconds: 30))
            say(next.map { "This lane's technique: \($0.title)." } ?? "This lane has the prompt's technique.")
        case .fullScreen: show(LaneLayer())
        case .copyOutput: copy(lane.output.text.text, what: "The output")
        case .copyCommand: copy(command(of: focusedLane), what: "The command")
        case .copyComparison, .exportComparison:
            if action == .copyComparison || (shownRun == nil && openedRun == nil) {
                export(to: nil)
            } else {
                let name = title.replacing(PromptLibrary.fileEnding, with: "")
                ask(
                    Question(title: "Write the comparison to", note: ".html .md .csv .json", text: "\(name).html") {
                        $0.isEmpty ? [] : [.export(path: $0)]
                    })
            }
        default: scroll(action)
        }
    }

    private mutating func focus(_ index: Int) {
        guard lanes.indices.contains(index) else { return }
        focusedLane = index
        if pane == .prompt, !isTyping { pane = .lanes }
    }

    /// A new lane right of another one, with its settings and its output.
    mutating func addLane(copying index: Int, openings: [[Int32]]? = nil) {
        var copy = newState(of: lanes[index].lane)
        copy.lane.name = copyName(of: lanes[index].lane.name)
        copy.output = lanes[index].output
        copy.openings = openings ?? lanes[index].openings
        copy.openingsModel = openings == nil ? lanes[index].openingsModel : setup.modelWord(of: index)
        let isWhole = openings == nil && !lanes[index].isStale && !lanes[index].isRunning
        copy.outputRevision = isWhole ? copy.revision : 0
        change("the new lane \(copy.lane.name)", lane: -1) { $0.lanes.insert(copy, at: index + 1) }
        focusedLane = index + 1
        if openings != nil { start(focusedLane) }
    }

    private mutating func pin() {
        if lane.pinned != nil {
            lanes[focusedLane].pinned = nil
            say("The pinned output is gone.")
        } else if lane.output.length > 0 {
            lanes[focusedLane].pinned = lane.output
            say("Pinned: the next run stands below it. p lets it go.")
        } else {
            say("There is no output to pin.")
        }
    }

    /// Another sample of the focused lane is seen, with its tokens.
    private mutating func showSample(_ sample: Int) {
        let output = lane.output
        guard output.samples.indices.contains(sample) else {
            say(sample < 0 ? "This is the first sample." : "This is the last of \(output.samples.count) samples.")
            return
        }
        lanes[focusedLane].output.show(sample: sample)
        lanes[focusedLane].tokenCursor = nil
        lanes[focusedLane].incoming?.keepShowing(sample)
    }

    mutating func renameLane(to name: String) {
        let index = focusedLane
        guard !name.isEmpty, !lanes.enumerated().contains(where: { $0 != index && $1.lane.name == name }) else {
            say(name.isEmpty ? "A lane needs a name." : "Another lane is called \(name).", isError: true)
            return
        }
        change("the lane's name", lane: -1) { $0.lanes[index].lane.name = name }
    }

    private mutating func copy(_ text: String, what: String) {
        guard !text.isEmpty else {
            say("There is no output to copy.")
            return
        }
        clipboard = text
        emit(.copy(text))
        say("\(what) is on the clipboard.")
    }

    private mutating func scroll(_ action: Action) {
        let height = outputHeight
        switch action {
        case .scrollUp: lanes[focusedLane].output.text.scroll(by: -1, height: height)
        case .scrollDown: lanes[focusedLane].output.text.scroll(by: 1, height: height)
        case .pageUp: lanes[focusedLane].output.text.scroll(by: 1 - height, height: height)
        case .pageDown: lanes[focusedLane].output.text.scroll(by: height - 1, height: height)
        case .scrollToStart: lanes[focusedLane].output.text.scrollToStart(height: height)
        case .scrollToEnd: lanes[focusedLane].output.text.scrollToEnd()
        default: break
        }
    }

    /// The lane that a lane's words are compared with: its own pinned output, or the next lane.
    func counterpart(of index: Int) -> Output? {
        if let pinned = lanes[index].pinned { return pinned }
        return lanes.count > 1 ? lanes[(index + 1) % lanes.count].output : nil
    }

    /// Finds the words in which the focused lane and its counterpart differ, while that is shown; not while one of them grows.
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
        let difference = WordDifference(lane.output.text.text, other.text.text)
        differences[lane.id] = difference.inFirst
        if lane.pinned == nil { differences[lanes[(focusedLane + 1) % lanes.count].id] = difference.inSecond }
    }
}
