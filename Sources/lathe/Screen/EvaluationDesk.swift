import Dispatch
import Evaluation
import Foundation
import Library
import Prompting
import Runtime
import Sampling
import Synchronization
import Workbench

import class Terminal.Mailbox

/// Evaluations behind the screen: finds data, runs the lanes over it on the screen's models, and mails what comes of it.
final class EvaluationDesk: Sendable {
    private let mailbox: Mailbox<Report>
    private let host: EngineHost
    private let arguments: EngineArguments
    private let running = Mutex<(number: Int, work: EvaluationWork)?>(nil)
    /// The newest evaluation that was asked for; older ones end before they begin.
    private let newest = Mutex(0)
    /// What the last evaluation found.
    private let last = Mutex<EvaluationOutput?>(nil)

    init(mailbox: Mailbox<Report>, host: EngineHost, arguments: EngineArguments) {
        self.mailbox = mailbox
        self.host = host
        self.arguments = arguments
    }

    // MARK: data

    /// Lists the data sets there are for a prompt: its own, those of this folder, and those that come with Lathe.
    func list(for prompt: Prompt) {
        DispatchQueue.global().async { [mailbox] in
            var entries: [DataEntry] = []
            if !prompt.testData.isEmpty {
                let count = prompt.testData.count
                entries.append(
                    DataEntry(
                        name: "testData", path: nil,
                        origin: "the prompt's own, \(count) \(count == 1 ? "case" : "cases")"))
            }
            entries += Self.files(in: FileManager.default.currentDirectoryPath, origin: "this folder")
            let folder = Configuration.current.promptsFolder ?? Locations.current.prompts
            for place in [folder, folder + "/data"] {
                entries += Self.files(in: place, origin: "the prompts' folder")
            }
            if let shipped = Locations.current.shippedPrompts {
                entries += Self.files(in: shipped + "/data", origin: "comes with Lathe")
            }
            var seen: Set<String?> = []
            mailbox.send(.dataListed(entries.filter { seen.insert($0.path).inserted }))
        }
    }

    private static func files(in folder: String, origin: String) -> [DataEntry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { name in
            !name.hasPrefix(".")
                && DataOptions.Format(fileExtension: (name as NSString).pathExtension.lowercased()) != nil
        }.map { DataEntry(name: $0, path: "\(folder)/\($0)", origin: origin) }
    }

    /// Reads a data set, to say what it holds.
    func describe(_ choice: DataChoice, for prompt: Prompt, lanes: Int) {
        DispatchQueue.global().async { [mailbox] in
            do {
                let data = try DataSet(choice, for: prompt)
                var sentences = ["\(data.cases.count) \(data.cases.count == 1 ? "case" : "cases")."]
                if lanes > 1 {
                    sentences.append(
                        DetectableDifference.sentence(
                            cases: data.cases.count, comparisons: lanes * (lanes - 1) / 2))
                }
                sentences += data.notices
                if let row = data.badRows.first {
                    sentences.append(
                        data.badRows.count == 1
                            ? "A row is left out. \(row.sentence)"
                            : "\(data.badRows.count) rows are left out; the first: \(row.sentence)")
                }
                let facts = DataFacts(cases: data.cases.count, sentences: sentences)
                mailbox.send(.dataDescribed(choice, .success(facts)))
            } catch {
                mailbox.send(.dataDescribed(choice, .failure(DataProblem(sentence: "\(error)"))))
            }
        }
    }

    // MARK: writing

    /// Writes the last evaluation that ended to a new file, in the format that its ending names.
    func export(to path: String) -> Report {
        guard let output = last.withLock({ $0 }) else {
            return .notice("The evaluation hasn't ended yet: s stops it.", isError: true)
        }
        let file = path.expandingHome
        switch (file as NSString).pathExtension.lowercased() {
        case "html", "htm": return NewFile.write(to: file) { EvaluationPage(output).html }
        case "md", "markdown": return NewFile.write(to: file) { output.markdown }
        case "json": return NewFile.write(to: file) { try json(EvaluationJSON(output), pretty: true) + "\n" }
        default: return .notice("\(path) ends in none of .html .md .json, so its format isn't known.", isError: true)
        }
    }

    // MARK: running

    /// Runs an evaluation; outputs that an earlier one of the same kind has made are taken over.
    func run(_ number: Int, _ order: EvaluationOrder, text: String) {
        stop()
        newest.withLock { $0 = number }
        Task.detached { [self] in
            do {
                let data = try DataSet(order.data, for: order.prompt)
                let plan = try plan(order, text: text, data: data)
                let work = try EvaluationWork(plan, path: nil, resume: true)
                running.withLock { $0 = (number, work) }
                defer { running.withLock { if $0?.number == number { $0 = nil } } }
                guard newest.withLock({ $0 }) == number else {
                    // Stopped, or replaced by another one, before it began.
                    return mailbox.send(.evaluation(number: number, .failed("Stopped; r starts it again.")))
                }
                let teller = EvaluationTeller(work, plan: plan) { [mailbox] in
                    mailbox.send(.evaluation(number: number, $0))
                }
                await work.run { teller.take($0) }
                teller.say("comparing some cases with strict mode")
                let check = await work.strictCheck(cases: nil)
                try work.close()
                let output = try await teller.end(check)
                last.withLock { $0 = output }
            } catch {
                mailbox.send(.evaluation(number: number, .failed("\(error)")))
            }
        }
    }

