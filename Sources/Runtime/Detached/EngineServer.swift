import Foundation
import Lanes
import Models
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The child's side of ``EngineProcess``: reads questions from standard input and answers on standard output.
package enum EngineServer {
    /// Serves until the other side closes, and then ends the process. `models` returns the model that a word means, nil
    /// being the default one, and where its choices are kept. `settings` returns what applies to a file if a question
    /// doesn't say it.
    ///
    /// It calls llama.cpp, so the process may end at any time. Call it only in a process that was started for it.
    package static func run(
        models: @escaping @Sendable (String?) throws -> (model: ModelDescription, choices: ChoicesLocation?),
        settings: @escaping @Sendable (_ path: String) -> FileSettings
    ) -> Never {
        // Ctrl-C and the closing of the terminal are meant for the parent, which ends this process in its own time.
        for number in [SIGINT, SIGQUIT, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
        var none = rlimit()
        #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        #else
            setrlimit(RLIMIT_CORE, &none)
        #endif
        // If memory runs out, the kernel shall end this process and not the one that shows the screen.
        try? "500".write(toFile: "/proc/self/oom_score_adj", atomically: false, encoding: .utf8)
        // Nothing else that is printed may come between messages.
        let output = dup(STDOUT_FILENO)
        dup2(STDERR_FILENO, STDOUT_FILENO)
        let writer = FrameWriter(descriptor: output)
        writer.add(Array("\(EngineGreeting.line)\n".utf8))
        writer.flush()
        let desk = EngineDesk(writer, models: models, settings: settings)
        var reader = FrameReader()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = read(STDIN_FILENO, &buffer, buffer.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { _exit(0) }
            reader.append(buffer[..<got])
            do {
                while let frame = try reader.next() {
                    desk.take(
                        try EngineFrame.decoder.decode(EngineQuestion.self, from: Data(frame.payload)), frame.number)
                }
            } catch {
                FileHandle.standardError.write(
                    Data("A message from Lathe can't be understood: \(error)\n".utf8))
                _exit(1)
            }
        }
    }
}

/// The engines of this process, and the questions about them.
private final class EngineDesk: Sendable {
    private struct State: Sendable {
        var engines: [UInt32: (engine: LlamaEngine, path: String)] = [:]
        var texts: [UInt32: TextModel] = [:]
        /// What cancels each question, by its number.
        var cancels: [UInt32: @Sendable () -> Void] = [:]
    }

    private let writer: FrameWriter
    private let state = Mutex(State())

    private let models: @Sendable (String?) throws -> (model: ModelDescription, choices: ChoicesLocation?)
    private let settings: @Sendable (String) -> FileSettings

    init(
        _ writer: FrameWriter,
        models: @escaping @Sendable (String?) throws -> (model: ModelDescription, choices: ChoicesLocation?),
        settings: @escaping @Sendable (String) -> FileSettings
    ) {
        self.writer = writer
        self.models = models
        self.settings = settings
    }

    func take(_ question: EngineQuestion, _ number: UInt32) {
        switch question {
        case .describe, .load, .loadTexts: send(.answer(.loading(0)), number)
        default: break
        }
        switch question {
        case .describe(let word):
            // This may compute a checksum and try the file.
            Thread.detachNewThread { [self] in
                do {
                    let (model, choices) = try models(word)
                    send(.answer(.described(model, choices: choices)), number)
                } catch {
                    send(.answer(.refused("\(error)")), number)
                }
            }
        case .load(let path, let options): load(path, options, number)
        case .loadTexts(let path, let reference, let threads): loadTexts(path, reference, threads, number)
        case .run(let model, let request): run(request, model, number)
        case .render(let model, let prompt, let date):
            answer(number, model) { engine throws(EngineError) in
                .answer(.rendered(try engine.render(prompt, date: date)))
            }
        case .tokenTexts(let model, let tokens):
            answer(number, model) { .answer(.tokenTexts($0.texts(of: tokens))) }
        case .nextToken(let model, let prompt, let mode):
            answerLater(number, model) { engine throws(EngineError) in
                .nextToken(try await engine.next(prompt, mode: mode))
            }
        case .nextTokenAfter(let model, let history, let place, let mode, let isWhole):
            answerLater(number, model) { engine throws(EngineError) in
                .nextToken(try await engine.next(after: history, at: place, mode: mode, isWhole: isWhole))
            }
        case .likelihoods(let model, let request):
            answerLater(number, model) { engine throws(EngineError) in
                .answer(.likelihoods(try await engine.likelihoods(request)))
            }
        case .forget(let model):
            answerLater(number, model) { engine in
                await engine.forget()
                return .answer(.done)
            }
        case .embedding(let model, let text):
            measure(number, model) { texts throws(EngineError) in .embedding(try await texts.embedding(of: text)) }
        case .surprisal(let model, let text):
            measure(number, model) { texts throws(EngineError) in .surprisal(try await texts.surprisal(of: text)) }
        case .predictability(let model, let text):
            measure(number, model) { texts throws(EngineError) in
                .predictability(try await texts.predictability(of: text))
            }
        case .unload(let model): unload(model, number)
        case .cancel(let other): state.withLock { $0.cancels[other] }?()
        }
    }

    private func send(_ reply: EngineReply, _ number: UInt32, flushes: Bool = true) {
        // Every reply can be written as JSON: numbers that aren't finite are sent as bytes.
        if let frame = try? reply.frame(number) {
            writer.add(frame)
        } else if let frame = try? EngineFrame(
            number, EngineAnswer.failed(.decodeFailed(reason: "the reply can't be sent")))
        {
            writer.add(frame)
        }
        if flushes { writer.flush() }
    }

    // MARK: models

    private func load(_ path: String, _ options: EngineOptions, _ number: UInt32) {
        let isCancelled = cancellation(of: number)
        var options = options
        let own = settings(path)
        options.gpuLayers = options.gpuLayers ?? own.gpuLayers
        options.projector = options.projector ?? own.projector
        Task.detached { [self, options] in
            do throws(EngineError) {
                let engine = try await LlamaEngine.load(path: path, options: options) { [self] fraction in
                    send(.answer(.loading(fraction)), number)
                    return !isCancelled.isSet
                } measuring: { [self] in
                    send(.answer(.measuring), number)
                } stepEnded: { [writer] in
                    writer.flush()
                }
                state.withLock { state in
                    state.engines[number] = (engine, path)
                    state.cancels[number] = nil
                }
                let facts = EngineFacts(
                    hasChatTemplate: engine.hasChatTemplate, thinks: engine.thinks, contextLength: engine.contextLength,
                    choices: engine.choices, build: LlamaBuild.current)
                send(.answer(.loaded(facts)), number)
            } catch {
                fail(error, number)
            }
        }
    }

    private func loadTexts(_ path: String, _ reference: String?, _ threads: Int?, _ number: UInt32) {
        let isCancelled = cancellation(of: number)
        // A model with a reference has a thread for both.
        let engine = reference == nil ? state.withLock { $0.engines.values.first { $0.path == path }?.engine } : nil
        Task.detached { [self] in
            do throws(EngineError) {
                let model: TextModel
                if let engine {
                    model = try await engine.textModel(path: path, threads: threads)
                } else {
                    model = try await TextModel.load(
                        path: path, reference: reference, threads: threads, gpuLayers: settings(path).gpuLayers
                    ) {
                        [self] fraction in
                        send(.answer(.loading(fraction)), number)
                        return !isCancelled.isSet
                    }
                }
                state.withLock { state in
                    state.texts[number] = model
                    state.cancels[number] = nil
                }
                send(
                    .answer(
                        .loadedTexts(pooling: model.pooling, longest: model.longest, isGenerator: model.isGenerator)),
                    number)
            } catch {
                fail(error, number)
            }
        }
    }

    private func cancellation(of number: UInt32) -> CancelFlag {
        let flag = CancelFlag()
        state.withLock { $0.cancels[number] = { flag.set() } }
        return flag
    }

    private func unload(_ model: UInt32, _ number: UInt32) {
        let (engine, texts) = state.withLock { state in
            (state.engines.removeValue(forKey: model)?.engine, state.texts.removeValue(forKey: model))
        }
        // Freeing waits for the model's thread.
        Thread.detachNewThread { [self] in
            engine?.shutDown()
            texts?.shutDown()
            send(.answer(.done), number)
        }
    }

    // MARK: answers

    private func run(_ request: RunRequest, _ model: UInt32, _ number: UInt32) {
        guard let engine = engine(model) else { return fail(.shutDown, number) }
        state.withLock { $0.cancels[number] = {} }
        // Frames are written at the end of each step, so that those of a batch go together.
        let cancel = engine.start(request) { [self] event in
            switch event {
            case .text, .thoughts: send(.text(event), number, flushes: false)
            case .finished(let summary):
                _ = state.withLock { $0.cancels.removeValue(forKey: number) }
                send(.answer(.ended(padding: summary.padding, isCancelled: summary.isCancelled)), number)
            default: send(.answer(.event(event)), number, flushes: false)
            }
        }
        // The run may have ended already.
        state.withLock { if $0.cancels[number] != nil { $0.cancels[number] = cancel } }
    }

    private func engine(_ model: UInt32) -> LlamaEngine? { state.withLock { $0.engines[model]?.engine } }

    private func fail(_ error: EngineError, _ number: UInt32) {
        _ = state.withLock { $0.cancels.removeValue(forKey: number) }
        send(.answer(.failed(error)), number)
    }

    private func answer(
        _ number: UInt32, _ model: UInt32, _ body: (LlamaEngine) throws(EngineError) -> EngineReply
    ) {
        guard let engine = engine(model) else { return fail(.shutDown, number) }
        do throws(EngineError) {
            send(try body(engine), number)
        } catch {
            fail(error, number)
        }
    }

    private func answerLater(
        _ number: UInt32, _ model: UInt32,
        _ body: @escaping @Sendable (LlamaEngine) async throws(EngineError) -> EngineReply
    ) {
        guard let engine = engine(model) else { return fail(.shutDown, number) }
        Task.detached { [self] in
            do throws(EngineError) {
                send(try await body(engine), number)
            } catch {
                fail(error, number)
            }
        }
    }

    private func measure(
        _ number: UInt32, _ model: UInt32,
        _ body: @escaping @Sendable (TextModel) async throws(EngineError) -> EngineAnswer
    ) {
        guard let texts = state.withLock({ $0.texts[model] }) else { return fail(.shutDown, number) }
        Task.detached { [self] in
            do throws(EngineError) {
                send(.answer(try await body(texts)), number)
            } catch {
                fail(error, number)
            }
        }
    }
}
