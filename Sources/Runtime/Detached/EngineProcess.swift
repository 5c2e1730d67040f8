import Synchronization

/// Where engines live: one process at a time, started when a model is to be loaded and again after it was lost.
public final class EngineProcess: Sendable {
    /// This program's own child.
    public static let own = EngineProcess(.own)

    private let command: EngineCommand
    private let current = Mutex<EngineConnection?>(nil)

    /// Nothing is started yet.
    public init(_ command: EngineCommand) {
        self.command = command
    }

    /// The process's number; nil while there is none.
    public var identifier: Int32? {
        current.withLock { $0.flatMap { $0.isOpen ? $0.process : nil } }
    }

    /// The connection to the process that runs, or to a new one.
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
