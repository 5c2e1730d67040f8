import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

@Suite struct LaneTests {
    @Test func `n makes a copy of the lane beside it, with its output`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab n")
        #expect(pilot.laneNames == ["cool", "cool 2", "warm"])
        #expect(pilot.state.focusedLane == 1)
        #expect(pilot.lane("cool 2")?.lane.modelParameters.temperature == 0.2)
        #expect(pilot.output("cool 2") == "Negative")
        #expect(pilot.lane("cool 2")?.isStale == false)
    }

    @Test func `a copy of a lane that is still running is stale`() {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        pilot.press("n")
        #expect(pilot.lane("cool 2")?.isStale == true)
    }

    @Test func `a new lane is made from a text field too`() {
        var pilot = Pilot()
        pilot.press("Alt-n")
        #expect(pilot.laneNames == ["cool", "cool 2", "warm"])
    }

    @Test func `there are at most eight lanes and at least one`() {
        var pilot = Pilot()
        pilot.press("Tab n*9")
        #expect(pilot.state.board.lanes.count == 8)
        #expect(pilot.footer.contains("8 lanes"))
        pilot.press("x*9")
        #expect(pilot.state.board.lanes.count == 1)
        #expect(pilot.footer.contains("only lane"))
    }

    @Test func `a removed lane ends its run and comes back with undo`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab F5")
        let run = try #require(pilot.lane("cool")?.run)
        pilot.press("x")
        #expect(pilot.laneNames == ["warm"])
        #expect(pilot.effects.contains(.engine(.cancel(run))))
        pilot.press("^_")
        #expect(pilot.laneNames == ["cool", "warm"])
        #expect(pilot.output("cool") == "Negative")
        pilot.press("Alt-_")
        #expect(pilot.laneNames == ["warm"])
    }

    @Test func `a removed lane comes back with its output, and nothing runs`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab x")
        pilot.forget()
        pilot.press("^_")
        pilot.report(.timer(.liveRun))
        #expect(pilot.output("cool") == "Negative")
        #expect(pilot.lane("cool")?.isStale == false)
        #expect(pilot.lane("warm")?.isStale == false)
        #expect(pilot.runNames.isEmpty)
        pilot.press("Alt-_ ^_")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames.isEmpty)
    }

    @Test func `a lane that was removed while it ran is the only one that runs when it comes back`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab F5")
        pilot.finish(["warm": "Bad"])
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        pilot.press("x")
        pilot.finish(["warm": "Bad"])
        pilot.forget()
        pilot.press("^_")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames == ["cool"])
    }

    @Test func `a knob that is turned back runs its lane alone`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Tab Right")
        pilot.finish(["cool": "Negative"])
        pilot.forget()
        pilot.press("^_")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames == ["cool"])
        #expect(pilot.lane("warm")?.isStale == false)
    }

    @Test func `a lane that comes back after the prompt has changed is stale`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-r Tab x F2")
        pilot.press("^_ ^_")
        #expect(pilot.lane("cool")?.isStale == false)
        pilot.press("Alt-_")
        pilot.press("^_")
        pilot.press("F2")
        #expect(pilot.lane("cool")?.isStale == true)
    }

    @Test func `a technique that no lane follows is said to change nothing`() {
        var pilot = Pilot()
        pilot.press("Alt-1 T")
        pilot.press("F2")
        #expect(pilot.sees("Lane cool has its own"))
        pilot.press("2 T F2")
        #expect(pilot.sees("Every lane has its own, which T changes there."))
    }

    @Test func `a lane's own technique is counted anew`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab T")
        #expect(pilot.scheduled(.count) == [30])
    }

    @Test func `a lane is renamed, but not to a name that another one has`() {
        var pilot = Pilot()
        pilot.press("Tab r")
        pilot.type("차가운\n")
        #expect(pilot.laneNames == ["차가운", "warm"])
        #expect(pilot.sees("차가운"))
        pilot.press("r Alt-a")
        pilot.type("warm\n")
        #expect(pilot.laneNames == ["차가운", "warm"])
        #expect(pilot.footer.contains("Another lane"))
        pilot.press("^_")
        #expect(pilot.laneNames == ["cool", "warm"])
    }

    @Test func `lanes change places and keep their outputs`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab >")
        #expect(pilot.laneNames == ["warm", "cool"])
        #expect(pilot.state.focusedLane == 1)
        #expect(pilot.output("cool") == "Negative")
        pilot.press(">")
        #expect(pilot.laneNames == ["warm", "cool"])
        pilot.press("<")
        #expect(pilot.laneNames == ["cool", "warm"])
        pilot.press("> ^_")
        #expect(pilot.laneNames == ["cool", "warm"])
    }

    @Test func `a long pinned output begins at its start, says that it goes on, and scrolls with the new one`() {
        var pilot = Pilot()
        let long = (1...90).map { "line\($0)" }.joined(separator: "\n")
        pilot.press("F5")
        pilot.finish(["cool": long, "warm": "b"])
        pilot.press("Tab p")
        let rule = pilot.lines.first { $0.contains("pinned ↑") }
        #expect(pilot.sees("line1 ") && rule?.contains("▼") == true)
        pilot.press("End")
        #expect(!pilot.sees("line1 "))
        #expect(pilot.lines.first { $0.contains("pinned ↑") }?.contains("▼") == false)
        pilot.press("Home")
        #expect(pilot.sees("line1 "))
    }

    @Test func `a pinned output stays beside the next one`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab p F5")
        pilot.finish(["cool": "Bad", "warm": "Bad"])
        #expect(pilot.sees("Negative"))
        #expect(pilot.sees("pinned"))
        #expect(pilot.output("cool") == "Bad")
        pilot.press("p")
        #expect(!pilot.sees("pinned ↑"))
    }

    @Test func `there is nothing to pin, copy or compare before the first run`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Tab p")
        #expect(pilot.footer.contains("no output to pin"))
        pilot.press("y")
        #expect(pilot.footer.contains("no output to copy"))
        pilot.press("=")
        #expect(pilot.footer.contains("no other lane"))
    }

    @Test func `digits go to lanes`() {
        var pilot = Pilot()
        pilot.press("Alt-2")
        #expect(pilot.state.focusedLane == 1)
        pilot.press("1")
        #expect(pilot.state.focusedLane == 0)
        pilot.press("7")
        #expect(pilot.footer.contains("no lane 7"))
    }

    @Test func `a lane has a technique of its own`() {
        var pilot = Pilot()
        pilot.press("Tab T T")
        #expect(pilot.lane("cool")?.lane.technique == .zeroShotChainOfThought)
        #expect(pilot.lane("warm")?.lane.technique == nil)
        #expect(pilot.runs.last?.request.lanes[0].prompt.technique == .zeroShotChainOfThought)
    }

    @Test func `a knob that does nothing is off in the lane's line as in the knobs`() {
        var prompt = Prompt.reviews
        prompt.lanes[1].modelParameters.minP = 0
        prompt.lanes[0].modelParameters.minP = 0.1
        let pilot = Pilot(columns: 200, prompt: prompt)
        #expect(pilot.sees("min-P off"))
        #expect(pilot.sees("min-P 0.10"))
        #expect(!pilot.sees("min-P 0 "))
    }

    @Test func `off can be typed where a knob reads so`() throws {
        var pilot = Pilot()
        pilot.press("Tab Tab")
        while pilot.state.board.focusedKnob != .setting(.topK) { pilot.press("Down") }
        pilot.press("Enter")
        pilot.type("off\n")
        #expect(pilot.lane("cool")?.lane.modelParameters.topK == 0)
    }

    @Test func `what differs between the lanes' settings is marked`() {
        let pilot = Pilot()
        #expect(pilot.style(of: "T 0.20") == Style(.difference))
        #expect(pilot.style(of: "K 40") == .faint)
    }

    @Test func `y copies the output and Y the lane as a command`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab y")
        #expect(
            pilot.effects.last { if case .terminal(.handOver) = $0 { true } else { false } }
                == .terminal(.handOver("Negative", what: "The output"))
        )
        pilot.press("Y")
        #expect(
            pilot.effects.last { if case .terminal(.handOver) = $0 { true } else { false } }
                == .terminal(
                    .handOver(
                        "lathe run prompts/reviews.prompt.yaml --lane name=cool,temperature=0.2", what: "The command")))
    }

    @Test func `the command of a lane with odd names can be read back`() throws {
        var prompt = Prompt.plain
        prompt.lanes = [Lane(name: "it's \"a, b\"=c")]
        prompt.lanes[0].modelParameters.topK = 5
        let pilot = Pilot(prompt: prompt)
        let state = pilot.state
        let command = LaneCommand(
            lane: state.board.lanes[0].lane, path: state.session.path, prompt: state.composer.prompt,
            saved: state.session.savedPrompt, variables: state.composer.variableNames
        ).text
        let quoted = try #require(command.split(separator: "--lane ").last)
        let argument = String(quoted.dropFirst().dropLast()).replacing(#"'\''"#, with: "'")
        #expect(try Lane(flat: argument) == prompt.lanes[0])
    }

    @Test func `Enter shows one lane on the whole screen, Esc goes back`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab 2 Enter")
        #expect(!pilot.sees("knobs"))
        #expect(pilot.sees("부정적입니다"))
        pilot.press("Esc")
        #expect(pilot.sees("knobs"))
    }

    @Test func `differing words are marked again after each run`() throws {
        var pilot = Pilot()
        pilot.press("Tab F5")
        pilot.finish(["cool": "the plot dragged", "warm": "the plot soared"])
        pilot.press("=")
        #expect(pilot.style(of: "dragged") == Style(.difference))
        #expect(pilot.style(of: "plot d") == .text)
        pilot.press("F5")
        pilot.finish(["cool": "a wonderful plot", "warm": "a terrible plot"])
        #expect(pilot.style(of: "wonderful") == Style(.difference))
        #expect(pilot.style(of: "terrible") == Style(.difference))
        #expect(pilot.style(of: "a wonder") == .text)
        pilot.press("=")
        #expect(pilot.style(of: "wonderful") == .text)
    }

    @Test func `an output that was scrolled up stays there while text comes`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("F5 Tab")
        pilot.begin("A")
        pilot.say("A", (0..<200).map { "line \($0)\n" })
        #expect(pilot.sees("line 199"))
        pilot.press("Home")
        pilot.say("A", ["more\n"])
        #expect(pilot.sees("line 0"))
        #expect(!pilot.sees("more"))
        pilot.press("End")
        #expect(pilot.sees("more"))
    }
}

