import Dispatch
import Lanes
import Models
import Synchronization

/// The home of engines: one process at a time. It is started when a model is to be loaded, and again after it was lost.
package final class EngineProcess: Sendable {
    /// The process that this program starts itself.
    package static let own = EngineProcess(.own)

    private let command: EngineCommand
    private let current = Mutex<EngineConnection?>(nil)

    /// Creates a host. No process is started yet.
    package init(_ command: EngineCommand) {
        self.command = command
    }

    /// The process's number; nil if there is none.
    package var identifier: Int32? {
        current.withLock { $0.flatMap { $0.isOpen ? $0.process : nil } }
    }

    /// Returns the model that a word means on the process's machine, and where its choices are kept. Nil means its
    /// default model.
    ///
    /// - Throws: ``EngineError/serverFailed(server:reason:)`` with the other side's reason.
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

    /// Returns the connection to the running process, else to a new one.
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
