import Evaluation
import Foundation
import History
import Library
import Operations
import Reports
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The judging behind the screen: loads the judge, asks it about outputs of lanes, and mails what it says.
final class JudgeDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let setup: EngineSetup
    private let worker = Worker("judging")
    private let running = Mutex<JudgeWork?>(nil)
    /// The number of the last judging: an evaluation may be judged several times.
    private let newest = Mutex(0)

    init(mailbox: LoopMailbox<Workbench.Message>, setup: EngineSetup) {
        self.mailbox = mailbox
        self.setup = setup
    }

    /// Lets a model judge outputs; an empty word is the usual judge. The remarks stand at the end of its report.
    func judge(
        _ given: @escaping @Sendable () throws -> JudgedOutputs, number: Int, model word: String,
        history desk: HistoryDesk, remarks: [String] = []
    ) {
        stop()
        let judging = newest.withLock { newest in
            newest += 1
            return newest
        }
        worker.want(judging)
        worker.start { [self] in
            // One that was stopped still tells what it has, unless another one has taken its place.
            @Sendable func tell(_ news: JudgeNews) {
                guard newest.withLock({ $0 == judging }) else { return }
                mailbox.send(.evaluation(.judging(number: number, news)))
            }
            @Sendable func tellProgress(_ sentence: String?) {
                if let sentence, worker.isWanted(judging) { tell(.progress(sentence)) }
            }
            let models = LocalModels(setup, telling: tellProgress) { [worker] in worker.isWanted(judging) }
            defer { models.shutDown() }
            do {
                let history = try desk.sharedHistory()
                let outputs = try given()
                let paths = outputs.lanes.compactMap { $0.backend.model?.description.path }
                let backend = try await models.judge(word.isEmpty ? nil : word, besides: paths)
                let file = try PromptLibrary.standard.open("judges/\(JudgePrompt.Form.pairwise.rawValue)")
                let judge = Judge(backend, prompt: try JudgePrompt(file, form: .pairwise, explains: false))
                let work = try JudgeWork(judge, on: outputs, history: history, mode: setup.mode)
                // In one step, so that it doesn't take the place of a newer one, which `stop` must find.
                let begins = running.withLock { running in
                    guard worker.isWanted(judging) else { return false }
                    running = work
                    return true
                }
                guard begins else { return tell(.failed("Stopped.")) }
                defer { running.withLock { if $0 === work { $0 = nil } } }
                try await work.run(telling: tellProgress)
                try await work.askAgain(pairs: Self.repeated, telling: tellProgress)
                let kinship = Kinship(of: backend, to: outputs.lanes)
                let votes = try history.pairs(PairFilter(prompt: outputs.promptName, kind: .person))
                let report = JudgeReport(
                    promptName: outputs.promptName, cases: outputs.cases, judge: backend.name,
                    lanes: outputs.lanes.map(\.name), kinship: kinship.sentence, isUnfair: kinship.isUneven,
                    identical: work.identical, pairs: work.pairs, votes: votes, repetition: work.repetition,
                    cost: work.cost)
                var lines = report.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                if report.trial.verdicts > 0, !report.trial.isBelievable { lines.append(Self.advice) }
                lines += remarks
                let failures = work.failures
                if let first = failures.first { lines += ["", "\(failures.count) requests failed: \(first)"] }
                tell(.ended(lines, alarm: kinship.isUneven ? kinship.sentence : nil))
            } catch {
                tell(.failed(worker.isWanted(judging) ? screenText(of: error) : "Stopped."))
            }
        }
    }

    /// What to do about a judge that can't be believed.
    private static let advice =
        "Take a larger model or one on a server; or vote yourself: v in an evaluation shows its outputs without their lanes' names."

    /// The number of pairs that are asked about once more.
    private static let repeated = 10

    /// Ends the judging; verdicts that were given are kept.
    func stop() {
        worker.want(nil)
        running.withLock { $0 }?.cancel()
    }

    /// Ends the judging, and waits a moment until that has happened.
    func close() {
        stop()
        worker.finish(by: .now() + 2)
    }
}