@Suite struct KnobTests {
    /// The cursor on the first lane's temperature.
    private func pilot() throws -> Pilot {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Tab")
        pilot.forget()
        return pilot
    }

    private func parameters(_ pilot: Pilot) -> SettingsPatch { pilot.state.board.lanes[0].lane.modelParameters }

    @Test func `arrows turn a knob by a step, with Shift by five`() throws {
        var pilot = try pilot()
        pilot.press("Right")
        #expect(parameters(pilot).temperature == 0.25)
        pilot.press("Shift-Right")
        #expect(parameters(pilot).temperature == 0.5)
        pilot.press("Left*30")
        #expect(parameters(pilot).temperature == 0)
        pilot.press("Right*99")
        #expect(parameters(pilot).temperature == 5)
    }

    @Test func `a value is typed where the knob is`() throws {
        var pilot = try pilot()
        pilot.press("0 . 3 3 Enter")
        #expect(parameters(pilot).temperature == 0.33)
        #expect(pilot.state.layers.isEmpty)
        pilot.press("Down Enter")
        pilot.type("17\n")
        #expect(parameters(pilot).topK == 17)
    }

    @Test(arguments: ["-1", "1e9", "warm", "", "０.５"])
    func `a value that the knob doesn't take stays to be mended`(_ value: String) throws {
        var pilot = try pilot()
        pilot.press("Enter")
        pilot.type(value)
        if value.isEmpty { pilot.press("Backspace") }
        pilot.press("Enter")
        #expect(parameters(pilot).temperature == 0.2)
        #expect(pilot.state.screen.notice?.isError == true)
        #expect(pilot.state.screen.notice?.text.contains("it takes a number from 0 to 100") == true)
        #expect(pilot.state.screen.notice?.text.hasPrefix("temperature can't be ") == true)
        #expect(pilot.runNames.isEmpty)
        pilot.type("0.4\n")
        #expect(parameters(pilot).temperature == 0.4)
        #expect(pilot.state.layers.isEmpty)
    }

