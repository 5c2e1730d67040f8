import Foundation
import Lanes
import Sampling
import Testing

@testable import History
@testable import Library

struct ComparisonTests {
    @Test func `runs that are the same differ in nothing`() {
        let comparison = RunComparison(SampleRuns.run(), SampleRuns.run())
        #expect(comparison.differences.isEmpty)
        #expect(comparison.isSamePrompt)
        #expect(comparison.lanes.allSatisfy { $0.differences.isEmpty && $0.isSameText && $0.isSamePrompt })
    }

    @Test func `outputs that call other tools aren't the same text, though a server sends none`() {
        func run(_ arguments: String) -> RunRecord {
            SampleRuns.run(lanes: [
                SampleRuns.lane(says: "") {
                    $0.result.samples[0].stages[0].toolUse = ToolUse(
                        [ToolCall(name: "f", arguments: arguments)], content: "")
                }
            ])
        }
        #expect(RunComparison(run("{}"), run("{ }")).lanes[0].isSameText)
        #expect(!RunComparison(run("{}"), run(#"{"x":1}"#)).lanes[0].isSameText)
    }

    @Test func `settings and properties that differ are named as in prompt files`() {
        let first = SampleRuns.run(lanes: [SampleRuns.lane()])
        let second = SampleRuns.run(lanes: [
            SampleRuns.lane(says: "An owl.", technique: .fewShot) {
                $0.request.settings.temperature = 1.5
                $0.request.settings.stop = ["x"]
                $0.request.samples = 3
            }
        ]) {
            $0.mode = "strict"
            $0.prompt.variables = ["x": "1"]
        }
        let comparison = RunComparison(first, second)
        #expect(comparison.differences.map(\.name) == ["mode", "{{x}}"])
        #expect(comparison.differences[1] == .init(name: "{{x}}", first: nil, second: "1"))
        #expect(!comparison.isSamePrompt)
        let lane = comparison.lanes[0]
        #expect(lane.differences.map(\.name) == ["technique", "samples", "temperature", "stop"])
        #expect(lane.differences[2] == .init(name: "temperature", first: "0.8", second: "1.5"))
        #expect(!lane.isSameText && lane.isSamePrompt)
    }

    @Test func `a setting that a server wasn't sent is said to be none of its run's`() {
        func run(lacks: [SettingsKey], topK: Int = 40) -> RunRecord {
            let server = ServerRecord(url: "http://127.0.0.1:9/v1", kind: "compatible", lacks: lacks)
            var model = SampleRuns.model
            (model.path, model.server) = ("", server)
            return SampleRuns.run(lanes: [
                SampleRuns.lane(model: model) {
                    $0.request.settings.topK = topK
                    $0.request.settings.minP = 0.25
                }
            ])
        }
        let comparison = RunComparison(run(lacks: []), run(lacks: [.topK, .minP], topK: 7))
        #expect(
            comparison.lanes[0].differences == [
                .init(name: "topK", first: "40", second: "not sent"),
                .init(name: "minP", first: "0.25", second: "not sent"),
            ])
        // What neither was sent doesn't tell them apart.
        let same = RunComparison(run(lacks: [.topK], topK: 3), run(lacks: [.topK], topK: 4))
        #expect(same.lanes[0].differences.isEmpty)
    }

    @Test func `lanes are compared by name, then in order, and none is left out`() {
        let first = SampleRuns.run(lanes: ["a", "b", "c"].map { SampleRuns.lane($0) })
        let second = SampleRuns.run(lanes: ["c", "x", "y", "a", "z"].map { SampleRuns.lane($0) })
        let pairs = RunComparison(first, second).lanes.map { [$0.first?.name, $0.second?.name] }
        #expect(pairs == [["a", "a"], ["b", "x"], ["c", "c"], [nil, "y"], [nil, "z"]])
    }

    @Test func `a comparison survives JSON`() throws {
        let comparison = RunComparison(SampleRuns.run(), SampleRuns.run(lanes: []))
        let data = try HistoryJSON.encoder().encode(comparison)
        #expect(try HistoryJSON.decoder().decode(RunComparison.self, from: data) == comparison)
    }
}

struct RerunPromiseTests {
    private func doubts(
        machine: MachineRecord = SampleRuns.machine, model: ModelRecord = SampleRuns.model,
        change: (inout RunRecord) -> Void = { _ in }
    ) -> String {
        let run = SampleRuns.run(change: change)
        return RerunPromise(run, on: machine, models: run.lanes.map { _ in model }).doubts.joined(separator: " ")
    }

    @Test func `the first run of a process, on the same machine, promises the same text`() {
        let models = SampleRuns.run().lanes.map { _ in SampleRuns.model }
        #expect(RerunPromise(SampleRuns.run(), on: SampleRuns.machine, models: models).isSameText)
    }

    @Test func `a server promises nothing, and several models only in strict mode`() {
        #expect(doubts { $0.lanes[0].model.path = "" }.contains("is a server"))
        let twoModels = { (run: inout RunRecord) in
            run.lanes.append(run.lanes[0])
            run.lanes[1].model.path = "/elsewhere.gguf"
        }
        #expect(doubts(change: twoModels).contains("several models"))
        #expect(
            doubts {
                twoModels(&$0)
                $0.mode = "strict"
            } == "")
    }

    @Test func `strict mode promises the same text wherever the run stood in its process`() {
        #expect(
            doubts(machine: MachineRecord(lathe: "0.1.0", processor: "A processor", threads: 2)) {
                $0.mode = "strict"
                $0.isFresh = false
                $0.origin = .batch
            } == "")
    }

    @Test func `fast mode promises nothing for a run after other runs, or of the workbench`() {
        #expect(doubts { $0.isFresh = false }.contains("after other runs"))
        #expect(doubts { $0.origin = .screen }.contains("workbench"))
    }

    @Test func `each thing that is another one is named`() {
        #expect(
            doubts(machine: MachineRecord(lathe: "0.1.0", processor: "B", threads: 2, padding: [1, 2, 4, 4])).contains(
                "processor"))
        #expect(
            doubts(machine: MachineRecord(lathe: "0.1.0", processor: "A processor", threads: 4, padding: [1, 2, 4, 4]))
                .contains(
                    "threads is different: 2 then, 4 now"))
        #expect(
            doubts(machine: MachineRecord(lathe: "0.1.0", processor: "A processor", threads: 2)).contains("padding"))
        var machine = SampleRuns.machine
        machine.lathe = "0.2.0"
        #expect(doubts(machine: machine).contains("Lathe is different: 0.1.0 then, 0.2.0 now."))
        var model = SampleRuns.model
        model.build = "llama.cpp 2"
        #expect(doubts(model: model).contains("llama.cpp is different"))
        model = SampleRuns.model
        model.sha256 = "b"
        #expect(doubts(model: model).contains("model is different"))
        model.sha256 = nil
        #expect(doubts(model: model).contains("isn't known"))
        model = SampleRuns.model
        model.contextLength = 1
        #expect(doubts(model: model).contains("context"))
        #expect(doubts { $0.isCancelled = true }.contains("cancelled"))
    }
}
