import Foundation
import Testing

@testable import Terminal

extension TerminalProcessTests {
    @Suite(.serialized) struct EventLoopTests {
        /// What a run did.
        private struct Record {
            var events: [TerminalEvent] = []
            var messages: [[Int]] = []
            var frames = 0
        }

        /// Runs a loop that ends with `q`, with `.terminated`, or with the message 0.
        private func run(
            _ terminal: PseudoTerminal, frameMilliseconds: UInt32 = 0,
            also onEvent: (TerminalEvent, EventLoop<Int>, TerminalSession) -> Void = { _, _, _ in },
            start: (EventLoop<Int>) -> Void
        ) throws -> Record {
            let session = try TerminalSession(
                input: terminal.terminal, output: terminal.terminal,
                environment: TerminalEnvironment(type: "xterm-256color"), theme: .dark)
            try session.open()
            defer {
                session.close()
                terminal.hangUp()
            }
            let loop = try EventLoop<Int>(session: session)
            start(loop)
            var record = Record()
            loop.run(
                onEvent: { event in
                    record.events.append(event)
                    onEvent(event, loop, session)
                    return event == .key(Key("q")) || event == .terminated ? .stop : .proceed
                },
                onMessages: { messages in
                    record.messages.append(messages)
                    return messages.contains(0) ? .stop : .proceed
                },
                frame: { size in
                    record.frames += 1
                    usleep(frameMilliseconds * 1000)
                    var canvas = Canvas(size)
                    canvas.write("\(record.events.count) \(record.messages.count)", at: Position(column: 0, row: 0))
                    return Frame(canvas: canvas)
                })
            return record
        }

        private func later(_ milliseconds: UInt32 = 50, _ body: @escaping @Sendable () -> Void) {
            Thread.detachNewThread {
                TerminalSignals.block()
                usleep(milliseconds * 1000)
                body()
            }
        }

        @Test func `many keys in one read are drawn once`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in
                later {
                    terminal.type("abcdef")
                    usleep(50_000)
                    terminal.type("q")
                }
            }
            #expect(record.events == "abcdefq".map { .key(Key($0)) })
            #expect(record.frames == 2)
        }

        @Test func `an escape becomes a key without anything after it`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in
                later {
                    terminal.type("\u{1B}")
                    usleep(80_000)
                    terminal.type("q")
                }
            }
            #expect(record.events == [.key(Key(.escape)), .key(Key("q"))])
        }

        @Test func `messages come in order and are drawn at most sixty times a second`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { loop in
                let mailbox = loop.mailbox
                later(0) {
                    for number in 1...500 {
                        mailbox.send(number)
                        usleep(1000)
                    }
                    mailbox.send(0)
                }
            }
            #expect(record.messages.flatMap { $0 } == Array(1...500) + [0])
            // 500 sends take half a second at least, and more on a busy machine.
            #expect(record.frames >= 5 && record.frames < 400)
        }

        @Test func `messages that come together are drawn together`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { loop in
                let mailbox = loop.mailbox
                later(100) {
                    for number in 1...4 {
                        mailbox.send(number)
                        usleep(300)
                    }
                    usleep(200_000)
                    mailbox.send(0)
                }
            }
            // On a busy machine a pause may become longer than the loop waits.
            #expect(record.messages.count <= 3)
            #expect(record.messages.flatMap { $0 } == [1, 2, 3, 4, 0])
        }

        @Test func `after a frame that took long the next doesn't wait for long`() throws {
            let terminal = try PseudoTerminal()
            let start = ContinuousClock.now
            let record = try run(terminal, frameMilliseconds: 400) { loop in
                let mailbox = loop.mailbox
                later(500) { mailbox.send(0) }
            }
            #expect(record.messages == [[0]])
            // A fiftieth of the time would be twenty seconds.
            #expect(ContinuousClock.now - start < .seconds(4))
        }

        @Test func `a key doesn't wait for the next frame`() throws {
            let terminal = try PseudoTerminal()
            var times: [Duration] = []
            let sent = ContinuousClock.now
            let record = try run(
                terminal,
                also: { event, _, _ in if event == .key(Key("x")) { times.append(ContinuousClock.now - sent) } }
            ) { loop in
                let mailbox = loop.mailbox
                later(0) {
                    for number in 1...100 {
                        mailbox.send(number)
                        if number == 50 { terminal.type("x") }
                        usleep(1000)
                    }
                    terminal.type("q")
                }
            }
            #expect(record.events == [.key(Key("x")), .key(Key("q"))])
            #expect(times.count == 1)
        }

        @Test func `scheduled messages come at their time, replaced and taken back by id`() throws {
            let terminal = try PseudoTerminal()
            let start = ContinuousClock.now
            let record = try run(terminal) { loop in
                loop.schedule(1, after: .milliseconds(20), id: "a")
                loop.schedule(2, after: .milliseconds(40), id: "a")
                loop.schedule(3, after: .milliseconds(30), id: 7)
                loop.unschedule(id: 7)
                loop.schedule(0, after: .milliseconds(120), id: "end")
            }
            #expect(record.messages.flatMap { $0 } == [2, 0])
            #expect(ContinuousClock.now - start >= .milliseconds(120))
        }

        @Test func `a new size is told once and drawn`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in
                later {
                    terminal.resize(columns: 20, rows: 5)
                    kill(getpid(), SIGWINCH)
                    usleep(80_000)
                    kill(getpid(), SIGWINCH)
                    usleep(80_000)
                    terminal.type("q")
                }
            }
            #expect(record.events == [.resized(Size(columns: 20, rows: 5)), .key(Key("q"))])
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
        func `a signal that asks to end is an event`(_ signal: Int32) throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in later { kill(getpid(), signal) } }
            #expect(record.events == [.terminated])
        }

        @Test func `a signal to go on takes the terminal again`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in
                later {
                    kill(getpid(), SIGCONT)
                    usleep(80_000)
                    terminal.type("q")
                }
            }
            #expect(record.events == [.resumed, .key(Key("q"))])
        }

        @Test func `a terminal that is gone ends the loop`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(terminal) { _ in later { terminal.hangUp() } }
            #expect(record.events == [.terminated])
        }

        @Test func `what another program did to the terminal is told`() throws {
            let terminal = try PseudoTerminal()
            let record = try run(
                terminal,
                also: { event, _, session in
                    if event == .key(Key("e")) { session.runOutside { terminal.resize(columns: 30, rows: 9) } }
                }
            ) { _ in
                later {
                    terminal.type("e")
                    usleep(80_000)
                    terminal.type("q")
                }
            }
            #expect(
                record.events == [
                    .key(Key("e")), .resized(Size(columns: 30, rows: 9)), .resumed, .key(Key("q")),
                ])
        }

        @Test func `a megabyte is pasted as one event`() throws {
            let terminal = try PseudoTerminal()
            let text = String(repeating: "0123456789 한글\n", count: 60_000)
            let record = try run(terminal) { _ in
                later { terminal.type("\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~q") }
            }
            #expect(record.events == [.paste(text), .key(Key("q"))])
        }

        @Test func `the signals that were handled before are handled again afterwards`() throws {
            func handler() -> Int {
                let handler = signal(SIGTERM, SIG_DFL)
                signal(SIGTERM, handler)
                return unsafeBitCast(handler, to: Int.self)
            }
            let before = handler()
            let terminal = try PseudoTerminal()
            _ = try run(terminal) { $0.mailbox.send(0) }
            #expect(handler() == before)
        }
    }
}
