import Evaluation
import Foundation
import Lanes
import Library
import Models
import Runtime
import Synchronization

/// The models that measure texts, each loaded when it is first needed, and their measurements.
package final class TextModels: Sendable {
    private let words: [ModelUse: String]
    private let lanes: [LoadedModel]
    private let threads: Int?
    private let found = Mutex(Found())
    private let shared = Shared()

    private struct Found {
        var loaded: [String: (name: String, model: DetachedTextModel)] = [:]
        var uses: [ModelUse: TextModelUse] = [:]
        var findings = Findings()
    }

    /// The measurements so far.
    package var findings: Findings { found.withLock { $0.findings } }

    /// The state that Ctrl-C uses.
    private final class Shared: Sendable {
        let state = Mutex((model: DetachedTextModel?.none, isCancelled: false))
    }

    /// Creates the collection, with a word for the model of each use. A use without a word takes the lanes' first model
    /// on this machine, else the default model.
    package init(_ words: [ModelUse: String] = [:], lanes: [LoadedModel], threads: Int?) {
        self.words = words
        self.lanes = lanes
        self.threads = threads
    }

    /// Ends measuring. What isn't measured then has no value.
    package var cancel: @Sendable () -> Void {
        { [shared] in
            let model = shared.state.withLock { state in
                state.isCancelled = true
                return state.model
            }
            model?.shutDown()
        }
    }

    /// True if measuring was ended.
    package var isCancelled: Bool { shared.state.withLock { $0.isCancelled } }

    /// The models that were used so far.
    package var used: [TextModelUse] {
        found.withLock { found in ModelUse.allCases.compactMap { found.uses[$0] } }
    }

    /// Measures what isn't measured yet, unless it is cancelled. `tell` gets the progress of loading and measuring.
    package func measure(_ needs: Needs, telling tell: @escaping ProgressTeller) async throws {
        let missing = findings.missing(needs)
        try await each(missing.embedded, for: .embedding, tell) { model, text in
            let found = try await model.embedding(of: text)
            return (found?.isCut ?? false, { $0.keep(found?.vector ?? [], of: text) })
        }
        try await each(missing.surprising, for: .surprisal, tell) { model, text in
            let found = try await model.surprisal(of: text)
            let surprisal = Findings.Surprisal(bits: found.bits.reduce(0, +), tokens: found.bits.count)
            return (found.isCut, { $0.keep(surprisal, of: text) })
        }
        try await measure(missing.supporting, tell)
    }

    /// Asks a model whether texts support sentences.
    private func measure(_ questions: [SupportQuestion], _ tell: @escaping ProgressTeller) async throws {
        guard !questions.isEmpty, !isCancelled else { return }
        let path = try path(for: .support)
        let own = lanes.first { $0.description.path == path }
        let model: LoadedModel
        if let own {
            model = own
        } else {
            model = try await LoadedModel.load(
                ModelStore.standard.describe(path), EngineSetup(threads: threads, mode: .fast), telling: tell)
        }
        defer {
            tell(nil)
            if own == nil { model.engine.shutDown() }
        }
        var use = TextModelUse(
            .support, model: model.description.name, pooling: nil, longest: model.engine.contextLength)
        let start = ContinuousClock.now
        for (index, question) in questions.enumerated() {
            if isCancelled { return }
            let seconds = start.duration(to: .now) / .seconds(1)
            if seconds > 1 {
                let left = EvaluationProgress.time(seconds / Double(index) * Double(questions.count - index))
                tell(
                    "Comparing sentences with \(model.description.name): \(index) of \(questions.count) · \(left) left")
            }
            do throws(EngineError) {
                let answer = try await model.engine.likelihoods(
                    question.request(isChat: model.engine.hasChatTemplate))
                let support = SupportQuestion.support(in: answer)
                found.withLock { $0.findings.keep(support, of: question) }
                use.texts += 1
            } catch {
                // The sentence has no support then, and the text is told to be too long.
                guard case .promptTooLong = error else { throw error }
                use.texts += 1
                use.cut += 1
            }
            found.withLock { $0.uses[.support] = use }
        }
    }

    private func each(
        _ texts: [String], for use: ModelUse, _ tell: @escaping ProgressTeller,
        _ measure:
            @escaping @Sendable (DetachedTextModel, String) async throws -> (
                isCut: Bool, keep: @Sendable (inout Findings) -> Void
            )
    ) async throws {
        guard !texts.isEmpty, !isCancelled else { return }
        let loaded: (name: String, model: DetachedTextModel)
        do {
            loaded = try await self.model(for: use, tell)
        } catch {
            if isCancelled { return }
            throw error
        }
        let (name, model) = loaded
        var said =
            found.withLock { $0.uses[use] }
            ?? TextModelUse(use, model: name, pooling: model.pooling, longest: model.longest)
        let isOpen = shared.state.withLock { state in
            if !state.isCancelled { state.model = model }
            return !state.isCancelled
        }
        guard isOpen else { return }
        defer {
            tell(nil)
            shared.state.withLock { $0.model = nil }
            found.withLock { $0.uses[use] = said }
        }
        let start = ContinuousClock.now
        for (index, text) in texts.enumerated() {
            let seconds = start.duration(to: .now) / .seconds(1)
            if seconds > 1 {
                let left = EvaluationProgress.time(seconds / Double(index) * Double(texts.count - index))
                tell("Measuring texts with \(name): \(index) of \(texts.count) · \(left) left")
            }
            do {
                let measured = try await measure(model, text)
                found.withLock { measured.keep(&$0.findings) }
                said.texts += 1
                if measured.isCut { said.cut += 1 }
            } catch EngineError.shutDown where isCancelled {
                return
            }
        }
    }

    /// Returns the path of the model for a use.
    func path(for use: ModelUse) throws -> String {
        guard let word = words[use] else {
            let here = lanes.first { Machines.standard.place(of: $0.description.path) == nil }
            return try here?.description.path ?? ModelStore.standard.describe(nil).path
        }
        if Backends.standard.remote(word) != nil || Configuration.current.machine(for: word) != nil {
            throw TextModelError.elsewhere(word)
        }
        return try ModelStore.standard.path(of: word)
    }

    /// Returns the model for a use; loads it if it isn't loaded yet.
    private func model(for use: ModelUse, _ tell: @escaping ProgressTeller) async throws -> (
        name: String, model: DetachedTextModel
    ) {
        let path = try path(for: use)
        if let model = found.withLock({ $0.loaded[path] }) { return model }
        let loaded: (name: String, model: DetachedTextModel)
        if let lane = lanes.first(where: { $0.description.path == path }) {
            loaded = (lane.description.name, try await lane.engine.textModel(path: path, threads: threads))
        } else {
            let description = try Probe().check(path, acceptsEncoders: true)
            loaded = (description.name, try await load(description, tell))
        }
        found.withLock { $0.loaded[path] = loaded }
        return loaded
    }

    private func load(_ description: ModelDescription, _ tell: @escaping ProgressTeller) async throws
        -> DetachedTextModel
    {
        defer { tell(nil) }
        return try await DetachedTextModel.load(path: description.path, threads: threads) { [shared] fraction in
            tell("Loading \(description.name): \(Int(fraction * 100)) %")
            return shared.state.withLock { !$0.isCancelled }
        }
    }
}

/// Why texts can't be measured.
package enum TextModelError: Error, CustomStringConvertible {
    case elsewhere(String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .elsewhere(let word):
            "\(word) is a model elsewhere. Texts can only be measured with a model on this machine: name one."
        }
    }
}
