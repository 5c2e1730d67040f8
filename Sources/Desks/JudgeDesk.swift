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
    /// What was judged last; nil if nothing was.
    private let last = Mutex<Judged?>(nil)

    /// Outputs, with the word of the model that judges them.
    private struct Judged: Sendable {
        var outputs: @Sendable () throws -> JudgedOutputs
        var number: Int
        var model: String
        var remarks: [String]
    }

    init(mailbox: LoopMailbox<Workbench.Message>, setup: EngineSetup) {
        self.mailbox = mailbox
        self.setup = setup
    }

    /// Lets a model judge outputs; an empty word is the usual judge. The remarks stand at the end of its report.
    func judge(
        _ given: @escaping @Sendable () throws -> JudgedOutputs, number: Int, model word: String,
        history desk: HistoryDesk, remarks: [String] = []
    ) {
        let judged = Judged(outputs: given, number: number, model: word, remarks: remarks)
        last.withLock { $0 = judged }
        judge(judged, JudgeManner(), desk)
    }

    /// Lets the last judge judge the same outputs in another manner.
    func judgeAgain(_ manner: JudgeManner, history desk: HistoryDesk) {
        if let judged = last.withLock({ $0 }) { judge(judged, manner, desk) }
    }

    private func judge(_ judged: Judged, _ manner: JudgeManner, _ desk: HistoryDesk) {
        stop()
        let form: JudgePrompt.Form = manner.scores ? .rubric : .pairwise
        let judging = newest.withLock { newest in
            newest += 1
            return newest
        }
        worker.want(judging)
        worker.start { [self] in
            // One that was stopped still tells what it has, unless another one has taken its place.
            @Sendable func tell(_ news: JudgeNews) {
                guard newest.withLock({ $0 == judging }) else { return }
                mailbox.send(.evaluation(.judging(number: judged.number, news)))
            }
            @Sendable func tellProgress(_ sentence: String?) {
                if let sentence, worker.isWanted(judging) { tell(.progress(sentence)) }
            }
            let models = LocalModels(setup, telling: tellProgress) { [worker] in worker.isWanted(judging) }
            defer { models.shutDown() }
            do {
                let history = try desk.sharedHistory()
                let outputs = try judged.outputs()
                let paths = outputs.lanes.compactMap { $0.backend.model?.description.path }
                let backend = try await models.judge(
                    judged.model.isEmpty ? nil : judged.model, besides: paths)
                let file = try PromptLibrary.standard.open("judges/\(form.rawValue)")
                let prompt = try JudgePrompt(
                    file, form: form, explains: manner.explains, foldsSharedParts: manner.folds && !manner.scores)
                let judge = Judge(backend, prompt: prompt)
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
                var lines = try Self.report(work, on: outputs, kinship, history, as: form).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
                if manner.explains, !manner.scores { lines += [Self.reasons] }
                lines += judged.remarks
                let failures = work.failures
                if let first = failures.first { lines += ["", "\(failures.count) requests failed: \(first)"] }
                tell(.ended(lines, alarm: kinship.isUneven ? kinship.sentence : nil))
            } catch {
                tell(.failed(worker.isWanted(judging) ? screenText(of: error) : "Stopped."))
            }
        }
    }

    private static func report(
        _ work: JudgeWork, on outputs: JudgedOutputs, _ kinship: Kinship, _ history: History, as form: JudgePrompt.Form
    ) throws -> String {
        let lanes = outputs.lanes.map(\.name)
        let votes = try history.pairs(PairFilter(prompt: outputs.promptName, kind: .person))
        if form == .rubric {
            let report = RubricReport(
                work.scores, lanes: lanes, isReworded: work.isReworded, votes: votes, promptName: outputs.promptName,
                judge: kinship.judge, kinship: kinship.sentence, isUnfair: kinship.isUneven, cost: work.cost)
            return report.text + (report.isAdvised ? "\n" + advice : "")
        }
        let report = JudgeReport(
            promptName: outputs.promptName, cases: outputs.cases, judge: kinship.judge, lanes: lanes,
            kinship: kinship.sentence, isUnfair: kinship.isUneven, identical: work.identical, pairs: work.pairs,
            votes: votes, repetition: work.repetition, cost: work.cost)
        let isToldOf = report.trial.verdicts > 0 && !report.trial.isBelievable
        return report.text + (isToldOf ? "\n" + advice : "")
    }

    /// What to do about a judge that can't be believed.
    private static let advice =
        "Take a larger model or one on a server; or vote yourself: v in an evaluation shows its outputs without their lanes' names."

    /// Where the judge's reasons are read.
    private static let reasons = "The reasons stand with the pairs: t lists these, and Enter reads one."

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
