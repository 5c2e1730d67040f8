import Testing

@testable import Lanes
@testable import Runtime

/// Where prompts are cut into batches.
@Suite struct PromptCutTests {
    private func scheduler(cutEvery: Int) throws -> Scheduler {
        let model = try LlamaModel(path: StarterModel.smolLM2) { _ in true }
        var choices = EngineChoices(threads: 1)
        choices.cutEvery = cutEvery
        choices.promptRows = 64
        let context = try LlamaContext(model: model, cells: 256, sequences: 64, rows: 64, threads: 1)
        return Scheduler(
            model: model, context: context, renderer: PromptRenderer(model: model), choices: choices)
    }

    /// Sizes of the batches in which a prompt of `length` tokens is read from `start` on, `room` rows at a time.
    private func sizes(_ scheduler: Scheduler, from start: Int, to length: Int, room: Int) -> [Int] {
        let branch = Branch(sequence: 0)
        branch.tokens = Array(repeating: 7, count: start)
        branch.pending = Array(repeating: 7, count: length - start)
        var sizes: [Int] = []
        while !branch.pending.isEmpty {
            let count = scheduler.chunk(of: branch, room: room)
            sizes.append(count)
            branch.tokens += branch.pending.prefix(count)
            branch.pending.removeFirst(count)
        }
        return sizes
    }

    @Test func `where batches agree wherever they are cut, each takes what there is room for`() throws {
        let scheduler = try scheduler(cutEvery: 1)
        #expect(sizes(scheduler, from: 0, to: 150, room: 64) == [64, 64, 22])
        #expect(sizes(scheduler, from: 5, to: 50, room: 20) == [20, 20, 5])
    }

    @Test func `a batch ends at a multiple of the tokens that batches agree at`() throws {
        let scheduler = try scheduler(cutEvery: 8)
        #expect(sizes(scheduler, from: 8, to: 100, room: 30) == [24, 24, 24, 20])
        #expect(sizes(scheduler, from: 0, to: 20, room: 4) == [4, 4, 4, 4, 4])
    }

    @Test func `where batches don't agree, a prompt is cut at the same places wherever it was begun`() throws {
        let scheduler = try scheduler(cutEvery: 64)
        #expect(sizes(scheduler, from: 0, to: 200, room: 64) == [64, 64, 64, 8])
        #expect(sizes(scheduler, from: 40, to: 200, room: 64) == [24, 64, 64, 8])
        #expect(sizes(scheduler, from: 0, to: 100, room: 24) == [24, 24, 16, 24, 12])
        #expect(sizes(scheduler, from: 0, to: 65, room: 64) == [64, 1])
    }

    @Test(arguments: [1, 8])
    func `no last row is left to a batch by itself`(cutEvery: Int) throws {
        let scheduler = try scheduler(cutEvery: cutEvery)
        for length in 3...140 {
            let sizes = sizes(scheduler, from: 0, to: length, room: 64)
            #expect(sizes.reduce(0, +) == length)
            #expect(sizes.last != 1, "\(length): \(sizes)")
        }
    }
}
