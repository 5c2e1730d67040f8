import Foundation
import Lanes
import Models
import Operations
import Prompting
import Sampling
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The models behind the screen: loads them, starts and ends runs, and mails the results. No function here blocks.
final class EngineHost: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let setup: EngineSetup
    /// True if another chat template replaces those of the models.
    private let triesTemplate: Bool
    private let worker = Worker("engines")
    private let state = Mutex(State())

    private struct State {
        /// The loaded models by their file, and the servers.
        var backends: [String: Backend] = [:]
        /// The keys of `backends` by the words for models; nil is the default model.
        var keys: [String?: String] = [:]
        var cancels: [RunID: @Sendable () -> Void] = [:]
        var isClosed = false
    }

    init(mailbox: LoopMailbox<Workbench.Message>, setup: EngineSetup, triesTemplate: Bool) {
        self.mailbox = mailbox
        self.setup = setup
        self.triesTemplate = triesTemplate
    }

    /// Loads a model in the background, unless it is loaded under another word. If memory is short, the models of the
    /// files in `idle` are freed first.
    func load(_ word: String?, idle: [String]) {
        worker.start { [self] in
            if let engine = Backends.standard.remote(word) { return tell(.remote(engine), word) }
            do {
                let description = try ModelDescription.checked(word)
                if let backend = state.withLock({ $0.backends[description.path] }) { return tell(backend, word) }
                if Machines.standard.place(of: description.path) == nil { makeRoom(for: description, idle: idle) }
                mailbox.send(.engine(.model(word, .loading(name: description.name, progress: 0))))
                let model = try await LoadedModel.load(description, setup) { [self] progress in
                    mailbox.send(.engine(.model(word, .loading(name: description.name, progress: progress))))
                    return !state.withLock { $0.isClosed }
                } preparing: { [mailbox] what in
                    mailbox.send(.engine(.model(word, .preparing(name: description.name, what: what))))
                }
                // Another word for the same file may have been loaded meanwhile.
                let (kept, isClosed) = state.withLock { state in
                    (state.backends[description.path], state.isClosed)
                }
                guard kept == nil, !isClosed else {
                    model.engine.shutDown()
                    if let kept, !isClosed { tell(kept, word) }
                    return
                }
                tell(.local(model), word)
            } catch {
                mailbox.send(.engine(.model(word, .failed(screenText(of: error)))))
            }
        }
    }

    private func tell(_ backend: Backend, _ word: String?) {
        state.withLock { state in
            state.backends[backend.key] = backend
            state.keys[word] = backend.key
        }
        mailbox.send(.engine(.model(word, .ready(ModelFacts(backend, triesTemplate: triesTemplate)))))
    }

    /// Frees models of these files while memory is short for another model.
    func makeRoom(for model: ModelDescription, idle: [String]) {
        for path in idle {
            guard let memory = MemoryUse.now, memory.available < model.bytes else { return }
            unload(path)
        }
    }

    /// Frees the model of a file.
    func unload(_ path: String) {
        let backend = state.withLock { state in
            state.keys = state.keys.filter { $0.value != path }
            return state.backends.removeValue(forKey: path)
        }
        backend?.shutDown()
        mailbox.send(.engine(.modelUnloaded(path: path)))
    }

    /// Returns the backend for a word; nil while its model isn't loaded.
    func backend(of word: String?) -> Backend? {
        state.withLock { state in state.keys[word].flatMap { state.backends[$0] } }
    }

    /// Returns the backend of a model's file; nil if it isn't in memory.
    func backend(_ path: String) -> Backend? { state.withLock { $0.backends[path] } }

    func run(_ id: RunID, _ request: RunRequest, model: String?) {
        guard let engine = engine(model) else { return }
        var request = request
        request.mode = setup.mode
        state.withLock { $0.cancels[id] = {} }
        // Straight into the mailbox: a task in between would be woken for every token, on cores that the model computes
        // on.
        let cancel = engine.start(request) { [self] event in
            mailbox.send(.engine(.run(id, event)))
            if case .finished = event { _ = state.withLock { $0.cancels.removeValue(forKey: id) } }
        }
        // The run may have ended already.
        state.withLock { if $0.cancels[id] != nil { $0.cancels[id] = cancel } }
    }

    func cancel(_ id: RunID) {
        state.withLock { $0.cancels[id] }?()
    }

    func distribution(after history: [Int32], at place: ConstrainedPlace?, isWhole: Bool, model: String?) {
        guard let engine = engine(model) else { return }
        worker.start { [mailbox, setup] in
            do throws(EngineError) {
                let next = try await engine.next(
                    after: history, at: place, mode: setup.mode, isWhole: isWhole)
                // All tokens that a partial row keeps, since a bias may lift any of them.
                // Those of the history may break a repetition.
                let tokens =
                    next.row.candidates.prefix(Row.mostKept).map(\.id) + next.row.extras.map(\.id)
                    + Set(history).sorted()
                let texts = Dictionary(zip(tokens, engine.texts(of: tokens))) { $1 }
                let distribution = Distribution(row: next.row, texts: texts, allowed: next.allowed)
                mailbox.send(.engine(.distribution(after: history, model: model, .success(distribution))))
            } catch {
                mailbox.send(.engine(.distribution(after: history, model: model, .failure(error))))
            }
        }
    }

    func likelihoods(_ request: LikelihoodRequest, model: String?) {
        guard let engine = engine(model) else { return }
        worker.start { [mailbox, setup] in
            do throws(EngineError) {
                var asked = request
                asked.mode = setup.mode
                let found = try await engine.likelihoods(asked)
                let tokens = Set(found.flatMap(\.writings).flatMap(\.tokens).flatMap { [$0.token, $0.likeliest] })
                let texts = Dictionary(zip(tokens, engine.texts(of: Array(tokens)))) { $1 }
                let read = ReadLikelihoods(likelihoods: found, texts: texts)
                mailbox.send(.engine(.likelihoods(request, model: model, .success(read))))
            } catch {
                mailbox.send(.engine(.likelihoods(request, model: model, .failure(error))))
            }
        }
    }

    /// Reads a text with the weights of a model that is loaded.
    func predictability(of text: String, model: String?) {
        guard case .local(let loaded)? = backend(of: model) else { return }
        worker.start { [mailbox, setup] in
            let path = loaded.description.path
            do throws(EngineError) {
                let texts = try await loaded.engine.textModel(
                    path: Machines.standard.place(of: path)?.path ?? path, threads: setup.threads)
                defer { texts.shutDown() }
                let found = try await texts.predictability(of: text)
                mailbox.send(.engine(.predictability(of: text, model: model, .success(found))))
            } catch {
                mailbox.send(.engine(.predictability(of: text, model: model, .failure(error))))
            }
        }
    }

    func render(number: Int, _ prompt: CompiledPrompt, model: String?) {
        guard let engine = engine(model) else { return }
        worker.start { [mailbox] in
            do throws(EngineError) {
                mailbox.send(.engine(.rendered(number: number, .success(try engine.render(prompt)))))
            } catch {
                mailbox.send(.engine(.rendered(number: number, .failure(error))))
            }
        }
    }

    /// Asks for the texts of tokens in a row.
    func spell(_ tokens: [[Int32]], model: String?) {
        guard let engine = engine(model) else { return }
        worker.start { [mailbox] in
            let texts = tokens.map { String(joiningSpelled: engine.texts(of: $0)) }
            mailbox.send(.engine(.spelled(tokens, model: model, texts)))
        }
    }

    /// Ends all runs and frees the models.
    func close() {
        let backends = state.withLock { state in
            state.isClosed = true
            defer { state.backends = [:] }
            return state.backends
        }
        for backend in backends.values { backend.shutDown() }
    }

    private func engine(_ word: String?) -> (any Engine)? {
        backend(of: word)?.engine
    }
}

extension ModelFacts {
    /// Takes the facts that the screen shows about a backend.
    fileprivate init(_ backend: Backend, triesTemplate: Bool) {
        switch backend {
        case .local(let model):
            let description = model.description
            self.init(
                name: description.name, path: backend.key, quantization: description.quantization,
                contextLength: model.engine.contextLength,
                hasChatTemplate: description.chatTemplate != nil || triesTemplate,
                settings: description.settings, lacking: model.engine.thinks || triesTemplate ? [] : [.thinking],
                choices: model.engine.choices)
        case .missing(let engine):
            self.init(
                name: engine.name, path: backend.key, quantization: "", contextLength: engine.contextLength,
                hasChatTemplate: engine.hasChatTemplate)
        case .remote(let engine):
            self.init(
                name: engine.name, path: backend.key, quantization: "", contextLength: engine.contextLength,
                hasChatTemplate: true, lacking: engine.lacking)
        }
    }
}

extension Backend {
    /// Frees a model here. A server isn't touched.
    fileprivate func shutDown() {
        if case .local(let model) = self { model.engine.shutDown() }
    }
}
