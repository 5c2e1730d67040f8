import Models
import Prompting
import Synchronization

/// The models on this machine that lanes run on. Each is loaded when it is first asked for; calls come one after
/// another.
package final class LocalModels: Sendable {
    private let setup: EngineSetup
    /// Gets the progress of loading.
    let tell: ProgressTeller
    private let isWanted: @Sendable () -> Bool
    private let shared: @Sendable (ModelDescription) -> LoadedModel?
    private let state = Mutex(State())

    private struct State {
        var words: [String?: LoadedModel] = [:]
        var loaded: [LoadedModel] = []
        /// Why models can't be used, so that a model that several lanes ask for is tried once.
        var failures: [String?: any Error] = [:]
    }

    /// The model for lanes and prompts that name none.
    package var choice: ModelChoice { setup.choice }

    /// The models that are loaded so far, in order.
    package var loaded: [LoadedModel] { state.withLock { $0.loaded } }

    /// Creates an empty collection. `tell` gets the progress of loading, which is cancelled when `isWanted` returns false.
    /// `shared` returns a model of somebody else's that is used in place of one that would be loaded; it isn't freed here.
    package init(
        _ setup: EngineSetup, telling tell: @escaping ProgressTeller,
        while isWanted: @escaping @Sendable () -> Bool = { true },
        sharing shared: @escaping @Sendable (ModelDescription) -> LoadedModel? = { _ in nil }
    ) {
        self.setup = setup
        self.tell = tell
        self.isWanted = isWanted
        self.shared = shared
    }

    /// Returns the model that a word names, nil being the default one; loads it if it isn't loaded yet.
    package func get(_ word: String?) async throws -> LoadedModel {
        let (known, failure) = state.withLock { ($0.words[word], $0.failures[word]) }
        if let known { return known }
        if let failure { throw failure }
        do {
            let model = try await find(word)
            state.withLock { $0.words[word] = model }
            return model
        } catch {
            state.withLock { $0.failures[word] = error }
            throw error
        }
    }

    private func find(_ word: String?) async throws -> LoadedModel {
        let description = try ModelDescription.checked(word)
        if let model = loaded.first(where: { $0.description.path == description.path }) { return model }
        if let model = shared(description) { return model }
        let model = try await LoadedModel.load(description, setup, telling: tell, while: isWanted)
        state.withLock { $0.loaded.append(model) }
        return model
    }

    /// Frees all models.
    package func shutDown() {
        for model in loaded { model.engine.shutDown() }
    }
}
