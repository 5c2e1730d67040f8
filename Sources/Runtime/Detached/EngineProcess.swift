import Dispatch
import Lanes
import Models
import Synchronization

/// Where engines live: one process at a time, started when a model is to be loaded and again after it was lost.
package final class EngineProcess: Sendable {
    /// This program's own child.
    package static let own = EngineProcess(.own)

    private let command: EngineCommand
    private let current = Mutex<EngineConnection?>(nil)

    /// Nothing is started yet.
    package init(_ command: EngineCommand) {
        self.command = command
    }

    /// The process's number; nil while there is none.
    package var identifier: Int32? {
        current.withLock { $0.flatMap { $0.isOpen ? $0.process : nil } }
    }

    /// Returns what a word for a model means where the process runs, nil for its default model, and where its choices
    /// are kept.
    ///
    /// - Throws: ``EngineError/serverFailed(server:reason:)`` with what the other side says against it.
    package func describe(_ word: String?) throws(EngineError) -> (model: ModelDescription, choices: ChoicesLocation?) {
        let connection = try connection()
        let name = command.name
        let done = DispatchSemaphore(value: 0)
        let box = ReplyBox<Described>()
        connection.ask(.describe(word)) { reply, _ in
            guard reply.isLast else { return }
            switch reply {
            case .answer(.described(let model, let choices)):
                box.set(.success(Described(model: model, choices: choices)))
            case .answer(.refused(let sentence)):
                box.set(.failure(.serverFailed(server: name, reason: "says: \(sentence)")))
            case .answer(.failed(let error)), .lost(let error): box.set(.failure(error))
            default: box.set(.failure(.serverFailed(server: name, reason: "answered something else")))
            }
            done.signal()
        }
        done.wait()
        let described = try (box.reply ?? .failure(.shutDown)).get()
        return (described.model, described.choices)
    }

    private struct Described: Sendable {
        var model: ModelDescription
        var choices: ChoicesLocation?
    }

    /// Returns the connection to the process that runs, or to a new one.
    func connection() throws(EngineError) -> EngineConnection {
        let result: Result<EngineConnection, EngineError> = current.withLock { current in
            if let current, current.isOpen { return .success(current) }
            do throws(EngineError) {
                let connection = try EngineConnection(command)
                current = connection
                return .success(connection)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
