import Dispatch
import Foundation
import Lanes
import Processes
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The connection to one process with engines. It sends questions, and hands every reply to its asker, in order, on a
/// thread of its own.
///
/// If the process ends for any reason, every open question gets ``EngineReply/lost(_:)``.
final class EngineConnection: Sendable {
    /// Receives the replies to a question, with the question's number.
    typealias Handler = @Sendable (EngineReply, UInt32) -> Void

    private struct State: Sendable {
        var lastNumber: UInt32 = 0
        var handlers: [UInt32: Handler] = [:]
        /// The models that are loaded or will be, by the numbers of the questions that load them.
        var models: Set<UInt32> = []
        /// The reason why the connection has ended; nil while it works.
        var loss: EngineError?
        /// True if this side ended it.
        var isClosed = false
    }

    let command: EngineCommand
    /// The process. Its memory is that of its models.
    let process: pid_t
    private let socket: Int32
    private let errors: Int32
    private let writer: FrameWriter
    private let state = Mutex(State())

    /// Seconds in which a healthy engine frees a model.
    private static let patience = 5.0
    /// The number of bytes of its standard error that are kept.
    private static let keptErrors = 4096

    /// Starts the process. Doesn't wait for it.
    init(_ command: EngineCommand) throws(EngineError) {
        guard let path = command.path else {
            throw .engineUnavailable(name: command.name, reason: "\(command.executable) isn't there")
        }
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
            let made = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #else
            let made = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        #endif
        guard made == 0 else {
            throw .engineLost(
                name: command.name, reason: "a socket can't be opened for it (\(String(cString: strerror(errno))))")
        }
        defer { close(ends[1]) }
        let pipe: Processes.Pipe
        let process: pid_t
        do {
            pipe = try Processes.Pipe()
            defer { pipe.writing.close() }
            // Without this a crash would spend seconds on a backtrace that nobody reads.
            process = try spawn(
                path, command.arguments, environment: ["SWIFT_BACKTRACE": "enable=no"], input: ends[1], output: ends[1],
                errors: pipe.writing.value, isOnItsOwn: !command.isOwn)
        } catch {
            close(ends[0])
            throw .engineUnavailable(name: command.name, reason: error.reason)
        }
        self.command = command
        self.process = process
        socket = ends[0]
        errors = pipe.reading.value
        writer = FrameWriter(descriptor: ends[0])
        let thread = Thread { [self] in serve() }
        thread.name = "lathe engine's replies"
        thread.start()
    }

    /// True if questions can be asked.
    var isOpen: Bool { state.withLock { $0.loss == nil && !$0.isClosed } }

    /// Asks a question and returns its number. `handler` is called on the connection's thread and must not block.
    @discardableResult
    func ask(_ question: EngineQuestion, _ handler: @escaping Handler) -> UInt32 {
        let (number, loss) = state.withLock { state -> (UInt32, EngineError?) in
            state.lastNumber += 1
            if state.loss == nil {
                state.handlers[state.lastNumber] = handler
                if question.loads { state.models.insert(state.lastNumber) }
            }
            return (state.lastNumber, state.loss)
        }
        if let loss {
            handler(.lost(loss), number)
        } else {
            tell(question, number)
        }
        return number
    }

    /// Cancels a run or a load.
    func cancel(_ number: UInt32) {
        tell(.cancel(number), 0)
    }

