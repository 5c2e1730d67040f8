import Foundation
import Prompting
import Runtime
import Sampling
import Synchronization
import Terminal
import Workbench

/// The model behind the screen: loads it, starts and ends runs, and mails what comes of them. Nothing here waits.
final class EngineHost: Sendable {
    private let mailbox: Mailbox<Report>
    private let state = Mutex(State())

    private struct State {
        var model: LoadedModel?
        var cancels: [RunID: @Sendable () -> Void] = [:]
        var loads = 0
        var isClosed = false
    }

    init(mailbox: Mailbox<Report>) {
        self.mailbox = mailbox
    }

    /// Loads a model in the background.
    func load(_ arguments: EngineArguments, promptModel: String?) {
        state.withLock { $0.loads += 1 }
        Task.detached { [self] in
            defer { state.withLock { $0.loads -= 1 } }
            do {
                mailbox.send(.model(.loading(name: arguments.model ?? promptModel ?? "the model", progress: 0)))
                let model = try await arguments.load(promptModel: promptModel) { [self] name, progress in
                    mailbox.send(.model(.loading(name: name, progress: progress)))
                    return !state.withLock { $0.isClosed }
                }
                let isClosed = state.withLock { state in
                    state.model = model
                    return state.isClosed
                }
                if isClosed { return model.engine.shutDown() }
                let description = model.description
                mailbox.send(
                    .model(
                        .ready(
                            ModelFacts(
                                name: description.name, path: description.path, quantization: description.quantization,
                                contextLength: model.engine.contextLength,
                                hasChatTemplate: description.chatTemplate != nil, settings: description.settings))))
            } catch {
                mailbox.send(.model(.failed("\(error)")))
            }
        }
    }

    func run(_ id: RunID, _ request: RunRequest) {
        guard let engine else { return }
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

    /// Texts of this many candidates go with a distribution: of all that are kept, since a bias may lift any of them.
    private static let namedCandidates = 4096

    func distribution(after history: [Int32], isWhole: Bool) {
        guard let engine else { return }
        Task.detached { [mailbox] in
            do throws(EngineError) {
                let next = try await engine.next(after: history, isWhole: isWhole)
                var texts: [Int32: String] = [:]
                for candidate in next.row.candidates.prefix(Self.namedCandidates) {
                    texts[candidate.id] = engine.text(of: candidate.id)
                }
                for candidate in next.row.extras { texts[candidate.id] = engine.text(of: candidate.id) }
                mailbox.send(.distribution(after: history, .success(Distribution(row: next.row, texts: texts))))
            } catch {
                mailbox.send(.distribution(after: history, .failure(error)))
            }
        }
    }

    func render(number: Int, _ prompt: CompiledPrompt) {
        guard let engine else { return }
        Task.detached { [mailbox] in
            do throws(EngineError) {
                mailbox.send(.rendered(number: number, .success(try engine.render(prompt))))
            } catch {
                mailbox.send(.rendered(number: number, .failure(error)))
            }
        }
    }

    /// Ends all runs and frees the model.
    func close() {
        let model = state.withLock { state in
            state.isClosed = true
            defer { state.model = nil }
            return state.model
        }
        model?.engine.shutDown()
    }

    /// Whether a model is being loaded, which goes on for a moment after ``close()``.
    var isLoading: Bool { state.withLock { $0.loads > 0 } }

    private var engine: LlamaEngine? { state.withLock { $0.model?.engine } }
}