    @Test func `Esc leaves a typed value alone`() throws {
        var pilot = try pilot()
        pilot.press("9 Esc")
        #expect(parameters(pilot).temperature == 0.2)
    }

    @Test func `a step from between two stops goes to the next one`() throws {
        var pilot = try pilot()
        pilot.press("0 . 3 3 Enter Right")
        #expect(parameters(pilot).temperature == 0.35)
        pilot.press("0 . 3 3 Enter Left")
        #expect(parameters(pilot).temperature == 0.3)
    }

    @Test func `Backspace puts a knob back to what the prompt says`() throws {
        var pilot = try pilot()
        pilot.press("Backspace")
        #expect(parameters(pilot).temperature == nil)
        #expect(pilot.sees("0.80"))
    }

    @Test func `one seed is given to all lanes`() throws {
        var pilot = try pilot()
        pilot.press("s")
        let seed = try #require(parameters(pilot).seed)
        #expect(pilot.state.board.lanes[1].lane.modelParameters.seed == nil)
        pilot.press("S")
        #expect(pilot.state.board.lanes.map(\.lane.modelParameters.seed) == [seed, seed])
        pilot.press("^_ ^_")
        #expect(pilot.state.board.lanes.map(\.lane.modelParameters.seed) == [nil, nil])
    }

