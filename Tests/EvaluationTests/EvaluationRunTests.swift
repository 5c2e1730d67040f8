import Evaluation
import Lanes
import Prompting
import Sampling
import Synchronization
import Testing

@Suite struct EvaluationRunTests {
    private let cases = (0..<5000).map { Case(id: "\($0)", variables: ["x": "\($0)"], columns: [:]) }

    /// What happened, in order of its coming.
    private final class Tally: Sendable {
        let compiled = Mutex(0)
        let outputs = Mutex<[CaseOutput]>([])
        let compiledAtFirst = Mutex<Int?>(nil)

        func take(_ output: CaseOutput) {
            let compiled = compiled.withLock { $0 }
            compiledAtFirst.withLock { $0 = $0 ?? compiled }
            outputs.withLock { $0.append(output) }
        }
    }

    private func run(_ tally: Tally, failing: Set<String> = []) -> EvaluationRun {
        let lane = EvaluatedLane(
            name: "a", engine: ScriptedEngine(["a": ScriptedEngine.Script(["yes"])]), engineKey: "one"
        ) { one throws(PromptError) in
            tally.compiled.withLock { $0 += 1 }
            if failing.contains(one.id) { throw .noChatTemplate }
            let prompt = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(one.id, isField: true)]))
            return LaneRequest(name: "a", prompt: prompt, settings: Settings(), samples: 1)
        }
        return EvaluationRun(lanes: [lane], cases: cases)
    }

    @Test func `requests are made as they are needed, and every case gets its output`() async {
        let tally = Tally()
        await run(tally).start(report: tally.take).wait()
        #expect((tally.compiledAtFirst.withLock { $0 } ?? 5000) < 2000)
        #expect(tally.outputs.withLock { $0.map(\.id) } == cases.map(\.id))
    }

    @Test func `a case that can't be compiled is an output with an error, and the others run`() async {
        let tally = Tally()
        await run(tally, failing: ["7", "4000"]).start(report: tally.take).wait()
        let failed = tally.outputs.withLock { $0.filter { $0.error != nil }.map(\.id) }
        #expect(failed == ["7", "4000"])
        #expect(tally.outputs.withLock { $0.count } == 5000)
    }

    @Test func `what is done isn't run again`() async {
        let tally = Tally()
        let done = Set(cases.dropLast(2).map { EvaluationRun.Key(lane: "a", id: $0.id) })
        await run(tally).start(without: done, report: tally.take).wait()
        #expect(tally.outputs.withLock { $0.map(\.id) } == ["4998", "4999"])
    }

    @Test func `once it is cancelled nothing more is asked for`() async {
        let tally = Tally()
        let (wait, cancel) = run(tally).start(report: tally.take)
        cancel()
        await wait()
        #expect(tally.compiled.withLock { $0 } <= 2048)
    }
}
