import Evaluation
import Foundation
import History
import Lanes
import Library
import Operations
import Prompting
import Remedies
import Reports
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The history behind the screen: keeps runs and answers questions, one after another on a queue of its own.
final class HistoryDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let mode: RunMode
    private let isOff: Bool
    /// Knows the page that is wanted, so that answers for older pages aren't made.
    private let worker = Worker("history")
    private let opened = Mutex<History?>(nil)
    /// The runs that the screen recorded, by its own numbers.
    private let recorded = Mutex<[Int: Int64]>([:])
    /// The time since which the voter has seen the two outputs that are voted on next.
    private let pairSince = Mutex(ContinuousClock.now)

    init(mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, mode: RunMode, isOff: Bool) {
        self.mailbox = mailbox
        self.host = host
        self.mode = mode
        self.isOff = isOff
    }

    /// Keeps a run. `text` is the text of its prompt's file, with unsaved edits.
    func record(_ run: ScreenRun, text: String) {
        guard !isOff else { return }
        let date = Date()
        worker.add { [self] in
            do throws(HistoryError) {
                guard let record = record(of: run, text: text, date: date) else { return }
                let history = try history()
                let id = try history.record(record)
                recorded.withLock { $0[run.number] = id }
                tellNotices(of: history)
            } catch {
                mailbox.send(.notice(screenText(of: Notice("The run isn't kept. ", about: error)), isError: true))
            }
        }
    }

    /// Returns a run as a report; nil if its models aren't in memory any more.
    func report(of run: ScreenRun, text: String) -> RunReport? {
        record(of: run, text: text, date: Date()).map { RunReport(RecordedRun(id: 0, run: $0)) }
    }

    /// Answers a question, or carries out a request.
    func ask(_ request: HistoryRequest) {
        let request = timed(request)
        switch request {
        case .page(let number, _, _): worker.want(number)
        case .pairShown: return
        default: break
        }
        worker.add { [self] in
            do throws(HistoryError) {
                if let answer = try answer(request) { mailbox.send(.history(answer)) }
            } catch {
                if case .keepPair(let pair) = request {
                    let sentence = screenText(of: Notice("The vote isn't kept. ", about: error))
                    mailbox.send(.history(.pairRefused(pair.id, sentence)))
                } else {
                    mailbox.send(.history(.failed(screenText(of: error))))
                }
            }
            if let history = opened.withLock({ $0 }) { tellNotices(of: history) }
        }
    }

    /// Returns people's earlier votes on a prompt's outputs, for a round that begins now.
    ///
    /// - Throws: A sentence if the history is off, or can't be read.
    func votes(on prompt: String) throws -> [Pair] {
        if isOff { throw Failure("Votes are kept in the history, which is off in this session.") }
        let result: Result<[Pair], HistoryError> = worker.get {
            Result { () throws(HistoryError) in try history().pairs(PairFilter(prompt: prompt, kind: .person)) }
        }
        return try result.get()
    }

    /// Returns the history, for work that keeps things by itself.
    ///
    /// - Throws: A sentence if the history is off, or can't be opened.
    func sharedHistory() throws -> History {
        if isOff { throw Failure("Verdicts are kept in the history, which is off in this session.") }
        let result: Result<History, HistoryError> = worker.get {
            Result { () throws(HistoryError) in try history() }
        }
        return try result.get()
    }

    /// Returns a run after all earlier runs are kept.
    func run(_ id: Int64) throws(HistoryError) -> RecordedRun {
        let result: Result<RecordedRun, HistoryError> = worker.get {
            Result { () throws(HistoryError) in try history().run(id) }
        }
        return try result.get()
    }

    /// Returns the run that the screen calls so, after all earlier runs are kept; nil if it isn't in the history.
    func run(_ reference: RunReference) -> RecordedRun? {
        worker.get { id(of: reference).flatMap { try? history().run($0) } }
    }

    /// Returns an evaluation.
    func evaluation(_ id: Int64) throws(HistoryError) -> EvaluationOutcome {
        let result: Result<EvaluationOutcome, HistoryError> = worker.get {
            Result { () throws(HistoryError) in try history().evaluation(id) }
        }
        return try result.get()
    }

    /// Waits until all runs are kept.
    func close() {
        worker.finish()
        opened.withLock { $0 }?.close()
    }

    private func tellNotices(of history: History) {
        for notice in history.takeNotices() { mailbox.send(.notice(screenText(of: notice), isError: true)) }
    }

    private func history() throws(HistoryError) -> History {
        if let history = opened.withLock({ $0 }) { return history }
        let history = try History()
        opened.withLock { $0 = history }
        _ = try? history.purge()
        return history
    }

    private func answer(_ request: HistoryRequest) throws(HistoryError) -> HistoryAnswer? {
        let history = try history()
        switch request {
        // These aren't questions: see ``record(_:text:)``, ``export(_:text:to:)`` and ``timed(_:)``.
        case .record, .export, .exportRecorded, .exportEvaluation, .pairShown: return nil
        case .page(let number, let filter, let position):
            guard worker.isWanted(number) else { return nil }
            let page = try history.page(filter, from: position)
            let words = position == .newest ? filter.evaluationWords : nil
            let count = try words.map { words throws(HistoryError) in try history.evaluationCount(words) } ?? 0
            return .page(number: number, page, isMore: position != .newest, evaluations: count)
        case .usage: return .usage(try history.usage(since: Calendar.current.startOfDay(for: Date())))
        case .open(let id):
            let run = try history.run(id)
            return .run(
                run,
                try? PromptFile(
                    text: run.run.prompt.text, name: run.run.prompt.name, places: Configuration.current.places
                ).prompt)
        case .compare(let first, let second): return .runs(try history.run(first), try history.run(second))
        case .rate(let id, let rating):
            try history.rate(id, rating)
            return .changed(rating.map { "Run \(id) is rated \($0) of 5." } ?? "Run \(id) no longer has a rating.")
        case .turnRating(let reference, let step):
            guard let id = id(of: reference) else {
                return .failed("The run isn't in the history, so it has no rating.")
            }
            let rating = min(5, max(1, (try history.run(id).rating ?? 3) + step))
            try history.rate(id, rating)
            return .changed("Run \(id) is rated \(rating) of 5.")
        case .setTags(let id, let tags):
            let old = try history.run(id).tags
            let now = try history.tag(id, add: tags, remove: old.filter { !tags.contains($0) })
            return .changed(
                now.isEmpty ? "Run \(id) has no tags." : "Tags of run \(id): \(now.joined(separator: ", ")).")
        case .note(let id, let note):
            try history.note(id, note)
            return .changed("The note to run \(id) was saved.")
        case .delete(let id):
            try history.delete([id])
            return .changed("Run \(id) deleted. ^_ brings it back.")
        case .restore(let id):
            try history.restore([id])
            return .changed("Run \(id) is back.")
        case .evaluations(let words): return .evaluations(try history.evaluations(words), for: words)
        case .deletedEvaluations(let words):
            return .evaluations(try history.evaluations(words, isDeleted: true), for: words)
        case .openEvaluation(let id): return .evaluation(KeptEvaluation(try history.evaluation(id)))
        case .compareEvaluations(let first, let second):
            return .evaluation(
                KeptEvaluation(
                    EvaluationComparison(try history.evaluation(first), try history.evaluation(second))))
        case .deleteEvaluation(let id):
            try history.deleteEvaluations([id])
            return .changed("Evaluation \(id) deleted. ^_ brings it back.")
        case .restoreEvaluation(let id):
            try history.restoreEvaluations([id])
            return .changed("Evaluation \(id) is back.")
        case .pairs(let filter): return .pairs(try history.pairs(filter), of: filter)
        case .findEvaluation(let output):
            guard let id = try history.evaluation(with: output) else {
                return .failed("No kept evaluation has this output.")
            }
            return .evaluationFound(id, prompt: output.prompt)
        case .keepPair(let pair):
            try history.keep([pair])
            return nil
        case .removePair(let id):
            try history.removePair(id)
            return nil
        }
    }

    /// Returns a request to keep a vote with the time of now, and how long the voter saw both outputs; else the request.
    private func timed(_ request: HistoryRequest) -> HistoryRequest {
        switch request {
        case .keepPair(var pair):
            let seconds = pairSince.withLock { since in
                defer { since = .now }
                return since.duration(to: .now) / .seconds(1)
            }
            (pair.date, pair.seconds) = (Date(), seconds)
            return .keepPair(pair)
        case .removePair, .pairShown:
            pairSince.withLock { $0 = .now }
            return request
        default: return request
        }
    }

    private func id(of reference: RunReference) -> Int64? {
        switch reference {
        case .history(let id): id
        case .screen(let number): recorded.withLock { $0[number] }
        }
    }

    /// Returns the record of a run; nil if its models aren't in memory any more.
    private func record(of run: ScreenRun, text: String, date: Date) -> RunRecord? {
        var lanes: [LaneRecord] = []
        var local: LoadedModel?
        for lane in run.lanes {
            guard let backend = host.backend(lane.modelPath) else { continue }
            if case .local(let model) = backend { local = local ?? model }
            lanes.append(
                LaneRecord(
                    lane.request, model: ModelRecord(backend), sources: lane.settings.sources, result: lane.result))
        }
        guard !lanes.isEmpty else { return nil }
        let seconds = run.lanes.map { $0.result.timings.firstTokenSeconds + $0.result.timings.decodeSeconds }.max() ?? 0
        return RunRecord(
            date: date.addingTimeInterval(-seconds), seconds: seconds, origin: run.isByHand ? .screen : .live,
            mode: mode.rawValue,
            prompt: PromptRecord(
                name: run.name, file: run.path.map { URL(filePath: $0).standardizedFileURL.path }, text: text),
            lanes: lanes,
            machine: MachineRecord(
                lathe: LatheVersion.number, processor: Processor.name, threads: local?.threads ?? 0,
                padding: mode == .fast ? local?.engine.choices.padding ?? [] : []),
            isFresh: false,
            isCancelled: lanes.contains { $0.result.samples.contains { $0.stages.last?.finish == .cancelled } })
    }
}
