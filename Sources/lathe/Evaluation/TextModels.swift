import Evaluation
import Foundation
import Lanes
import Library
import Models
import Runtime
import Synchronization
import TextLayout

/// The models that measure texts, each loaded when it is first needed, and what they have measured.
final class TextModels: Sendable {
    /// A model that measured something, as reports say it.
    struct Use: Encodable, Equatable {
        /// `embedding` or `surprisal`.
        var use: String
        var model: String
        /// Of an embedding: `mean`, `first` or `last` where the model says so, else `states`, the mean of its last hidden states.
        var pooling: TextPooling?
        /// Most tokens of a text that it looks at.
        var longest: Int
        /// Texts of which it saw only the beginning.
        var cut: Int
        /// Texts that it measured.
        var texts: Int
    }

    private let words: [Metric.ModelUse: String]
    private let lanes: [LoadedModel]
    private let engine: EngineArguments
    private let found = Mutex(Found())
    private let shared = Shared()

    private struct Found {
        var loaded: [String: (name: String, model: DetachedTextModel)] = [:]
        var uses: [Metric.ModelUse: Use] = [:]
        var measures = TextMeasures()
    }

    /// What has been measured.
    var measures: TextMeasures { found.withLock { $0.measures } }

    /// What Ctrl-C reaches.
    private final class Shared: Sendable {
        let state = Mutex((model: DetachedTextModel?.none, isCancelled: false))
    }

    /// Models by the words of the command line; without one the first of the lanes', else the default model.
    init(_ arguments: MeasureArguments, lanes: [LoadedModel], engine: EngineArguments) {
        words = [.embedding: arguments.embeddingModel, .surprisal: arguments.perplexityModel].compactMapValues(\.self)
        self.lanes = lanes
        self.engine = engine
    }

    /// Ends measuring; what isn't measured then has no value.
    var cancel: @Sendable () -> Void {
        { [shared] in
            let model = shared.state.withLock { state in
                state.isCancelled = true
                return state.model
            }
            model?.shutDown()
        }
    }

    /// Whether measuring was ended.
    var isCancelled: Bool { shared.state.withLock { $0.isCancelled } }

    /// The models that were used so far.
    var used: [Use] { found.withLock { found in Metric.ModelUse.allCases.compactMap { found.uses[$0] } } }

    /// Measures what isn't measured yet, unless cancelled; says on a terminal how far it is.
    func measure(_ needs: TextNeeds) throws {
        let missing = measures.missing(needs)
        try each(missing.embedded, for: .embedding) { model, text in
            let found = try await model.embedding(of: text)
            return (found?.isCut ?? false, { $0.keep(found?.vector ?? [], of: text) })
        }
        try each(missing.surprising, for: .surprisal) { model, text in
            let found = try await model.surprisal(of: text)
            let surprisal = TextMeasures.Surprisal(bits: found.bits.reduce(0, +), tokens: found.bits.count)
            return (found.isCut, { $0.keep(surprisal, of: text) })
        }
    }

    private func each(
        _ texts: [String], for use: Metric.ModelUse,
        _ measure:
            @escaping @Sendable (DetachedTextModel, String) async throws -> (
                isCut: Bool, keep: @Sendable (inout TextMeasures) -> Void
            )
    ) throws {
        guard !texts.isEmpty, !isCancelled else { return }
        let (name, model) = try model(for: use)
        var said =
            found.withLock { $0.uses[use] }
            ?? Use(
                use: use.rawValue, model: name, pooling: use == .embedding ? model.pooling : nil,
                longest: model.longest, cut: 0, texts: 0)
        let isOpen = shared.state.withLock { state in
            if !state.isCancelled { state.model = model }
            return !state.isCancelled
        }
        guard isOpen else { return }
        let line = ProgressLine()
        defer {
            line.clear()
            shared.state.withLock { $0.model = nil }
            found.withLock { $0.uses[use] = said }
        }
        let start = ContinuousClock.now
        for (index, text) in texts.enumerated() {
            let seconds = start.duration(to: .now) / .seconds(1)
            if seconds > 1 {
                let left = EvaluationProgress.time(seconds / Double(index) * Double(texts.count - index))
                line.show("Measuring texts with \(harmless(name)): \(index) of \(texts.count) · \(left) left")
            }
            do {
                let measured = try wait { try await measure(model, text) }
                found.withLock { measured.keep(&$0.measures) }
                said.texts += 1
                if measured.isCut { said.cut += 1 }
            } catch EngineError.shutDown where isCancelled {
                return
            }
        }
    }

    /// Loads the model for a use, or takes one that is there.
    private func model(for use: Metric.ModelUse) throws -> (name: String, model: DetachedTextModel) {
        let word = words[use]
        let path: String
        if let word {
            if Backends.standard.remote(word) != nil || Configuration.current.machine(for: word) != nil {
                throw Failure("\(word) is a model elsewhere; texts are measured by a model here: name one.")
            }
            path = try ModelStore.standard.path(of: word)
        } else {
            let here = lanes.first { Machines.standard.place(of: $0.description.path) == nil }
            path = try here?.description.path ?? EngineArguments.describeHere(nil).path
        }
        if let model = found.withLock({ $0.loaded[path] }) { return model }
        let loaded: (name: String, model: DetachedTextModel)
        if let lane = lanes.first(where: { $0.description.path == path }) {
            let threads = engine.threads
            let model = try wait { try await lane.engine.textModel(path: path, threads: threads) }
            loaded = (lane.description.name, model)
        } else {
            let description = try Probe().check(path, acceptsEncoders: true)
            loaded = (description.name, try load(description))
        }
        found.withLock { $0.loaded[path] = loaded }
        return loaded
    }

    private func load(_ description: ModelDescription) throws -> DetachedTextModel {
        let line = ProgressLine()
        defer { line.clear() }
        let threads = engine.threads
        let shared = shared
        return try wait {
            try await DetachedTextModel.load(path: description.path, threads: threads) { fraction in
                line.show("Loading \(harmless(description.name)): \(Int(fraction * 100)) %")
                return shared.state.withLock { !$0.isCancelled }
            }
        }
    }
}

extension TextModels.Use {
    /// Who measured, and how.
    var sentence: String {
        var sentence: String
        switch pooling {
        case nil: sentence = "Surprisal and perplexity are under \(model), each text by itself"
        case .states?:
            sentence = "Cosines are of the mean of \(model)'s last hidden states; it has no embedding of its own"
        case let own?: sentence = "Cosines are of \(model)'s own embedding (\(own.words))"
        }
        if cut > 0 {
            sentence += "; of \(cut) of \(texts) texts only the first \(longest) tokens were measured"
        }
        return sentence + "."
    }
}

extension TextPooling {
    fileprivate var words: String {
        switch self {
        case .mean, .states: "the mean of its hidden states"
        case .first: "its first hidden state"
        case .last: "its last hidden state"
        }
    }
}
