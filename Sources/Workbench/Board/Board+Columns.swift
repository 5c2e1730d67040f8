import Prompting
import Terminal

extension Board {
    /// Performs an action on the lanes.
    mutating func perform(_ action: Action, _ setup: Setup) -> [Request] {
        switch action {
        case .focusLane(let index): return focus(index)
        case .nextLane: return focus(focusedLane + 1)
        case .previousLane: return focus(focusedLane - 1)
        case .newLane: return addLane(setup)
        case .removeLane:
            let name = lane.lane.name
            let requests = cancel(focusedLane)
            lanes.remove(at: focusedLane)
            return requests + [
                .changed(Change("the removed lane \(name)", .none)), .say("Lane \(name) removed. ^_ brings it back."),
            ]
        case .renameLane:
            return [
                .askAnew(
                    Question(title: "Name of the lane", text: lane.lane.name, isSelected: true) { [.renameLane($0)] })
            ]
        case .pinLane: return pin()
        case .toggleThoughts:
            guard lane.output.hasThoughts || lane.output.hasCalls else {
                return [.say("This output has no thoughts and calls no tool. T changes the lane's technique.")]
            }
            lanes[focusedLane].output.toggleThoughts()
            return []
        case .previousSample: return showSample(lane.output.shown - 1)
        case .nextSample: return showSample(lane.output.shown + 1)
        case .moveLaneLeft, .moveLaneRight:
            let other = action == .moveLaneLeft ? focusedLane - 1 : focusedLane + 1
            guard lanes.indices.contains(other) else { return [] }
            lanes.swapAt(focusedLane, other)
            focusedLane = other
            return [.changed(Change("a moved lane", .none))]
        case .nextLaneTechnique: return nextTechnique(setup.prompt)
        case .nextLaneSources: return nextSources(setup.prompt)
        case .findText: return askForText()
        case .copyOutput: return copy(lane.output.answer, what: "The output")
        default:
            scroll(action)
            return []
        }
    }

    private mutating func focus(_ index: Int) -> [Request] {
        guard lanes.indices.contains(index) else { return [] }
        focusedLane = index
        return [.focusLanes]
    }

    /// Adds a lane right of the focused one: with its settings and its output, or with tokens that its stages begin
    /// with.
    mutating func addLane(_ setup: Setup, openings: [[Int32]]? = nil) -> [Request] {
        let index = focusedLane
        var copy = newState(of: lanes[index].lane)
        copy.lane.name = copyName(of: lanes[index].lane.name)
        copy.output = lanes[index].output
        copy.openings = openings ?? lanes[index].openings
        copy.parent = openings == nil ? lanes[index].parent : lanes[index].id
        copy.openingsModel = openings == nil ? lanes[index].openingsModel : setup.modelWord(of: index)
        let isWhole =
            openings == nil && lanes[index].outputRevision == lanes[index].revision && !lanes[index].isRunning
        copy.recorded = openings == nil ? lanes[index].recorded : nil
        copy.outputRevision = isWhole ? copy.revision : 0
        copy.runRevision = copy.outputRevision
        lanes.insert(copy, at: index + 1)
        focusedLane = index + 1
        return [.changed(Change("the new lane \(copy.lane.name)", .none))] + (openings == nil ? [] : [.run(index + 1)])
    }

    private mutating func nextTechnique(_ prompt: Prompt) -> [Request] {
        let own = prompt.technique ?? prompt.defaultTechnique
        let following = (lane.lane.technique ?? own).next
        // If that is the prompt's own, the lane follows the prompt again.
        let next = following == own ? nil : following
        lanes[focusedLane].lane.technique = next
        return [
            .changed(Change("the lane's technique", .lane(focusedLane))),
            .effect(.schedule(.count, milliseconds: 30)),
            .say(
                next.map { "This lane's technique: \($0.title)." } ?? "The lane follows the prompt's technique again."),
        ]
    }

    private mutating func nextSources(_ prompt: Prompt) -> [Request] {
        let next = prompt.search(of: lane.lane).next
        // If that is the prompt's own, the lane follows the prompt again.
        lanes[focusedLane].lane.sources = next == prompt.sources.search ?? .bm25 ? nil : next
        return [
            .changed(Change("how the lane finds passages", .lane(focusedLane))),
            .effect(.schedule(.count, milliseconds: 30)), .say(next.laneSentence),
        ]
    }

    private mutating func pin() -> [Request] {
        if lane.pinned != nil {
            lanes[focusedLane].pinned = nil
            return [.say("The output is no longer pinned.")]
        }
        guard lane.output.length > 0 else { return [.say("There is no output to pin.")] }
        lanes[focusedLane].pinned = lane.output
        // What is compared is read from its beginning.
        lanes[focusedLane].pinned?.text.scrollToStart(height: 1)
        return [.say("The output is pinned above the next run's. p unpins it.")]
    }

