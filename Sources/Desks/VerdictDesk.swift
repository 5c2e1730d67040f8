import Evaluation
import Foundation
import History
import Operations
import Prompting
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The verdicts on the outputs of the last evaluation, a person's blind votes and those of a model that judges; and on the lanes as
/// they stand.
final class VerdictDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let judges: JudgeDesk
    private let reader = Worker("votes")
    /// The last evaluation that began.
    private let last = Mutex<(number: Int, plan: EvaluationPlan, work: EvaluationWork)?>(nil)
    /// The number of the evaluation whose further outputs a round of votes takes; nil if there is no round.
    private let voting = Mutex<Int?>(nil)

    init(mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, setup: EngineSetup) {
        self.mailbox = mailbox
        self.host = host
        judges = JudgeDesk(mailbox: mailbox, setup: setup)
    }

    /// Takes an evaluation that begins, in place of the last one.
    func begin(_ number: Int, _ plan: EvaluationPlan, _ work: EvaluationWork) {
        last.withLock { $0 = (number, plan, work) }
    }

    private func evaluation(_ number: Int) -> (plan: EvaluationPlan, work: EvaluationWork)? {
        last.withLock { last in
            guard let last, last.number == number else { return nil }
            return (last.plan, last.work)
        }
    }

    // MARK: votes

    /// Begins a round of blind votes on the outputs of an evaluation, which may be running. Without a voter's name, this
    /// machine's user votes.
    func beginVotes(on number: Int, by name: String?, history: HistoryDesk) {
        reader.addBeside { [self] in
            let round: Result<VoteRound, DataProblem>
            do {
                guard let (plan, work) = evaluation(number) else {
                    throw Failure("The evaluation has no outputs yet.")
                }
                // Before the outputs so far are taken, so that none is missed; one that comes twice is taken once.
                voting.withLock { $0 = number }
                round = .success(
                    try VoteRound(
                        plan, work.outputs, voter: name.map(Voter.person) ?? .user,
                        earlier: history.votes(on: plan.promptName)))
            } catch {
                round = .failure(DataProblem(sentence: screenText(of: error)))
            }
            mailbox.send(.evaluation(.votes(number: number, round)))
        }
    }

    /// Gives an output to the round of votes on its evaluation, if there is one.
    func offer(_ output: CaseOutput, of number: Int, _ plan: EvaluationPlan) {
        guard voting.withLock({ $0 == number }), let pair = plan.pairOutput(output) else { return }
        mailbox.send(.evaluation(.votable(number: number, pair, caseID: output.id)))
    }

    // MARK: judging

    /// Lets a model judge the outputs of an evaluation.
    func judge(_ number: Int, with word: String, history: HistoryDesk) {
        guard let (plan, work) = evaluation(number) else {
            return mailbox.send(
                .evaluation(.judging(number: number, .failed("The evaluation has no outputs any more."))))
        }
        let outputs = work.outputs
        judges.judge({ try JudgedOutputs(outputs, of: plan) }, number: number, model: word, history: history)
    }

    /// Lets a model judge the outputs of the screen's lanes.
    func judge(_ lanes: LanesToJudge, with word: String, history: HistoryDesk) {
        judges.judge(
            { [host] in try JudgedOutputs(lanes.placed(in: history), on: host) }, number: LanesToJudge.number,
            model: word,
            history: history,
            remarks: [
                "All these outputs answer one input, so that the result says nothing of others: Alt-g evaluates the lanes on more."
            ])
    }

    /// Lets the last judge judge the same outputs in another manner.
    func judgeAgain(_ manner: JudgeManner, history: HistoryDesk) { judges.judgeAgain(manner, history: history) }

    /// Ends the judging.
    func stopJudging() { judges.stop() }

    /// Ends the judging, and waits a moment until that has happened.
    func close() { judges.close() }
}

extension JudgedOutputs {
    /// Takes the outputs of the screen's lanes: the lanes' first ones together, then their second ones.
    fileprivate init(_ lanes: LanesToJudge, on host: EngineHost) throws {
        let question = VoteRound.Question(
            caseID: lanes.caseID, messages: lanes.question, references: lanes.references)
        let count = lanes.lanes.map(\.outputs.count).max() ?? 0
        self.init(
            promptName: lanes.promptName,
            lanes: try lanes.lanes.map { lane in
                guard let backend = host.backend(of: lane.model) else {
                    throw Failure("The model of lane \(lane.name) isn't loaded any more.")
                }
                return (lane.name, backend)
            },
            answered: (0..<count).map { number in
                Answered(
                    question: question,
                    outputs: lanes.lanes.compactMap { number < $0.outputs.count ? $0.outputs[number] : nil })
            })
    }
}

extension LanesToJudge {
    /// Returns the lanes with the places of their outputs in the history. An output that its run doesn't have gets none.
    fileprivate func placed(in history: HistoryDesk) -> LanesToJudge {
        var (placed, runs) = (self, [RunReference: RecordedRun?]())
        for index in lanes.indices {
            guard let reference = lanes[index].run else { continue }
            let run = runs[reference] ?? history.run(reference)
            runs[reference] = .some(run)
            guard let run else { continue }
            for sample in lanes[index].outputs.indices {
                placed.lanes[index].outputs[sample]?.place = lanes[index].outputs[sample].flatMap {
                    run.place(of: $0, sample: sample)
                }
            }
        }
        return placed
    }
}

extension RecordedRun {
    /// Returns where the run has an output: in the lane of that name, or in another one.
    fileprivate func place(of output: PairOutput, sample: Int) -> RunPlace? {
        func has(_ lane: LaneRecord) -> Bool {
            guard lane.result.samples.indices.contains(sample) else { return false }
            let one = lane.result.samples[sample]
            // As the judge got it: without thoughts, with calls as trees.
            return ThoughtTags.usual.answer(in: one.textBesideCalls).map { one.calls.shown(below: $0) } == output.text
        }
        let found =
            run.lanes.firstIndex { $0.name == output.lane && has($0) } ?? run.lanes.firstIndex(where: has)
        return found.map { RunPlace(run: id, lane: $0, sample: sample) }
    }
}

extension VoteRound {
    /// Begins a round of votes on the outputs of a plan.
    fileprivate init(_ plan: EvaluationPlan, _ outputs: [CaseOutput], voter: Voter, earlier: [Pair]) throws {
        self.init(
            lanes: plan.run.lanes.map(\.name), questions: try plan.data.cases.map(plan.question), voter: voter,
            earlier: earlier, seed: .random(in: 0...UInt64.max))
        for output in outputs {
            if let pair = plan.pairOutput(output) { take(pair, caseID: output.id) }
        }
    }
}
