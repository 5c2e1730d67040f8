import Prompting
import Sampling
import Terminal

extension State {
    /// Changes prompt or lanes, so that it can be undone.
    ///
    /// - Parameters:
    ///   - what: In the words of the notice after an undo.
    ///   - kind: Changes of the same kind in a row are undone together; nil is a kind of its own.
    ///   - lane: The only lane whose output depends on it; nil is all of them, -1 none.
    ///   - body: Makes the change.
    mutating func change(
        _ what: String, kind: String? = nil, lane: Int? = nil, _ body: (inout State) -> Void
    ) {
        let before = Step(
            prompt: prompt, lanes: lanes, focusedLane: focusedLane, what: what,
            kind: kind ?? "\(what) \(promptRevision)")
        body(&self)
        if done.last?.kind != before.kind { done.append(before) }
        if done.count > 200 { done.removeFirst() }
        undone = []
        noteChange(lane: lane)
    }

    /// Outputs that depend on what was changed are stale; the draft and the runs follow.
    mutating func noteChange(lane: Int? = nil) {
        promptRevision += 1
        for index in lanes.indices where lane == nil || lane == index {
            lanes[index].revision += 1
            lanes[index].problem = nil
        }
        if !isDraftDue {
            isDraftDue = true
            emit(.schedule(.draft, milliseconds: 1500))
        }
        if lane == nil { emit(.schedule(.count, milliseconds: 150)) }
        guard isLive else { return }
        if let lane {
            if lanes.indices.contains(lane) { start(lane) }
        } else {
            emit(.schedule(.liveRun, milliseconds: 350))
        }
    }

    mutating func undo() {
        if isTyping, editor(of: field).canUndo {
            edit(.undo)
            return
        }
        // What a field has taken back by itself leaves a step to the state that is there already.
        while let step = done.last, isThere(step) { done.removeLast() }
        guard let step = done.popLast() else {
            say("There is nothing to undo.")
            return
        }
        undone.append(
            Step(prompt: prompt, lanes: lanes, focusedLane: focusedLane, what: step.what, kind: step.kind))
        restore(step)
        say("Undone: \(step.what).")
    }

    mutating func redo() {
        if isTyping, editor(of: field).canRedo {
            edit(.redo)
            return
        }
        guard let step = undone.popLast() else { return }
        done.append(Step(prompt: prompt, lanes: lanes, focusedLane: focusedLane, what: step.what, kind: step.kind))
        restore(step)
        say("Done again: \(step.what).")
    }

    private func isThere(_ step: Step) -> Bool {
        step.prompt == prompt && step.lanes.map(\.id) == lanes.map(\.id)
            && step.lanes.map(\.lane) == lanes.map(\.lane) && step.lanes.map(\.openings) == lanes.map(\.openings)
    }

    /// Takes a state before a change; what the lanes have generated meanwhile stays.
    private mutating func restore(_ step: Step) {
        let isSamePrompt = prompt == step.prompt
        prompt = step.prompt
        let current = lanes
        var changed: Set<LaneID> = []
        for lane in current where !step.lanes.contains(where: { $0.id == lane.id }) {
            if let run = lane.run { emit(.cancel(run)) }
        }
        lanes = step.lanes.map { old in
            guard var lane = current.first(where: { $0.id == old.id }) else {
                // It comes back with what it had said; what had no end has to come again.
                var lane = old
                if lane.output.result == nil { changed.insert(lane.id) }
                lane.run = nil
                lane.stopped = nil
                lane.incoming = nil
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
        focusedLane = step.focusedLane
        readEditors()
        guard isSamePrompt else { return noteChange() }
        noteChange(lane: -1)
        for index in lanes.indices where changed.contains(lanes[index].id) { noteChange(lane: index) }
        emit(.schedule(.count, milliseconds: 150))
    }

    /// Another prompt: everything that belonged to the old one goes. Its lanes run if they are live, and `isRunning` doesn't say no.
    mutating func show(_ prompt: Prompt, path: String?, isShipped: Bool, isRunning: Bool = true) {
        if !lanes.isEmpty { recordRun() }
        for index in lanes.indices { cancel(index) }
        self.path = path
        self.isShipped = isShipped
        self.prompt = prompt
        var all = prompt.lanes
        if all.isEmpty {
            let technique = prompt.defaultTechnique
            all = [Lane(name: "A"), Lane(name: "B")]
            all[1].modelParameters.temperature = (prompt.modelParameters.temperature ?? 0) > 1 ? 0.2 : 1.2
            self.prompt.technique = prompt.technique ?? technique
        }
        lanes = all.prefix(Self.mostLanes).enumerated().map { index, lane in
            var lane = lane
            if lane.name.isEmpty { lane.name = freeName(besides: all.map(\.name), startingAt: index) }
            return newState(of: lane)
        }
        if all.count > Self.mostLanes {
            say("The prompt has \(all.count) lanes; the first \(Self.mostLanes) are shown.", isError: true)
        }
        assumed = Assumed(lanes: prompt.lanes, shownLanes: lanes.map(\.lane), technique: prompt.technique)
        focusedLane = 0
        firstLane = 0
        openExample = nil
        composerTop = 0
        done = []
        undone = []
        chart = Chart()
        promptTokens = nil
        editors = [:]
        readEditors()
        field = prompt.input.contains("{{") && !variableNames.isEmpty ? .variable(variableNames[0]) : .input
        savedPrompt = promptForSaving
        promptRevision += 1
        emit(.schedule(.count, milliseconds: 50))
        if isLive, isRunning { runAll() }
    }

    /// A lane without an output.
    mutating func newState(of lane: Lane) -> LaneState {
        nextNumber += 1
        return LaneState(id: LaneID(number: nextNumber), lane: lane, output: Output(width: 40, glyphs: glyphs))
    }

    /// A name for a copy of a lane: the next free letter after a letter, else the name with a number.
    func copyName(of name: String) -> String {
        let names = lanes.map(\.lane.name)
        guard name.count > 1 else { return freeName(besides: names) }
        let base = name.split(separator: " ").last.flatMap { Int($0) } == nil ? name : String(name.prefix { $0 != " " })
        return (2...).lazy.map { "\(base) \($0)" }.first { !names.contains($0) } ?? freeName(besides: names)
    }

    /// A name that no lane has: A, B, C, ….
    func freeName(besides names: [String], startingAt index: Int = 0) -> String {
        let letters = (index..<index + 26).map { String(Unicode.Scalar(UInt8(ascii: "A") + UInt8($0 % 26))) }
        return letters.first { !names.contains($0) } ?? "lane \(nextNumber)"
    }
}
