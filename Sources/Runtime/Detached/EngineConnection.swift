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

/// One process with engines in it: sends questions, and hands every reply to who asked, in order, on a thread of its own.
///
/// When the process ends, however it does, every question that is open gets ``EngineReply/lost(_:)``.
final class EngineConnection: Sendable {
    /// Gets the replies to a question, and its number.
    typealias Handler = @Sendable (EngineReply, UInt32) -> Void

    private struct State: Sendable {
        var lastNumber: UInt32 = 0
        var handlers: [UInt32: Handler] = [:]
        /// Models that are loaded or about to be, by the numbers of the questions for them.
        var models: Set<UInt32> = []
        /// Why it is over.
        var loss: EngineError?
        /// Whether it was ended from here.
        var isClosed = false
    }

    let command: EngineCommand
    /// The process; its memory is what its models take.
    let process: pid_t
    private let socket: Int32
    private let errors: Int32
    private let writer: FrameWriter
    private let state = Mutex(State())

    /// Seconds in which an engine in good health has freed a model.
    private static let patience = 5.0
    /// How much of what it writes to standard error is kept.
    private static let keptErrors = 4096

    /// Starts the process, without waiting for it.
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
                name: command.name, reason: "there is no socket for it (\(String(cString: strerror(errno))))")
        }
        defer { close(ends[1]) }
        let pipe: Processes.Pipe
        let process: pid_t
        do {
            pipe = try Processes.Pipe()
            defer { pipe.writing.close() }
            // Otherwise a crash would take seconds for a backtrace that nobody reads.
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

    /// Whether questions can be asked.
    var isOpen: Bool { state.withLock { $0.loss == nil && !$0.isClosed } }

    /// Asks, and returns the question's number. `handler` is called on the connection's thread and must not wait.
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

    /// Ends a run or a load.
    func cancel(_ number: UInt32) {
        tell(.cancel(number), 0)
    }

    /// Frees a model; the process ends with its last one, which gives all memory back at once.
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

    /// Ends the process now. What is open gets ``EngineError/shutDown``.
    func end() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed && state.loss == nil
        }
        if wasOpen { killProcess() }
    }

    /// Ends a process that doesn't answer. What is open gets ``EngineError/engineLost(name:reason:)``.
    func giveUp() {
        if isOpen { killProcess() }
    }

    /// A command may have started others, which are of its session.
    private func killProcess() {
        kill(command.isOwn ? process : -process, SIGKILL)
    }

    private func tell(_ question: EngineQuestion, _ number: UInt32) {
        // What is asked here can always be written as JSON: its numbers are finite.
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
        // A process without a model is of no use.
        if isUnused { end() }
        handler?(reply, number)
    }

    // MARK: the connection's thread

    private func serve() {
        var incoming = IncomingReplies()
        var complaints: [UInt8] = []
        let reason = receive(&incoming, &complaints)
        // Whoever has closed its end or talks nonsense is of no use any more.
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
        // A question may still be on its way to be written, and must not reach the next file that gets the number.
        shutdown(socket, Int32(SHUT_RDWR))
        writer.close()
        close(socket)
        close(errors)
        for (number, handler, loss) in handlers { handler(.lost(loss), number) }
    }

    /// Hands out replies until the process ends; returns what it did wrong before that, if it did.
    private func receive(_ incoming: inout IncomingReplies, _ complaints: inout [UInt8]) -> String? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let start = ContinuousClock.now
        var complains = true
        while true {
            var polled = [
                pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
                // Once it is closed it would be ready for ever.
                pollfd(fd: complains ? errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, incoming.hasReplied ? -1 : 1000)
            if count < 0, errno != EINTR { return "its replies can't be read" }
            if polled[1].revents != 0 { complains = drain(&complaints) }
            // The first question is asked at once, and answered at once with how far it is.
            if !incoming.hasReplied, ContinuousClock.now - start > command.patience {
                let what = incoming.hasGreeted ? "didn't answer" : "said nothing of Lathe"
                let seconds = command.patience.components.seconds
                return "it \(what) for \(seconds) second\(seconds == 1 ? "" : "s")"
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

    /// Reads what it complains of; false once there is no more to come.
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
        // Killed only after it had closed its end by itself, which a process in good health doesn't do.
        case .signalled(let signal): ChildProcess.Ending.reason(signal: signal, errors: errors)
        case .exited(let code):
            "it ended with code \(code)" + (lastLine(of: errors).isEmpty ? "" : ": \(lastLine(of: errors))")
        case .timedOut, .cancelled: "it was ended"
        }
    }
}
