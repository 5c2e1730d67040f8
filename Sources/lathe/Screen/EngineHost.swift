import Foundation
import Prompting
import Runtime
import Sampling
import Synchronization
import Workbench

import class Terminal.Mailbox

/// The models behind the screen: loads them, starts and ends runs, and mails what comes of them. Nothing here waits.
final class EngineHost: Sendable {
    private let mailbox: Mailbox<Report>
    private let arguments: EngineArguments
    private let state = Mutex(State())

    private struct State {
        /// Loaded models by their file.
        var models: [String: LoadedModel] = [:]
        /// The files that words stand for, nil for the default model.
        var paths: [String?: String] = [:]
        var cancels: [RunID: @Sendable () -> Void] = [:]
        var isClosed = false
    }

    init(mailbox: Mailbox<Report>, arguments: EngineArguments) {
        self.mailbox = mailbox
        self.arguments = arguments
    }

    /// Loads a model in the background, unless it is there under another word. Where memory is short, models of the files in
    /// `idle` go first.
    func load(_ word: String?, idle: [String]) {
        Task.detached { [self] in
            do {
                let description = try arguments.describe(word)
                if let model = state.withLock({ $0.models[description.path] }) { return tell(model, word) }
                makeRoom(for: description, idle: idle)
                mailbox.send(.model(word, .loading(name: description.name, progress: 0)))
                let model = try await arguments.load(description) { [self] progress in
                    mailbox.send(.model(word, .loading(name: description.name, progress: progress)))
                    return !state.withLock { $0.isClosed }
                }
                // Another word for the same file may have been faster.
                let kept = state.withLock { state in
                    guard !state.isClosed else { return nil as LoadedModel? }
                    let kept = state.models[description.path] ?? model
                    state.models[description.path] = kept
                    return kept
                }
                if kept?.engine !== model.engine { model.engine.shutDown() }
                if let kept { tell(kept, word) }
            } catch {
                mailbox.send(.model(word, .failed("\(error)")))
            }
        }
    }

    private func tell(_ model: LoadedModel, _ word: String?) {
        let description = model.description
        state.withLock { $0.paths[word] = description.path }
        mailbox.send(
            .model(
                word,
                .ready(
                    ModelFacts(
                        name: description.name, path: description.path, quantization: description.quantization,
                        contextLength: model.engine.contextLength, hasChatTemplate: description.chatTemplate != nil,
                        settings: description.settings))))
    }

    private func makeRoom(for model: ModelDescription, idle: [String]) {
        for path in idle {
            guard let memory = MemoryUse.now, memory.available < model.bytes else { return }
            unload(path)
        }
    }

    /// Frees the model of a file.
    func unload(_ path: String) {
        let model = state.withLock { state in
            state.paths = state.paths.filter { $0.value != path }
            return state.models.removeValue(forKey: path)
        }
        model?.engine.shutDown()
        mailbox.send(.modelUnloaded(path: path))
    }

    /// Lists the model files.
    func list() {
        Task.detached { [mailbox] in
            let entries = ModelStore().list().map { entry in
                switch entry.result {
                case .success(let model): ModelEntry(name: entry.name, path: entry.path, description: model)
                case .failure(let error):
                    ModelEntry(name: entry.name, path: entry.path, description: nil, problem: "\(error)")
                }
            }
            mailbox.send(.modelsListed(entries, .now))
        }
    }

    /// The model of a file, if it is in memory.
    func loaded(_ path: String) -> LoadedModel? { state.withLock { $0.models[path] } }

    func run(_ id: RunID, _ request: RunRequest, model: String?) {
        guard let engine = engine(model) else { return }
        let run = engine.start(request)
        state.withLock { $0.cancels[id] = run.cancel }
        Task.detached { [self] in
            for await event in run.events { mailbox.send(.run(id, event)) }
            _ = state.withLock { $0.cancels.removeValue(forKey: id) }
        }
    }

    func cancel(_ id: RunID) {
        state.withLock { $0.cancels[id] }?()
    }

    /// Texts of this many candidates go with a distribution.
    private static let namedCandidates = 200

    func distribution(after history: [Int32], isWhole: Bool, model: String?) {
        guard let engine = engine(model) else { return }
        Task.detached { [mailbox] in
            do throws(EngineError) {
                let next = try await engine.next(after: history, isWhole: isWhole)
                var texts: [Int32: String] = [:]
                for candidate in next.row.candidates.prefix(Self.namedCandidates) {
                    texts[candidate.id] = engine.text(of: candidate.id)
                }
                for candidate in next.row.extras { texts[candidate.id] = engine.text(of: candidate.id) }
                let distribution = Distribution(row: next.row, texts: texts)
                mailbox.send(.distribution(after: history, model: model, .success(distribution)))
            } catch {
                mailbox.send(.distribution(after: history, model: model, .failure(error)))
            }
        }
    }

    func render(number: Int, _ prompt: CompiledPrompt, model: String?) {
        guard let engine = engine(model) else { return }
        Task.detached { [mailbox] in
            do throws(EngineError) {
                mailbox.send(.rendered(number: number, .success(try engine.render(prompt))))
            } catch {
                mailbox.send(.rendered(number: number, .failure(error)))
            }
        }
    }

    /// Ends all runs and frees the models.
    func close() {
        let models = state.withLock { state in
            state.isClosed = true
            defer { state.models = [:] }
            return state.models
        }
        for model in models.values { model.engine.shutDown() }
    }

    private func engine(_ word: String?) -> LlamaEngine? {
        state.withLock { state in state.paths[word].flatMap { state.models[$0]?.engine } }
    }
}
