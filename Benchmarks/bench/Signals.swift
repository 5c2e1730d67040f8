import Evaluation
import Foundation
import Lanes
import Prompting
import Runtime
import Synchronization

/// Signals into the engine's process at random moments of loading, streaming and evaluation: each time the run must end with a
/// summary of all that was asked, and the next run must work.
func signals(rounds: Int = Bench.isQuick ? 18 : 100) async throws -> Measurement {
    let host = Bench.process()
    let engine = try await BenchModel.smolLM2.engine(in: host)
    defer { engine.shutDown() }
    var survived = 0
    var failures: [String] = []
    for round in 0..<rounds {
        let signal = [SIGILL, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGKILL][round % 6]
        let moment = Moment.allCases[round / 6 % 3]
        // What is to be loaded has to be lost first.
        if moment == .loading, let process = host.identifier { kill(process, SIGKILL) }
        let isEnded = SharedFlag()
        let work = Task { () -> Bool in
            defer { isEnded.set() }
            return await moment.run(on: engine, round: round)
        }
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<moment.longest)))
        // Whether or not there is a process yet: it is the moment that counts, but a signal has to come.
        for _ in 0..<2000 {
            if let process = host.identifier {
                kill(process, signal)
                break
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        for _ in 0..<6000 where !isEnded.isSet { try await Task.sleep(for: .milliseconds(10)) }
        guard isEnded.isSet else {
            failures.append("\(moment), signal \(signal): no end")
            break
        }
        let isWhole = await work.value
        let next = await engine.start(RunRequest(lanes: [lane("next", "Round \(round).", tokens: 4)])).summary()
        let works = next.lanes.count == 1 && next.lanes[0].error == nil && !next.lanes[0].samples[0].text.isEmpty
        if isWhole, works {
            survived += 1
        } else {
            failures.append("\(moment), signal \(signal): \(isWhole), \(works)")
        }
    }
    return Measurement(
        what:
            "signals into the engine's process at random moments: runs that end with a summary, and the next one works",
        model: "SmolLM2", mustBe: "\(rounds) of \(rounds)",
        value: "\(survived) of \(rounds)" + (failures.first.map { "; first: \($0)" } ?? ""),
        isReached: survived == rounds)
}

private enum Moment: CaseIterable {
    case loading, streaming, evaluating

    /// Microseconds until the signal, at most.
    var longest: Int { self == .loading ? 500_000 : 1_200_000 }

    /// Whether all that was asked is there in the end, be it an error.
    func run(on engine: DetachedEngine, round: Int) async -> Bool {
        switch self {
        case .loading, .streaming:
            let lanes = (0..<6).map { lane("\($0)", story + "Round \(round), keeper \($0)", tokens: 80) }
            return await engine.start(RunRequest(lanes: lanes)).summary().lanes.count == lanes.count
        case .evaluating:
            let lane = EvaluatedLane(name: "a", engine: engine, engineKey: "SmolLM2") { one throws(PromptError) in
                bench.lane("a", story + (one.variables["text"] ?? ""), tokens: 40)
            }
            let cases = (0..<12).map { Case(id: "\($0)", variables: ["text": "Round \(round), case \($0)"]) }
            let count = Mutex(0)
            await EvaluationRun(lanes: [lane], cases: cases, parallel: 4).start { _ in count.withLock { $0 += 1 } }
                .wait()
            return count.withLock { $0 } == cases.count
        }
    }
}

private final class SharedFlag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
