import Evaluation
import Foundation
import History
import Library
import Operations
import Prompting
import Reports
import Sampling
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The evaluations behind the screen: finds data, runs the lanes over it on the screen's models, and mails the results.
final class EvaluationDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let setup: EngineSetup
    private let chat: ChatOptions
    private let reader = Worker("data sets")
    /// Does evaluations one after another. If a newer one is wanted, an older one ends before it begins.
    private let worker = Worker("evaluations")
    private let running = Mutex<(number: Int, work: EvaluationWork)?>(nil)
    /// The votes and the judging on the outputs of the last evaluation.
    let verdicts: VerdictDesk
    /// The outcome of the last evaluation; nil if there is none.
    private let last = Mutex<EvaluationOutcome?>(nil)
    /// What keeps evaluations; nil until there is one, or if none are kept.
    private let recorder = Mutex<RunRecorder?>(nil)
    private let isHistoryOff: Bool

    init(
        mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, setup: EngineSetup, chat: ChatOptions,
        isHistoryOff: Bool
    ) {
        self.mailbox = mailbox
        self.host = host
        self.setup = setup
        verdicts = VerdictDesk(mailbox: mailbox, host: host, setup: setup)
        self.chat = chat
        self.isHistoryOff = isHistoryOff
    }

    // MARK: data

    /// Lists the data sets for a prompt: its own, those in this folder, and those that come with Lathe.
    func list(for prompt: Prompt) {
        reader.addBeside { [mailbox] in
            var entries: [DataEntry] = []
            if !prompt.testData.isEmpty {
                let count = prompt.testData.count
                entries.append(
                    DataEntry(
                        name: "testData", path: nil,
                        origin: "the prompt's own, \(count) \(count == 1 ? "case" : "cases")"))
            }
            entries += KnownData.all.map { DataEntry(name: $0.name, path: $0.path, origin: $0.origin) }
            mailbox.send(.evaluation(.dataListed(entries)))
        }
    }

    /// Reads a data set for facts about it.
    func describe(_ choice: DataChoice, for prompt: Prompt, lanes: Int) {
        reader.addBeside { [mailbox] in
            do {
                let data = try DataSet(choice, for: prompt)
                var sentences = ["\(data.cases.count) \(data.cases.count == 1 ? "case" : "cases")."]
                if let columns = data.columnsInWords { sentences[0] += " " + columns }
                if let first = data.firstInWords { sentences.append(first) }
                if lanes > 1 {
                    sentences.append(
                        DetectableDifference.sentence(
                            cases: data.cases.count, comparisons: lanes * (lanes - 1) / 2))
                }
                sentences += data.notices.map(screenText(of:))
                if let row = data.badRows.first {
                    sentences.append(
                        data.badRows.count == 1
                            ? "A row is left out. \(row.sentence)"
                            : "\(data.badRows.count) rows are left out; the first: \(row.sentence)")
                }
                let facts = DataFacts(cases: data.cases.count, sentences: sentences)
                mailbox.send(.evaluation(.dataDescribed(choice, .success(facts))))
            } catch {
                mailbox.send(
                    .evaluation(.dataDescribed(choice, .failure(DataProblem(sentence: screenText(of: error))))))
            }
        }
    }

    /// Lays out what a data set holds, and what a prompt gets of it.
    func show(_ choice: DataChoice, for prompt: Prompt, in room: TextRoom) {
        reader.addBeside { [mailbox] in
            let lines: Result<[String], DataProblem>
            do {
                let rows = 3
                let sheet =
                    if let path = choice.path {
                        try DataSheet(
                            file: path, path: path.expandingHome, for: prompt, options: choice.options, firstRows: rows)
                    } else {
                        try DataSheet(testDataOf: prompt, options: choice.options, firstRows: rows)
                    }
                let report = DataReport(
                    file: sheet.file, survey: sheet.survey, data: sheet.use.map { ($0.prompt, $0.data, $0.answer) },
                    problem: sheet.problem, firstRows: rows, wording: screenText)
                lines = .success(report.lines(width: room.columns, glyphs: room.glyphs))
            } catch {
                lines = .failure(DataProblem(sentence: screenText(of: error)))
            }
            mailbox.send(.evaluation(.dataShown(choice, lines)))
        }
    }

    // MARK: writing

    /// Writes the outcome of the last evaluation to a new file, in the format of its ending.
    func export(to path: String) -> Workbench.Message {
        guard let outcome = last.withLock({ $0 }) else {
            return .notice("The evaluation hasn't ended yet: s stops it.", isError: true)
        }
        return outcome.write(to: path)
    }

    // MARK: running

    /// Runs an evaluation. Takes over the outputs of an earlier one with the same requests.
    func run(_ number: Int, _ order: EvaluationOrder, text: String) {
        stop()
        worker.want(number)
        worker.start { [self] in
            do {
                let file = try PromptFile(text: text, name: order.name, places: Configuration.current.places)
                let data = try DataSet(order.data, for: order.prompt, checkedBy: file)
                let engines = EvaluationEngines(setup)
                defer { engines.shutDown() }
                let plan = try await plan(number, order, text: text, data: data, on: engines)
                try plan.check(order.way.chosenMetrics)
                // An evaluation that was stopped has the file until it has ended.
                while running.withLock({ $0 != nil }), worker.isWanted(number) {
                    try await Task.sleep(for: .milliseconds(20))
                }
                let work = try EvaluationWork(plan, path: nil, resume: true, recorder: usualRecorder)
                // In one step, so that it doesn't take the place of a newer one, which `stop` must find.
                let begins = running.withLock { running in
                    guard worker.isWanted(number) else { return false }
                    running = (number, work)
                    return true
                }
                defer { running.withLock { if $0?.number == number { $0 = nil } } }
                guard begins else {
                    // It was stopped, or replaced by another one, before it began.
                    return mailbox.send(
                        .evaluation(.evaluation(number: number, .failed("Stopped; r starts it again."))))
                }
                verdicts.begin(number, plan, work)
                let teller = EvaluationTeller(work, plan: plan, sharing: engines.sharedNames) { [mailbox] in
                    mailbox.send(.evaluation(.evaluation(number: number, $0)))
                }
                await work.run { [verdicts] output in
                    teller.take(output)
                    verdicts.offer(output, of: number, plan)
                }
                teller.say("comparing some cases with strict mode")
                let check = await work.strictCheck(cases: nil)
                try work.close()
                let outcome = await teller.end(check, measuring: order.way.chosenMetrics)
                last.withLock { $0 = outcome }
            } catch {
                mailbox.send(.evaluation(.evaluation(number: number, .failed(screenText(of: error)))))
            }
        }
    }

    // MARK: stopping

    /// Stops the running evaluation. Its outputs stay in their file.
    func stop() {
        worker.want(nil)
        running.withLock { $0 }?.work.cancel()
    }

    /// Stops, and waits a moment until what there is of the evaluation is kept.
    func close() {
        stop()
        worker.finish(by: .now() + 2)
        verdicts.close()
        recorder.withLock { $0 }?.close()
    }

    private var usualRecorder: RunRecorder? {
        guard !isHistoryOff else { return nil }
        return recorder.withLock { recorder in
            if let recorder { return recorder }
            let new = RunRecorder(isOff: false, what: "evaluation") { [mailbox] in
                mailbox.send(.notice(screenText(of: $0), isError: true))
            }
            recorder = new
            return new
        }
    }

    private func plan(
        _ number: Int, _ order: EvaluationOrder, text: String, data: DataSet, on engines: EvaluationEngines
    ) async throws -> EvaluationPlan {
        let planned = try await PlannedLane.all(
            of: order.prompt, replacedBy: order.prompt.lanes, technique: nil, layout: nil, commandLine: SettingsPatch(),
            chat: chat, choice: setup.choice,
            backend: { index in
                let word = order.models[index]
                guard let backend = host.backend(of: word) else {
                    throw Failure(
                        "The model \(word ?? "of the lanes") isn't loaded yet; once it is, r runs the evaluation.")
                }
                return await engines.backend(like: backend) { [worker] in worker.isWanted(number) }
            })
        return try await EvaluationPlan(
            .screen, file: try PromptFile(text: text, name: order.name, places: Configuration.current.places),
            path: order.path, name: order.name, data: data, source: order.data.path?.expandingHome, lanes: planned,
            variables: [:], images: order.images, answer: order.way.answerType, pick: .last,
            mode: setup.mode, parallel: EvaluationRun.defaultParallel,
            scoring: order.way.scoring,
            texts: TextModels(lanes: planned.compactMap(\.backend.model), threads: setup.threads))
    }
}

extension DataSet {
    /// Reads the cases that were chosen on the screen.
    fileprivate init(_ choice: DataChoice, for prompt: Prompt, checkedBy file: PromptFile? = nil) throws {
        let options = file.map { choice.options.checked(by: $0) } ?? choice.options
        if let path = choice.path {
            self = try DataSet(file: path.expandingHome, for: prompt, options: options)
        } else {
            self = try DataSet(testDataOf: prompt, options: options)
        }
    }
}