    /// Shows another sample of the focused lane, with its tokens.
    private mutating func showSample(_ sample: Int) -> [Request] {
        let count = lane.output.samples.count
        guard lane.output.samples.indices.contains(sample) else {
            return [.say(sample < 0 ? "This is the first sample." : "This is the last of \(count) samples.")]
        }
        lanes[focusedLane].output.show(sample: sample)
        lanes[focusedLane].tokenCursor = nil
        lanes[focusedLane].incoming?.keepShowing(sample)
        return []
    }

    mutating func rename(to name: String) -> [Request] {
        guard !name.isEmpty, !lanes.enumerated().contains(where: { $0 != focusedLane && $1.lane.name == name }) else {
            return [.say(name.isEmpty ? "A lane needs a name." : "Another lane is called \(name).", isError: true)]
        }
        lanes[focusedLane].lane.name = name
        return [.changed(Change("the lane's name", .none))]
    }

    /// Puts a text on the clipboard and says so.
    func copy(_ text: String, what: String) -> [Request] {
        text.isEmpty ? [.say("There is no output to copy.")] : [.copy(text, what: what)]
    }

    /// Opens the images that the focused lane sent, or would send, in the user's viewer.
    func viewImages(_ setup: Setup) -> [Request] {
        var images = lane.output.images
        if images.isEmpty, let facts = setup.facts(of: focusedLane) {
            images = (try? setup.compiled(focusedLane, for: facts).images) ?? []
        }
        guard !images.isEmpty else { return [.say("The lane has no images.")] }
        let names = images.map(\.name).joined(separator: ", ")
        return [.effect(.terminal(.view(images.map(\.path)))), .say("Opens \(names).")]
    }

    private mutating func scroll(_ action: Action) {
        let height = textSize.rows
        Self.scroll(&lanes[focusedLane].output.text, action, height: height)
        guard var pinned = lanes[focusedLane].pinned else { return }
        Self.scroll(&pinned.text, action, height: height)
        lanes[focusedLane].pinned = pinned
    }

    private static func scroll(_ text: inout WrappedText, _ action: Action, height: Int) {
        switch action {
        case .scrollUp: text.scroll(by: -1, height: height)
        case .scrollDown: text.scroll(by: 1, height: height)
        case .pageUp: text.scroll(by: 1 - height, height: height)
        case .pageDown: text.scroll(by: height - 1, height: height)
        case .scrollToStart: text.scrollToStart(height: height)
        case .scrollToEnd: text.scrollToEnd()
        default: break
        }
    }

    // MARK: tokens

    /// Moves the cursor through the focused lane's tokens. To the left of the first one is the place after the prompt.
    mutating func moveToken(by step: Int) -> [Request] {
        let tokens = lane.output.tokens
        guard !tokens.isEmpty else { return [.say("There are no tokens yet: F5 runs the lane.")] }
        let next = lane.tokenCursor.map { $0 + step } ?? (step > 0 ? 0 : tokens.count - 1)
        guard tokens.indices.contains(next) else {
            if next < 0 { lanes[focusedLane].tokenCursor = nil }
            return []
        }
        lanes[focusedLane].tokenCursor = next
        if lane.output.showsCalls { lanes[focusedLane].output.toggleThoughts() }
        let start = lane.output.tokens[next].range.lowerBound
        lanes[focusedLane].output.text.scroll(toOffset: start, height: textSize.rows)
        return [.showFirstCandidate]
    }

    /// Moves the cursor to the token at a cell of the focused lane's text, which has `height` rows. On the line that counts
    /// thoughts, it unfolds or folds them.
    mutating func pressToken(column: Int, row: Int, height: Int) {
        let output = lane.output
        let row = output.text.firstLine(height: height) + row
        let offset = output.text.offset(at: Position(column: column, row: row))
        if output.fold > 0, offset <= output.text.text.utf8.prefix(while: { $0 != UInt8(ascii: "\n") }).count {
            lanes[focusedLane].output.toggleThoughts()
            return
        }
        // A tree has no tokens.
        guard !output.showsCalls else { return }
        lanes[focusedLane].tokenCursor = output.tokens.firstIndex { $0.range.contains(offset) }
    }

    /// Opens a lane that goes on from a place in the tree: with these tokens in a stage.
    mutating func branch(stage: Int, with tokens: [Int32], after text: String, _ setup: Setup) -> [Request] {
        let from = lane.lane.name
        return addLane(setup, openings: Array(repeating: [], count: stage) + [tokens]) + [
            .focus(.lanes),
            .say("Lane \(lane.lane.name) branches off \(from) after token \(tokens.count), “\(text)”."),
        ]
    }

    /// Opens a lane that continues with another candidate.
    mutating func branch(to candidate: (id: Int32, text: String), _ setup: Setup) -> [Request] {
        let cursor = lane.tokenCursor ?? 0
        let openings = lane.output.openings(branchingAt: cursor, to: candidate.id)
        let from = lane.lane.name
        return addLane(setup, openings: openings) + [
            .focus(.lanes),
            .say("Lane \(lane.lane.name) branches off \(from) at token \(cursor + 1) with “\(candidate.text)”."),
        ]
    }
}