    @Test func `at temperature 0 top-K says why it does nothing`() throws {
        var pilot = try pilot()
        pilot.press("0 Enter Down")
        #expect(pilot.sees("Temperature 0 always takes"))
        #expect(pilot.style(of: "top-K  ") == Style(.selection))
        pilot.press("Down")
        #expect(pilot.style(of: "top-K  ") == Style(.faint, .dim))
    }

    @Test func `where a value comes from is told`() throws {
        var pilot = try pilot()
        #expect(pilot.sees("from the lane"))
        pilot.press("Down")
        #expect(pilot.sees("from the defaults"))
    }

    @Test func `stop strings are typed with commas between them`() throws {
        var pilot = try pilot()
        while pilot.state.board.focusedKnob != .setting(.stop) { pilot.press("Down") }
        pilot.press("Enter")
        pilot.type("\\n\\n,END\n")
        #expect(parameters(pilot).stop == ["\n\n", "END"])
        pilot.press("Enter")
        pilot.type(",###\n")
        #expect(parameters(pilot).stop == ["\n\n", "END", "###"])
    }

    @Test func `the order of the stages has two values`() throws {
        var pilot = try pilot()
        while pilot.state.board.focusedKnob != .setting(.order) { pilot.press("Down") }
        pilot.press("Right")
        #expect(parameters(pilot).order == .huggingFace)
        pilot.press("Right Right")
        #expect(parameters(pilot).order == .llamaCpp)
        pilot.press("Left")
        #expect(parameters(pilot).order == .koboldCpp)
    }

    @Test func `samples are a knob too`() throws {
        var pilot = try pilot()
        while pilot.state.board.focusedKnob != .samples { pilot.press("Down") }
        pilot.press("Right Right")
        #expect(pilot.state.board.lanes[0].lane.samples == 3)
        pilot.press("1 0 0 0 1 Enter")
        #expect(pilot.state.screen.notice?.isError == true)
        #expect(pilot.state.board.lanes[0].lane.samples == 3)
    }

    @Test func `each lane's status tells of its own samples`() {
        var prompt = Prompt.reviews
        prompt.lanes[1].samples = 3
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5")
        pilot.begin("warm")
        pilot.say("warm", ["Neg"])
        #expect(pilot.sees("sample 1 of 3 · 1 tok"))
    }
}

@Suite struct TokenTests {
    @Test func `the chart shows the distribution after the prompt`() throws {
        let pilot = try Pilot.afterRun()
        #expect(pilot.sees("after the prompt"))
        #expect(pilot.sees("Negative "))
        #expect(pilot.sees("1024 → "))
        #expect(pilot.sees("cuts here"))
    }

    @Test func `the chart follows the knob without asking the engine`() throws {
        var pilot = try Pilot.afterRun()
        let before = try #require(pilot.state.tokenChart.result?.entropy)
        pilot.press("Tab Tab")
        pilot.forget()
        pilot.press("Right*5")
        let after = try #require(pilot.state.tokenChart.result?.entropy)
        #expect(after > before)
        #expect(!pilot.effects.contains { if case .engine(.distribution) = $0 { true } else { false } })
    }

    @Test func `the cursor asks for the distribution at its token`() throws {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.finish(["cool": "Bad , really", "warm": "Bad"])
        pilot.forget()
        pilot.press("Right Right")
        let history: [Int32] = [1, 2, 3, Vocabulary.id(of: "Bad")]
        #expect(pilot.effects.last == .engine(.distribution(after: history, at: nil, isWhole: false, model: nil)))
        try pilot.answerDistribution()
        #expect(pilot.sees("token 2"))
        pilot.press("Left Left")
        #expect(pilot.sees("after the prompt"))
        pilot.press("Left")
        #expect(pilot.sees("token 3"))
        pilot.press("Esc")
        #expect(pilot.lane("cool")?.tokenCursor == nil)
    }

