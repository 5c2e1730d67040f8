import Evaluation
import Lanes
import Models
import Runtime
import Synchronization

/// Measures how predictable texts are for a model, which is loaded once.
package final class PredictabilityWork: Sendable {
    private struct State {
        var model: DetachedTextModel?
        var isCancelled = false
    }

    /// The name of the model.
    package let name: String
    /// The name of the model that it is compared with; nil if there is none.
    package let referenceName: String?
    private let model: DetachedTextModel
    private let state: Cancelled

    /// What Ctrl-C uses, before and after the model is loaded.
    package final class Cancelled: Sendable {
        private let state = Mutex(State())

        /// Creates one that isn't cancelled.
        package init() {}

        /// True if measuring was ended.
        package var isCancelled: Bool { state.withLock { $0.isCancelled } }

        /// Ends loading or measuring.
        package func cancel() {
            let model = state.withLock { state in
                state.isCancelled = true
                return state.model
            }
            model?.shutDown()
        }

        fileprivate func take(_ model: DetachedTextModel) {
            state.withLock { $0.model = model }
        }
    }

    /// Loads the model that a word means, nil being the default one, and the reference.
    ///
    /// - Throws: ``EngineError`` if a word names a server, or if the models don't have the same vocabulary.
    package init(
        model word: String?, reference: String?, threads: Int?, cancelled: Cancelled,
        telling tell: @escaping ProgressTeller
    ) async throws {
        for word in [word, reference] {
            if let remote = Backends.standard.remote(word) { throw EngineError.noLikelihood(server: remote.name) }
        }
        let description = try ModelDescription.checked(word)
        let other = try reference.map { try ModelDescription.checked($0) }
        let place = Machines.standard.place(of: description.path)
        let otherPlace = other.flatMap { Machines.standard.place(of: $0.path) }
        guard other == nil || place?.process === otherPlace?.process else {
            throw Failure(
                "\(description.name) and \(other?.name ?? "") are on different machines; both are needed on one.")
        }
        defer { tell(nil) }
        name = description.name
        referenceName = other?.name
        model = try await DetachedTextModel.load(
            path: place?.path ?? description.path, reference: otherPlace?.path ?? other?.path, threads: threads,
            in: place?.process ?? .own
        ) { fraction in
            tell("Loading \(description.name): \(Int(fraction * 100)) %")
            return !cancelled.isCancelled
        }
        state = cancelled
        cancelled.take(model)
    }

    /// Measures a text, and texts of known origin if there are any of both kinds.
    package func measure(
        _ text: String?, human: [String]?, machine: [String]?, telling tell: @escaping ProgressTeller
    ) async throws -> (text: KnownTexts.Member?, known: KnownTexts?) {
        let member = try await members([text].compactMap(\.self), of: "the text", tell).first
        guard let human, let machine else { return (member, nil) }
        let known = KnownTexts(
            human: try await members(human, of: "human texts", tell),
            machine: try await members(machine, of: "machine texts", tell))
        return (member, known)
    }

    private func members(
        _ texts: [String], of kind: String, _ tell: @escaping ProgressTeller
    ) async throws -> [KnownTexts.Member] {
        zip(texts, try await measure(texts, of: kind, telling: tell)).map { KnownTexts.Member($0, $1) }
    }

    /// Measures texts, in order.
    ///
    /// - Throws: ``EngineError/shutDown`` if it is cancelled.
    package func measure(
        _ texts: [String], of kind: String, telling tell: @escaping ProgressTeller
    ) async throws -> [TextPredictability] {
        defer { tell(nil) }
        let start = ContinuousClock.now
        var found: [TextPredictability] = []
        for (index, text) in texts.enumerated() {
            let seconds = start.duration(to: .now) / .seconds(1)
            if seconds > 1 {
                let left = EvaluationProgress.time(seconds / Double(index) * Double(texts.count - index))
                tell("Reading \(kind) with \(name): \(index) of \(texts.count) · \(left) left")
            }
            if state.isCancelled { throw EngineError.shutDown }
            found.append(try await model.predictability(of: text))
        }
        return found
    }

    /// Frees the models.
    package func shutDown() { model.shutDown() }
}
