import Dispatch
import Evaluation
import Library
import Operations
import Prompting
import Reports
import Sampling
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The attacks behind the screen: says what they would do, makes them on the screen's models, and mails what they came to.
final class AttackDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let setup: EngineSetup
    private let chat: ChatOptions
    private let worker = Worker("attacks")
    private let running = Mutex<(number: Int, work: AttackWork)?>(nil)
    /// What the last attacks came to; nil if none have ended.
    private let last = Mutex<AttackReport?>(nil)

    init(mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, setup: EngineSetup, chat: ChatOptions) {
        (self.mailbox, self.host, self.setup, self.chat) = (mailbox, host, setup, chat)
    }

    /// Says what attacks would do. The engines of the screen count the tokens.
    func plan(_ number: Int, _ order: AttackOrder, text: String) {
        start(number) { [self] in
            let plan = try await plan(order, text: text) { $0 }
            tell(number, .planned(plan.forecast.sentences + plan.notices.map(screenText(of:))))
        }
    }

    /// Makes attacks. Takes over the outputs of earlier ones with the same requests.
    func run(_ number: Int, _ order: AttackOrder, text: String) {
        stop()
        start(number) { [self] in
            let engines = EvaluationEngines(setup)
            defer { engines.shutDown() }
            let plan = try await plan(order, text: text) { [worker] backend in
                await engines.backend(like: backend) { worker.isWanted(number) }
            }
            // Attacks that were stopped have the file until they have ended.
            while running.withLock({ $0 != nil }), worker.isWanted(number) {
                try await Task.sleep(for: .milliseconds(20))
            }
            let work = try AttackWork(plan, path: nil, resume: true)
            // In one step, so that it doesn't take the place of newer ones, which `stop` must find.
            let begins = running.withLock { running in
                guard worker.isWanted(number) else { return false }
                running = (number, work)
                return true
            }
            guard begins else { return tell(number, .failed("Stopped; r starts it again.")) }
            defer { running.withLock { if $0?.number == number { $0 = nil } } }
            let findings = try await work.run { [self] sentence in
                if let sentence { tell(number, .progress(work.fraction, sentence)) }
            }
            try work.close()
            let report = AttackReport(suite: plan.suite.name, [findings])
            last.withLock { $0 = report }
            var sentences = report.remarks
            if !engines.sharedNames.isEmpty, setup.mode == .fast {
                sentences.append(
                    "\(engines.sharedNames.joined(separator: ", ")) couldn't be loaded once more, so the attacks share it with the lanes: in fast mode `lathe attack` may give a few other texts."
                )
            }
            tell(number, .ended(AttackResults(report: report, sentences: sentences), wasStopped: work.isCancelled))
        }
    }

    /// Stops the running attacks. Their outputs stay in their file.
    func stop() {
        worker.want(nil)
        running.withLock { $0 }?.work.cancel()
    }

    /// Stops, and waits a moment until what there is of the outputs is kept.
    func close() {
        stop()
        worker.finish(by: .now() + 2)
    }

    /// Writes what the last attacks came to to a new file, in the format of its ending.
    func export(to path: String) -> Workbench.Message {
        guard let report = last.withLock({ $0 }) else { return .notice("No attacks have ended yet.", isError: true) }
        let file = path.expandingHome
        switch file.pathEnding {
        case "md", "markdown": return NewFile.write(to: file) { report.markdown(listingBroken: true) }
        case "txt": return NewFile.write(to: file) { report.table(listingBroken: true) }
        case "json": return NewFile.write(to: file) { try json(AttackJSON(report), pretty: true) + "\n" }
        default:
            return .notice("\(path) doesn't end in .md, .json or .txt, so its format isn't known.", isError: true)
        }
    }

    private func tell(_ number: Int, _ news: AttackNews) {
        mailbox.send(.evaluation(.attacks(number: number, news)))
    }

    private func start(_ number: Int, _ body: @escaping @Sendable () async throws -> Void) {
        worker.want(number)
        worker.start { [self] in
            do {
                try await body()
            } catch {
                tell(number, .failed(screenText(of: error)))
            }
        }
    }

    private func plan(
        _ order: AttackOrder, text: String, engine: (Backend) async -> Backend
    ) async throws -> AttackPlan {
        let suite = try AttackSuite(named: order.suite?.expandingHome ?? AttackSuite.usual)
        return try await AttackPlan(
            suite, guarding: try PromptFile(text: text, name: order.name, places: Configuration.current.places),
            name: order.name,
            options: AttackPlan.Options(
                tries: order.tries, variable: nil, variables: [:], parallel: EvaluationRun.defaultParallel,
                mode: setup.mode),
            images: order.images,
            texts: { [threads = setup.threads] in
                TextModels(lanes: $0.compactMap(\.backend.model), threads: threads)
            }
        ) { prompt in
            try await PlannedLane.all(
                of: prompt, replacedBy: order.prompt.lanes, technique: nil, layout: nil, commandLine: SettingsPatch(),
                chat: chat, choice: setup.choice
            ) { index in
                let word = order.models[index]
                guard let backend = host.backend(of: word) else {
                    throw Failure("The model \(word ?? "of the lanes") isn't loaded any more.")
                }
                return await engine(backend)
            }
        }
    }
}