    /// Frees a model. The process ends with its last model, which gives all memory back at once.
    func drop(model: UInt32, then done: @escaping @Sendable () -> Void = {}) {
        let isLast = state.withLock { state in
            state.models.remove(model)
            return state.models.isEmpty
        }
        if isLast {
            end()
            done()
        } else {
            let number = ask(.unload(model: model)) { reply, _ in if reply.isLast { done() } }
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [weak self] in
                guard let self, state.withLock({ $0.handlers[number] != nil }) else { return }
                giveUp()
            }
        }
    }

    /// Ends the process now. Open questions get ``EngineError/shutDown``.
    func end() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed && state.loss == nil
        }
        if wasOpen { killProcess() }
    }

    /// Kills a process that doesn't answer. Open questions get ``EngineError/engineLost(name:reason:)``.
    func giveUp() {
        if isOpen { killProcess() }
    }

    /// Kills the process. A command may have started others; they are in its session and are killed too.
    private func killProcess() {
        kill(command.isOwn ? process : -process, SIGKILL)
    }

    private func tell(_ question: EngineQuestion, _ number: UInt32) {
        // Questions can always be written as JSON, because their numbers are finite.
        guard let frame = try? EngineFrame(number, question) else {
            return take(.answer(.failed(.decodeFailed(reason: "the request has numbers that can't be sent"))), number)
        }
        writer.add(frame)
        writer.flush()
    }

    private func take(_ reply: EngineReply, _ number: UInt32) {
        let (handler, isUnused) = state.withLock { state -> (Handler?, Bool) in
            var isUnused = false
            if case .answer(.failed) = reply, state.models.remove(number) != nil { isUnused = state.models.isEmpty }
            return (reply.isLast ? state.handlers.removeValue(forKey: number) : state.handlers[number], isUnused)
        }
        // A process without a model isn't needed.
        if isUnused { end() }
        handler?(reply, number)
    }

    // MARK: the connection's thread

    private func serve() {
        var incoming = IncomingReplies()
        var complaints: [UInt8] = []
        let reason = receive(&incoming, &complaints)
        // A process that has closed its end or sends nonsense isn't needed any more.
        killProcess()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        drain(&complaints)
        let text = String(decoding: complaints, as: UTF8.self)
        let handlers = state.withLock { state in
            let loss: EngineError =
                if state.isClosed {
                    .shutDown
                } else if incoming.hasReplied || incoming.hasGreeted && command.isOwn {
                    .engineLost(name: command.name, reason: reason ?? Self.reason(status: status, text))
                } else {
                    .engineUnavailable(name: command.name, reason: reason ?? Self.reason(status: status, text))
                }
            state.loss = loss
            defer { state.handlers = [:] }
            return state.handlers.map { ($0.key, $0.value, loss) }
        }
        // Another thread may still be writing; it must not write to the next file that gets the descriptor's number.
        shutdown(socket, Int32(SHUT_RDWR))
        writer.close()
        close(socket)
        close(errors)
        for (number, handler, loss) in handlers { handler(.lost(loss), number) }
    }

    /// Hands out replies until the process ends. Returns what it did wrong before that; nil if nothing.
    private func receive(_ incoming: inout IncomingReplies, _ complaints: inout [UInt8]) -> String? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let start = ContinuousClock.now
        var complains = true
        while true {
            var polled = [
                pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
                // A closed descriptor would be ready for ever.
                pollfd(fd: complains ? errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, incoming.hasReplied ? -1 : 1000)
            if count < 0, errno != EINTR { return "its replies can't be read" }
            if polled[1].revents != 0 { complains = drain(&complaints) }
            // The first question is asked at once, and its progress is answered at once.
            if !incoming.hasReplied, ContinuousClock.now - start > command.patience {
                let what = incoming.hasGreeted ? "didn't answer" : "didn't start Lathe's engine"
                let seconds = command.patience.components.seconds
                return "it \(what) within \(seconds) second\(seconds == 1 ? "" : "s")"
            }
            guard polled[0].revents != 0 else { continue }
            let got = recv(socket, &buffer, buffer.count, 0)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            do throws(IncomingReplies.Mistake) {
                try incoming.take(buffer[..<got], handOut: take)
            } catch {
                return error.reason
            }
        }
    }

    /// Reads the process's standard error; false if it has ended.
    @discardableResult
    private func drain(_ complaints: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        var polled = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
        while poll(&polled, 1, 0) > 0 {
            let got = read(errors, &buffer, buffer.count)
            guard got > 0 else { return got < 0 && errno == EINTR }
            complaints += buffer[..<got]
            if complaints.count > Self.keptErrors { complaints.removeFirst(complaints.count - Self.keptErrors) }
        }
        return true
    }

    private static func reason(status: Int32, _ errors: String) -> String {
        switch ChildProcess.Ending(status: status) {
        // We killed it only after it had closed its end, which a healthy process doesn't do.
        case .signalled(let signal): ChildProcess.Ending.reason(signal: signal, errors: errors)
        case .exited(let code):
            "it ended with code \(code)" + (lastLine(of: errors).isEmpty ? "" : ": \(lastLine(of: errors))")
        case .timedOut, .cancelled: "it was ended"
        }
    }
}