    /// Ends the evaluation that runs; what it has stays in its file.
    func stop() {
        newest.withLock { $0 += 1 }
        running.withLock { $0 }?.work.cancel()
    }

    private func plan(_ order: EvaluationOrder, text: String, data: DataSet) throws -> EvaluationPlan {
        let planned = try PlannedLane.all(
            of: order.prompt, replacedBy: order.prompt.lanes, technique: nil, layout: nil, commandLine: SettingsPatch(),
            backend: { index in
                let word = order.models[index]
                guard let backend = host.backend(of: word) else {
                    throw Failure(
                        "The model \(word ?? "of the lanes") isn't loaded yet; once it is, r runs the evaluation.")
                }
                return backend
            })
        let local = planned.compactMap { lane in
            if case .local(let model) = lane.backend { model } else { nil }
        }
        return try EvaluationPlan(
            file: try PromptFile(text: text, name: order.name), name: order.name, data: data, lanes: planned,
            variables: [:], answer: nil, pick: .last,
            mode: arguments.mode, parallel: EvaluationRun.defaultParallel,
            texts: TextModels(try MeasureArguments.parse([]), lanes: local, engine: arguments))
    }
}

extension DataSet {
    /// The cases that were chosen on the screen.
    fileprivate init(_ choice: DataChoice, for prompt: Prompt) throws {
        var options = DataOptions()
        options.limit = choice.limit
        if let path = choice.path {
            self = try DataArguments.dataSet(at: path.expandingHome, for: prompt, options: options)
        } else {
            self = try DataSet(testDataOf: prompt, options: options)
        }
    }
}

/// Tells the screen of an evaluation: how far it is after every output, and what was found from time to time.
private final class EvaluationTeller: Sendable {
    private let work: EvaluationWork
    private let plan: EvaluationPlan
    private let send: @Sendable (EvaluationNews) -> Void
    private let progress: Mutex<EvaluationProgress>
    private let closing = Mutex<String?>(nil)
    private let queue = DispatchQueue(label: "evaluation results")
    /// When the results may be counted again: counting takes at most a twentieth of the time.
    private let next = Mutex(ContinuousClock.now)

    init(_ work: EvaluationWork, plan: EvaluationPlan, send: @escaping @Sendable (EvaluationNews) -> Void) {
        self.work = work
        self.plan = plan
        self.send = send
        progress = Mutex(work.progress)
        tell()
        count()
    }

    func take(_ output: CaseOutput) {
        progress.withLock { $0.take(output) }
        tell()
        count()
    }

    /// Says what is done after the last case.
    func say(_ sentence: String) {
        closing.withLock { $0 = sentence }
        tell()
    }

    private func tell(_ results: EvaluationResults? = nil) {
        let (fraction, sentence) = progress.withLock { ($0.fraction, $0.sentence) }
        send(.progress(fraction, closing.withLock { $0 } ?? sentence, results))
    }

    private func count() {
        let isDue = next.withLock { next in
            // What a model has yet to measure counts at the end.
            guard .now >= next, !work.isBlind else { return false }
            // Until it has been counted, and the time that takes is known.
            next = .now + .seconds(3600)
            return true
        }
        guard isDue else { return }
        queue.async { [self] in
            let start = ContinuousClock.now
            guard let output = try? output(comparing: false, nil) else { return }
            let results = results(output, comparing: false)
            tell(results)
            let taken = start.duration(to: .now)
            next.withLock { $0 = .now + max(.milliseconds(500), taken * 19) }
        }
    }

    /// Tells what was found, and gives it.
    func end(_ check: StrictCheck?) async throws -> EvaluationOutput {
        // On the queue, because measuring waits for a model, which threads of tasks must not.
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(
                    with: Result {
                        let output = try output(comparing: true, check)
                        send(.ended(results(output, comparing: true), wasStopped: work.isCancelled))
                        return output
                    })
            }
        }
    }

    private func output(comparing: Bool, _ check: StrictCheck?) throws -> EvaluationOutput {
        EvaluationOutput(
            plan: plan, report: try work.report(comparing: comparing), metrics: [], results: work.path,
            strictCheck: check)
    }

    private func results(_ output: EvaluationOutput, comparing: Bool) -> EvaluationResults {
        let sentences = output.sentences + (comparing ? [output.promptShare].compactMap(\.self) + plan.notices : [])
        return EvaluationResults(
            report: output.report, answer: "\(plan.answer)", sentences: sentences,
            replacesInput: plan.data.replacesInput)
    }
}
