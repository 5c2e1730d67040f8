import Dispatch
import Evaluation
import Library
import Models
import Operations
import Prompting
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The making of candidates behind the screen: says what would be made, makes it as `lathe make` does, and keeps decisions.
///
/// The model is loaded once more, so that what lanes have in memory changes no candidate, unless memory is short. It is freed
/// when making has ended; the file of candidates stays open until it is left.
final class MakingDesk: Sendable {
    private struct Making: Sendable {
        let number: Int
        let plan: MakingPlan
        let models: LocalModels
        var acceptance: Acceptance
        /// The least rating that is kept; nil if nothing is rated.
        var least: Double?
        var isRunning = false
    }

    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let setup: EngineSetup
    private let worker = Worker("making")
    private let current = Mutex<Making?>(nil)
    /// True while a plan is being made: it has the file of candidates, which the next plan may want.
    private let isPlanning = Mutex(false)

    init(mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, setup: EngineSetup) {
        (self.mailbox, self.host, self.setup) = (mailbox, host, setup)
    }

    func perform(_ effect: MakingEffect, text: (Prompt) -> String) -> [Workbench.Message] {
        switch effect {
        case .plan(let number, let order): plan(number, order, text: text(order.prompt.selfContained))
        case .begin(let number): begin(number)
        case .stop: current.withLock { $0 }?.plan.work.cancel()
        case .leave: leave()
        case .decide(let one): return decide(one)
        case .takeBack(let one): return takeBack(one)
        case .change(let id, let texts): return change(id, texts)
        case .moveLeast(let least): return move(to: least)
        }
        return []
    }

    /// Stops, and waits a moment until what was made is kept.
    func close() {
        worker.want(nil)
        current.withLock { $0 }?.plan.work.cancel()
        worker.finish(by: .now() + 2)
        leave()
    }

    private func tell(_ number: Int, _ news: MakingNews) {
        mailbox.send(.evaluation(.making(number: number, news)))
    }

    // MARK: making

    private func plan(_ number: Int, _ order: CandidateOrder, text: String) {
        leave()
        worker.want(number)
        worker.start { [self] in
            while isPlanning.withLock({ isPlanning in
                let isBusy = isPlanning
                isPlanning = true
                return isBusy
            }) {
                guard worker.isWanted(number) else { return }
                try? await Task.sleep(for: .milliseconds(20))
            }
            defer { isPlanning.withLock { $0 = false } }
            let models = LocalModels(
                setup,
                telling: { [self] sentence in if let sentence { tell(number, .progress(sentence)) } },
                while: { [worker] in worker.isWanted(number) }, sharing: { [host] in host.spare($0) })
            do {
                let making = try await prepared(number, order, text: text, models)
                // In one step with the look at what is wanted, so that `leave` finds it.
                let isWanted = current.withLock { current in
                    guard worker.isWanted(number) else { return false }
                    current = making
                    return true
                }
                let file = making.plan.work.file
                guard isWanted else {
                    file.close()
                    return models.shutDown()
                }
                file.observe { [self] in tell(number, .candidate($0)) }
                tell(
                    number,
                    .planned(making.plan.sentences(order), names: making.plan.task.names, file.candidates))
            } catch {
                models.shutDown()
                tell(number, .failed(screenText(of: error)))
            }
        }
    }

    private func prepared(
        _ number: Int, _ order: CandidateOrder, text: String, _ models: LocalModels
    ) async throws -> Making {
        let choices = order.choices
        var wanted = MakingOrder(
            choices.kind, number: choices.count, seed: 1, mode: setup.mode, leastRating: choices.least)
        wanted.formats = choices.count / 2
        var request = MakingPlan.Request(place: choices.file.map { .file($0.expandingHome) } ?? .asker)
        request.writer = order.writer
        request.rating = choices.rating.flatMap { Rater.Dimension(rawValue: $0.rawValue) }
        let plan = try await MakingPlan(
            wanted, request,
            of: try PromptFile(text: text, name: order.name, places: Configuration.current.places),
            name: order.name, models: models)
        return Making(
            number: number, plan: plan, models: models, acceptance: plan.acceptance,
            least: wanted.threshold(of: plan.rater))
    }

    private func begin(_ number: Int) {
        let begun = current.withLock { current -> Making? in
            guard current?.number == number, current?.isRunning == false else { return nil }
            current?.isRunning = true
            return current
        }
        guard let making = begun else { return }
        worker.start { [self] in
            let news: MakingNews
            do {
                let end = try await making.plan.work.run { [self] sentence in
                    if let sentence { tell(number, .progress(sentence)) }
                }
                // It may have been moved meanwhile.
                let least = current.withLock { $0?.number == number ? $0?.least : nil }
                try making.plan.work.file.move(threshold: least)
                news = .ended(end.sentence)
            } catch {
                news = .failed(screenText(of: error))
            }
            making.models.shutDown()
            current.withLock { if $0?.number == number { $0?.isRunning = false } }
            tell(number, news)
        }
    }

    /// Gives up what is planned or has ended. What runs is stopped.
    private func leave() {
        worker.want(nil)
        guard
            let left = current.withLock({ current -> Making? in
                defer { current = nil }
                return current
            })
        else { return }
        if left.isRunning {
            left.plan.work.cancel()
        } else {
            left.plan.work.file.close()
            left.models.shutDown()
        }
    }

    // MARK: decisions

    private func decide(_ one: Candidate) -> [Workbench.Message] {
        var before = one
        before.decision = nil
        return keeping(before) { making in
            var notices: [String] = []
            if one.decision == .accepted { notices = try making.acceptance.take(one) }
            try making.plan.work.file.put(one)
            return notices
        }
    }

    private func takeBack(_ one: Candidate) -> [Workbench.Message] {
        keeping(one) { making in
            if one.decision == .accepted { try making.acceptance.takeBack() }
            var open = one
            open.decision = nil
            try making.plan.work.file.put(open)
            return []
        }
    }

    private func change(_ id: Int, _ texts: [Candidate.Part.Place: String]) -> [Workbench.Message] {
        guard let one = current.withLock({ $0 })?.plan.work.file.candidates.first(where: { $0.id == id }) else {
            return []
        }
        return keeping(one) { making in
            try making.plan.work.file.put(try one.changed(texts, of: making.plan.task))
            return []
        }
    }

    private func move(to least: Double) -> [Workbench.Message] {
        do {
            try current.withLock { current in
                guard current?.least != nil else { return }
                current?.least = least
                try current?.plan.work.file.move(threshold: least)
            }
            return []
        } catch {
            return [.notice(screenText(of: error), isError: true)]
        }
    }

    /// Keeps something about a candidate. If that fails, the screen shows it as it was before.
    private func keeping(
        _ before: Candidate, _ body: (inout Making) throws -> [String]
    ) -> [Workbench.Message] {
        current.withLock { current in
            guard var making = current else { return [] }
            defer { current = making }
            do {
                return try body(&making).map { .notice($0, isError: false) }
            } catch {
                return [
                    .evaluation(.making(number: making.number, .refused(before, screenText(of: error))))
                ]
            }
        }
    }
}

extension EngineHost {
    /// Returns a model of the screen's if there is no room to load its file once more.
    fileprivate func spare(_ model: ModelDescription) -> LoadedModel? {
        guard let memory = MemoryUse.now, memory.available <= model.bytes else { return nil }
        return backend(model.path)?.model
    }
}
