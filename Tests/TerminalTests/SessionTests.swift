import Foundation
import Testing
import TextLayout

@testable import Terminal

/// ncurses and signals belong to the whole process: one test after another.
@Suite(.serialized) enum TerminalProcessTests {
    @Suite(.serialized) struct SessionTests {
        private func session(
            _ terminal: PseudoTerminal, type: String = "xterm-256color", theme: ThemeChoice = .dark,
            refusesColors: Bool = false
        ) throws -> TerminalSession {
            try TerminalSession(
                input: terminal.terminal, output: terminal.terminal,
                environment: TerminalEnvironment(type: type, refusesColors: refusesColors), theme: theme)
        }

        private func frame(_ session: TerminalSession, _ lines: String..., style: Style = .text) -> Frame {
            var canvas = Canvas(session.size, glyphs: session.glyphs)
            for (row, line) in lines.enumerated() { canvas.write(line, at: Position(column: 0, row: row), style) }
            return Frame(canvas: canvas)
        }

        private func problem(_ body: () throws -> Void) -> TerminalError? {
            do { try body() } catch { return error as? TerminalError }
            return nil
        }

        @Test func `a file is no terminal`() throws {
            let file = open("/dev/null", O_RDWR)
            defer { close(file) }
            let terminal = try PseudoTerminal()
            #expect(
                problem { _ = try TerminalSession(input: file, output: terminal.terminal) }
                    == .notATerminal(stream: "Standard input"))
            #expect(
                problem { _ = try TerminalSession(input: terminal.terminal, output: file) }
                    == .notATerminal(stream: "Standard output"))
            terminal.hangUp()
        }

        @Test func `a terminal that can't show a screen is refused with what to do`() throws {
            let terminal = try PseudoTerminal()
            #expect(problem { _ = try session(terminal, type: "") } == .noTerminalType)
            #expect(problem { _ = try session(terminal, type: "dumb") } == .unableTerminalType("dumb"))
            let unknown = problem { _ = try session(terminal, type: "no-such") }
            #expect(unknown == .unknownTerminalType("no-such"))
            #expect(unknown?.description.contains("export TERM=") == true)
            #expect(terminal.takeOutput().isEmpty)
            terminal.hangUp()
        }

        @Test(arguments: ["vt100", "linux", "xterm-256color", "tmux-256color", "screen", "rxvt"])
        func `a session draws and gives the terminal back as it was`(_ type: String) throws {
            let terminal = try PseudoTerminal(columns: 40, rows: 6)
            let before = terminal.modes
            let session = try session(terminal, type: type)
            try session.open()
            #expect(session.size == Size(columns: 40, rows: 6))
            #expect(terminal.modes != before)
            session.draw(frame(session, "one line", "another"))
            #expect(terminal.takeOutput().contains("one line"))
            session.close()
            let end = terminal.takeOutput()
            #expect(terminal.modes == before)
            #expect(end.contains("\u{1B}[?2004l"))
            terminal.hangUp()
        }

        @Test func `only what changed is sent`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal)
            try session.open()
            session.draw(frame(session, "the first line", "a lane with tokens that"))
            _ = terminal.takeOutput()
            session.draw(frame(session, "the first line", "a lane with tokens that stream"))
            let sent = terminal.takeOutput()
            #expect(sent.contains("stream"))
            #expect(!sent.contains("first") && !sent.contains("lane"))
            #expect(sent.utf8.count <= 200)
            session.draw(frame(session, "the first line", "a lane with tokens that stream"))
            #expect(terminal.takeOutput().isEmpty)
            session.close()
            terminal.hangUp()
        }

        @Test func `modes are fields of the frame and are sent when they change`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal)
            try session.open()
            var frame = frame(session, "x")
            frame.reportsMouse = true
            frame.title = "lathe \u{1B}]\u{7}x"
            session.draw(frame)
            let first = terminal.takeOutput()
            #expect(first.contains("\u{1B}[?1002h\u{1B}[?1006h") && first.contains("\u{1B}]2;lathe ]x\u{1B}\\"))
            frame.reportsMouse = false
            session.draw(frame)
            let second = terminal.takeOutput()
            #expect(second.contains("\u{1B}[?1002l") && !second.contains("\u{1B}]2;"))
            session.close()
            #expect(terminal.takeOutput().contains("\u{1B}[23;2t"))
            terminal.hangUp()
        }

        @Test func `a terminal without colours or a person without wish for them gets attributes only`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal, refusesColors: true)
            try session.open()
            #expect(session.theme.palette == .monochrome)
            session.draw(frame(session, "x", style: Style(.selection)))
            let sent = terminal.takeOutput()
            #expect(sent.contains("\u{1B}[7m") || sent.contains("\u{1B}[0;7m"))
            #expect(!sent.contains("38;5"))
            session.close()
            terminal.hangUp()
        }

        @Test(arguments: [("vt100", Theme.Palette.monochrome), ("linux", .basic), ("tmux-256color", .rich)])
        func `the terminal's colours choose the theme`(_ type: String, _ palette: Theme.Palette) throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal, type: type, theme: .light)
            try session.open()
            #expect(session.theme == Theme(ground: .light, palette: palette))
            session.close()
            terminal.hangUp()
        }

        @Test func `the terminal is asked for its ground and what was typed meanwhile stays`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal, theme: .automatic)
            Thread.detachNewThread {
                usleep(5000)
                terminal.type("a\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\b\u{1B}[?62c")
            }
            try session.open()
            #expect(session.theme.ground == .light)
            usleep(20_000)
            #expect(session.input.takeEvents() == [.key(Key("a")), .key(Key("b"))])
            session.close()
            terminal.hangUp()
        }

        @Test func `a terminal that doesn't answer is taken for dark and soon`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal, theme: .automatic)
            let time = try ContinuousClock().measure { try session.open() }
            #expect(session.theme.ground == .dark)
            #expect(time < .milliseconds(90))
            terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62cx")
            usleep(20_000)
            #expect(session.input.takeEvents() == [.key(Key("x"))])
            session.close()
            terminal.hangUp()
        }

        @Test func `a terminal that doesn't know its size is 80 by 24`() throws {
            let terminal = try PseudoTerminal(columns: 0, rows: 0)
            #expect(try session(terminal).size == Size(columns: 80, rows: 24))
            terminal.hangUp()
        }

        @Test func `another program gets the terminal as it was and the screen comes back whole`() throws {
            let terminal = try PseudoTerminal(columns: 40, rows: 6)
            let before = terminal.modes
            let session = try session(terminal)
            try session.open()
            let raw = terminal.modes
            let shown = frame(session, "all of it")
            session.draw(shown)
            _ = terminal.takeOutput()
            let result = session.runOutside {
                session.draw(frame(session, "unseen"))
                terminal.resize(columns: 50, rows: 8)
                return terminal.modes == before
            }
            #expect(result)
            #expect(terminal.modes == raw)
            #expect(!terminal.takeOutput().contains("unseen"))
            #expect(session.takePendingEvents() == [.resized(Size(columns: 50, rows: 8)), .resumed])
            session.draw(shown)
            #expect(terminal.takeOutput().contains("all of it"))
            session.close()
            terminal.hangUp()
        }

        @Test func `a session can be opened again`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal)
            for _ in 0..<3 {
                try session.open()
                session.draw(frame(session, "again"))
                #expect(terminal.takeOutput().contains("again"))
                session.close()
            }
            session.close()
            terminal.hangUp()
        }

        @Test func `text is copied through the terminal`() throws {
            let terminal = try PseudoTerminal()
            let session = try session(terminal)
            #expect(!session.copy("closed"))
            try session.open()
            #expect(session.copy("foobar"))
            #expect(terminal.takeOutput().contains("\u{1B}]52;c;Zm9vYmFy\u{1B}\\"))
            session.close()
            terminal.hangUp()
        }

        @Test func `errors of libraries go to a file while the terminal would show them`() throws {
            let terminal = try PseudoTerminal()
            let path = FileManager.default.temporaryDirectory.appending(path: "errors-\(UUID().uuidString)").path
            defer { unlink(path) }
            let descriptor = dup(terminal.terminal)
            defer { close(descriptor) }
            var errors = StandardErrors(path: path, descriptor: descriptor)
            errors.redirect()
            writeAll("complaint".utf8, to: descriptor)
            errors.restore()
            writeAll("visible".utf8, to: descriptor)
            #expect(terminal.takeOutput() == "visible")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "complaint")
            terminal.hangUp()
        }

        @Test(.enabled(if: ccursesUsesUTF8, "needs a locale in UTF-8"))
        func `a real terminal shows what was drawn`() throws {
            let terminal = try PseudoTerminal(columns: 40, rows: 5)
            let session = try session(terminal)
            try session.open()
            let first = "한글 日本 👩‍👩‍👧 👍🏽 🇰🇷 ❤\u{FE0F} e\u{301}|"
            session.draw(frame(session, first, "the same", "left over", "fourth"))
            var second = frame(session, first, "the same", "한\u{2502}", "f한rth")
            second.cursor = Position(column: 7, row: 2)
            session.draw(second)
            let output = terminal.takeOutput()
            session.close()
            terminal.hangUp()
            let screen = try #require(try tmuxScreen(of: output, columns: 40, rows: 5))
            #expect(screen.lines.prefix(4) == ["한글 日本 👩 👍 KR ❤  e\u{301}|", "the same", "한│", "f한rth"])
            #expect(screen.cursor == "7,2")
        }
    }
}

/// Whether curses can show Unicode here.
private let ccursesUsesUTF8: Bool = {
    setlocale(LC_CTYPE, "")
    return String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
}()