    @Test func `an answer to an older question is ignored`() throws {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.finish(["cool": "Bad , really", "warm": "Bad"])
        pilot.press("Right Right")
        let row = pilot.state.tokenChart.place
        pilot.report(
            .engine(.distribution(after: [9, 9], model: nil, .success(try Vocabulary.distribution([("Bad", 0.5)])))))
        #expect(pilot.state.tokenChart.place == row)
    }

    @Test func `a row that doesn't tell is asked for whole, once`() throws {
        var prompt = Prompt.plain
        prompt.modelParameters.topK = 0
        prompt.modelParameters.topP = 1
        prompt.modelParameters.minP = 0
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5")
        pilot.finish(["A": "Bad"])
        pilot.forget()
        let part = try Vocabulary.distribution(Vocabulary.sentiment, isWhole: false)
        pilot.report(.engine(.distribution(after: [1, 2, 3], model: nil, .success(part))))
        #expect(pilot.effects == [.engine(.distribution(after: [1, 2, 3], at: nil, isWhole: true, model: nil))])
        pilot.report(.engine(.distribution(after: [1, 2, 3], model: nil, .success(part))))
        #expect(pilot.effects.count == 1)
        try pilot.answerDistribution()
        #expect(pilot.state.tokenChart.result?.keptCount == Vocabulary.size)
    }

    @Test func `a distribution that can't be had says why`() throws {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.finish(["cool": "Bad", "warm": "Bad"])
        pilot.report(
            .engine(.distribution(after: [1, 2, 3], model: nil, .failure(.decodeFailed(reason: "no memory")))))
        #expect(pilot.sees("no memory"))
    }

    @Test func `picking another candidate branches a lane off there`() throws {
        var (pilot, chosen) = try Pilot.beforeBranch()
        pilot.forget()
        pilot.press("Enter")
        #expect(pilot.laneNames == ["cool", "cool 2", "warm"])
        #expect(pilot.runs.last?.request.lanes[0].openings == [[Vocabulary.id(of: "Bad"), chosen]])
        #expect(pilot.runNames == ["cool 2"])
        #expect(pilot.footer.contains("branches off cool at token 2"))
        pilot.finish(["cool 2": "Bad idea"])
        #expect(pilot.output("cool 2") == "Bad idea")
        #expect(pilot.sees("branched"))
    }

    @Test func `a branch marks the token with which it parted, once it has run`() throws {
        var (pilot, chosen) = try Pilot.beforeBranch()
        let piece = try #require(Vocabulary.sentiment.map(\.0).first { Vocabulary.id(of: $0) == chosen })
        pilot.press("Enter")
        #expect(pilot.lane("cool 2")?.parting == nil)
        pilot.begin("cool 2")
        pilot.say("cool 2", ["Bad", piece, " end"])
        pilot.end("cool 2")
        #expect(pilot.lane("cool 2")?.parting == 3..<3 + piece.utf8.count)
        #expect(pilot.lane("cool")?.parting == nil)
    }

    @Test func `a branch in the second stage keeps the first one open`() throws {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.begin("cool")
        pilot.say("cool", ["one", " two"])
        pilot.begin("cool", stage: 1, trigger: " so ", history: [1, 2, 3, 4, 5])
        pilot.say("cool", ["yes", " no"])
        pilot.end("cool")
        #expect(pilot.lane("cool")?.output.openings(branchingAt: 3, to: 77) == [[], [Vocabulary.id(of: "yes"), 77]])
        pilot.press("Left")
        let history = [1, 2, 3, 4, 5, Vocabulary.id(of: "yes")]
        #expect(pilot.effects.last == .engine(.distribution(after: history, at: nil, isWhole: false, model: nil)))
        #expect(pilot.sees("token 4 (answer)"))
    }

    @Test func `tokens are told from each other by their probability`() throws {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.begin("cool")
        pilot.say("cool", ["sure"], probability: 0.95)
        pilot.say("cool", [" odd"], probability: 0.02)
        pilot.end("cool")
        pilot.press("c")
        #expect(pilot.style(of: "sure") == Style(.certain))
        #expect(pilot.style(of: "odd") == Style(.unlikely))
    }

    @Test func `there is no token to go to before the first run`() {
        var pilot = Pilot()
        pilot.press("Tab Right")
        #expect(pilot.footer.contains("no tokens yet"))
        pilot.press("Tab Tab Enter")
        #expect(pilot.footer.contains("no candidate"))
    }
}
