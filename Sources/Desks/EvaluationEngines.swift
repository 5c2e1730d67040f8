import Operations
import Synchronization
import Workbench

/// The engines of one evaluation. A model of this machine is loaded once more, into an engine of its own: what the lanes on
/// the screen have in memory, or generate meanwhile, would change the evaluation's batches, and in fast mode with them its
/// texts. So it gives what `lathe eval` gives.
final class EvaluationEngines: Sendable {
    private let setup: EngineSetup
    private let own = Mutex<[String: LoadedModel]>([:])
    private let shared = Mutex<Set<String>>([])

    init(_ setup: EngineSetup) {
        self.setup = setup
    }

    /// The names of models that the evaluation shares with the lanes, because they couldn't be loaded once more.
    var sharedNames: [String] { shared.withLock { $0.sorted() } }

    /// Returns the engine for a lane whose engine on the screen is this one.
    ///
    /// `isWanted` says whether the evaluation is still wanted while the model loads.
    func backend(like backend: Backend, isWanted: @escaping @Sendable () -> Bool) async -> Backend {
        guard case .local(let model) = backend, Machines.standard.place(of: model.description.path) == nil else {
            return backend
        }
        if let loaded = own.withLock({ $0[backend.key] }) { return .local(loaded) }
        // The weights are in memory already, mapped from the file; the rest seldom takes more than that again.
        let isRoom = MemoryUse.now.map { $0.available > model.description.bytes } ?? true
        guard isRoom,
            let loaded = try? await LoadedModel.load(model.description, setup, progress: { _ in isWanted() })
        else {
            shared.withLock { _ = $0.insert(model.description.name) }
            return backend
        }
        own.withLock { $0[backend.key] = loaded }
        return .local(loaded)
    }

    /// Frees the models.
    func shutDown() {
        for model in own.withLock({ $0.values }) { model.engine.shutDown() }
    }
}
