import Lanes
import Synchronization

/// A model in an engine's process. It is loaded again in a new process if that one is lost.
final class ModelLink: Sendable {
    /// A model in a process that runs.
    struct Place: Sendable {
        var connection: EngineConnection
        var model: UInt32
    }

    typealias Waiter = @Sendable (Result<Place, EngineError>) -> Void

    private enum Phase: Sendable {
        /// The model isn't in memory.
        case away
        case loading([Waiter])
        case here(Place)
        /// The model was freed for good.
        case freed
    }

    private let host: EngineProcess
    private let question: EngineQuestion
    private let phase = Mutex(Phase.away)

    init(host: EngineProcess, _ question: EngineQuestion) {
        self.host = host
        self.question = question
    }

    deinit {
        free()
    }

    /// The number of the process that has the model; nil if it isn't in memory.
    var process: Int32? {
        phase.withLock { phase in
            guard case .here(let place) = phase, place.connection.isOpen else { return nil }
            return place.connection.process
        }
    }

    /// Calls `body` with the model's place: at once if the model is loaded, else when it is, on the connection's
    /// thread.
    ///
    /// `report` gets the progress of a load that begins now, and cancels it by returning false.
    func use(report: @escaping @Sendable (EngineAnswer) -> Bool = { _ in true }, _ body: @escaping Waiter) {
        let (now, loads) = phase.withLock { phase -> (Result<Place, EngineError>?, Bool) in
            switch phase {
            case .here(let place) where place.connection.isOpen: return (.success(place), false)
            case .freed: return (.failure(.shutDown), false)
            case .loading(let waiters):
                phase = .loading(waiters + [body])
                return (nil, false)
            case .here, .away:
                phase = .loading([body])
                return (nil, true)
            }
        }
        if let now { body(now) }
        if loads { load(report) }
    }

    private func load(_ report: @escaping @Sendable (EngineAnswer) -> Bool, isAgain: Bool = false) {
        let connection: EngineConnection
        do throws(EngineError) {
            connection = try host.connection()
        } catch {
            return settle(.failure(error))
        }
        let cancelled = CancelFlag()
        connection.ask(question) { [weak self] reply, number in
            switch reply {
            case .answer(.loading), .answer(.measuring):
                guard case .answer(let answer) = reply, !report(answer), !cancelled.isSet else { return }
                cancelled.set()
                connection.cancel(number)
            case .answer where cancelled.isSet && reply.isLast:
                // The load may have ended before the cancel came.
                if case .answer(.failed) = reply {} else { connection.drop(model: number) }
                self?.settle(.failure(self?.cancellation ?? .shutDown))
            // The process ended with its last model at the moment when this one was to be loaded.
            case .lost(.shutDown) where !isAgain && self?.isWanted == true: self?.load(report, isAgain: true)
            case .answer(.failed(let error)), .lost(let error): self?.settle(.failure(error))
            case .answer(let answer):
                _ = report(answer)
                guard let self else { return connection.drop(model: number) }
                self.settle(.success(Place(connection: connection, model: number)))
            case .text, .nextToken: break
            }
        }
    }

    private var isWanted: Bool {
        phase.withLock { if case .loading = $0 { true } else { false } }
    }

    private var cancellation: EngineError {
        switch question {
        case .load(let path, _), .loadTexts(let path, _, _): .loadCancelled(path: path)
        default: .shutDown
        }
    }

    private func settle(_ result: Result<Place, EngineError>) {
        let (waiters, unwanted) = phase.withLock { phase -> ([Waiter], Place?) in
            guard case .loading(let waiters) = phase else { return ([], try? result.get()) }
            switch result {
            case .success(let place): phase = .here(place)
            case .failure: phase = .away
            }
            return (waiters, nil)
        }
        if let unwanted { unwanted.connection.drop(model: unwanted.model) }
        for waiter in waiters { waiter(result) }
    }

    /// Frees the model for good. Calls `done` when its memory is free.
    func free(then done: @escaping @Sendable () -> Void = {}) {
        let (place, waiters) = phase.withLock { phase -> (Place?, [Waiter]) in
            defer { phase = .freed }
            switch phase {
            case .here(let place): return (place, [])
            case .loading(let waiters): return (nil, waiters)
            case .away, .freed: return (nil, [])
            }
        }
        for waiter in waiters { waiter(.failure(.shutDown)) }
        if let place, place.connection.isOpen {
            place.connection.drop(model: place.model, then: done)
        } else {
            done()
        }
    }

    /// Asks a question and waits for its one reply. If the process is lost meanwhile, asks again in a new one.
    func answer<Value: Sendable>(
        _ question: @escaping @Sendable (UInt32) -> EngineQuestion,
        _ value: @escaping @Sendable (EngineReply) -> Value?
    ) async throws(EngineError) -> Value {
        let result: Result<Value, EngineError> = await withCheckedContinuation { continuation in
            ask(question, value) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Asks a question and calls `done` with its one reply, at once or on the connection's thread. If the process is
    /// lost meanwhile, asks again in a new one.
    func ask<Value: Sendable>(
        _ question: @escaping @Sendable (UInt32) -> EngineQuestion,
        _ value: @escaping @Sendable (EngineReply) -> Value?,
        then done: @escaping @Sendable (Result<Value, EngineError>) -> Void
    ) {
        askOnce(question, value) { [self] reply in
            guard case .failure(.engineLost) = reply else { return done(reply) }
            askOnce(question, value, then: done)
        }
    }

    private func askOnce<Value: Sendable>(
        _ question: @escaping @Sendable (UInt32) -> EngineQuestion,
        _ value: @escaping @Sendable (EngineReply) -> Value?,
        then done: @escaping @Sendable (Result<Value, EngineError>) -> Void
    ) {
        use { place in
            switch place {
            case .failure(let error): done(.failure(error))
            case .success(let place):
                place.connection.ask(question(place.model)) { reply, _ in
                    if let value = value(reply) { return done(.success(value)) }
                    switch reply {
                    case .lost(let error), .answer(.failed(let error)): done(.failure(error))
                    default:
                        if reply.isLast {
                            done(.failure(.decodeFailed(reason: "its process sent an unexpected answer")))
                        }
                    }
                }
            }
        }
    }
}
