import CCurses
import TextLayout

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The terminal while the program has it: sends frames, receives events.
///
/// ncurses and signals belong to the whole process, so only one session can be open at a time, and only the thread that
/// created it may use it. The terminal always gets its modes back: at `close()`, on Ctrl-Z, around other programs, and
/// by a signal handler in a crash.
package final class TerminalSession {
    /// The characters that the terminal can draw.
    package let glyphs: Glyphs
    /// The looks of roles. After a change the next frame is drawn as a whole. If the ground must be found out, it is
    /// known once the session is open.
    package var theme: Theme {
        didSet { redraw() }
    }
    /// The terminal's size, at least 1 by 1; 80 by 24 if the terminal doesn't say.
    package private(set) var size: Size
    /// True if the program has the terminal: it is opened, not closed, and not given to another program.
    package private(set) var isOpen = false

    /// The terminal's input.
    var input: TerminalInput
    /// Events of the session itself that aren't reported yet.
    var pendingEvents: [TerminalEvent] = []
    let signals: WakePipe

    private let inputDescriptor: Int32
    private let output: Int32
    private let environment: TerminalEnvironment
    private let themeChoice: ThemeChoice
    private var capabilities = TerminalCapabilities()
    private let thread = pthread_self()
    private var errors: StandardErrors
    private let farewell: String
    private var shown: Frame?
    private var isStarted = false
    private var foundGround = Theme.Ground.dark
    private var cellColumns: [UInt32: Int] = [:]

    /// Looks at the terminal. Changes nothing.
    ///
    /// - Parameters:
    ///   - input: A descriptor of the terminal.
    ///   - output: A descriptor of the same terminal.
    ///   - environment: The environment's variables about the terminal.
    ///   - theme: The choice of the theme.
    ///   - errorLog: The file to which standard error goes while the session is open, if it is the terminal; nil leaves
    ///     it.
    ///   - farewell: A sentence that stays on the terminal after a crash.
    /// - Throws: ``TerminalError`` if there is no terminal, or if it can't show a screen.
    package init(
        input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, environment: TerminalEnvironment = .current,
        theme: ThemeChoice = .automatic, errorLog: String? = nil, farewell: String = ""
    ) throws(TerminalError) {
        guard isatty(input) == 1 else { throw .notATerminal(stream: "Standard input") }
        guard isatty(output) == 1 else { throw .notATerminal(stream: "Standard output") }
        guard !environment.type.isEmpty else { throw .noTerminalType }
        // Before curses is asked anything, because it takes widths and encoding from the locale.
        glyphs = ccurses_use_locale() == 1 ? .unicode : .ascii
        switch Int(ccurses_check(environment.type, output)) {
        case CCURSES_OK: break
        case CCURSES_NO_CURSOR_MOVES: throw .unableTerminalType(environment.type)
        default: throw .unknownTerminalType(environment.type)
        }
        signals = try WakePipe()
        errors = StandardErrors(path: errorLog)
        self.farewell = farewell.isEmpty ? "" : farewell + "\n"
        self.input = TerminalInput(descriptor: input)
        self.theme = Theme(ground: theme == .light ? .light : .dark, palette: .monochrome)
        self.inputDescriptor = input
        self.output = output
        self.environment = environment
        themeChoice = theme
        size = Self.size(of: output)
    }

    deinit {
        if isStarted { close() }
    }

    /// Takes the terminal. The screen changes with the first frame.
    ///
    /// - Throws: ``TerminalError`` if the terminal can't be read or curses can't be started.
    package func open() throws(TerminalError) {
        checkThread()
        guard !isStarted else { return }
        guard ccurses_save_modes(output) == 0 else {
            throw .system(action: "read the modes of the terminal", reason: systemReason())
        }
        ccurses_signals_catch(signals.writeEnd)
        size = Self.size(of: output)
        let started = ccurses_start(
            environment.type, inputDescriptor, output, Int32(size.rows), Int32(size.columns),
            environment.refusesColors ? 0 : 1)
        guard started == CCURSES_OK else {
            ccurses_restore_modes()
            ccurses_signals_release()
            throw .system(action: "start the screen", reason: "ncurses can't use the terminal")
        }
        ccurses_signals_catch(signals.writeEnd)
        isStarted = true
        capabilities = TerminalCapabilities(type: environment.type)
        input.decoder = InputDecoder(keys: InputDecoder.terminalKeys())
        enter()
        foundGround = ground()
        theme = Theme(ground: foundGround, palette: .init(colors: Int(ccurses_colors())))
    }

    /// Takes the theme for another ground; `automatic` is the ground that was found when the terminal was taken.
    package func use(_ choice: ThemeChoice) {
        checkThread()
        let ground: Theme.Ground =
            switch choice {
            case .automatic: foundGround
            case .dark: .dark
            case .light: .light
            }
        theme = Theme(ground: ground, palette: theme.palette)
    }

    /// Shows a frame by sending the differences from the one before. Does nothing while another program has the
    /// terminal.
    ///
    /// If the frame isn't as large as the terminal, it is cut, and a cursor outside is hidden.
    package func draw(_ frame: Frame) {
        checkThread()
        guard isOpen, frame != shown else { return }
        send(capabilities.frameStart)
        if shown == nil { ccurses_redraw() }
        for run in frame.canvas.runs(over: shown?.canvas, theme: theme) { put(run, of: frame.canvas) }
        let cursor = frame.cursor.flatMap { Rectangle(size).contains($0) ? $0 : nil }
        ccurses_cursor(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? 0))
        ccurses_flush()
        send(capabilities.changes(from: shown, to: frame) + capabilities.frameEnd)
        shown = frame
    }

    /// Gives the terminal back with its old modes. The session can be opened again.
    package func close() {
        checkThread()
        guard isStarted else { return }
        leave()
        input.discardLateAnswer()
        ccurses_stop()
        ccurses_restore_modes()
        ccurses_signals_release()
        isStarted = false
        shown = nil
    }

    /// Stops the program like Ctrl-Z, and takes the terminal again when it continues; then `.resumed` follows.
    package func suspend() {
        checkThread()
        guard isOpen else { return }
        release()
        ccurses_stop_group()
        // The stop may take effect only after the call. If nobody could continue the program, it isn't stopped.
        let deadline = ContinuousClock.now + .milliseconds(200)
        var caught: Set<Int32> = []
        while !caught.contains(SIGCONT), ContinuousClock.now < deadline {
            if isReadable(signals.readEnd, within: 50) { caught.formUnion(signals.drain().map(Int32.init)) }
        }
        ccurses_signals_outside(0)
        retake()
        // A shell ends a stopped job with these signals.
        if !caught.isDisjoint(with: [SIGTERM, SIGHUP, SIGINT]) { pendingEvents.append(.terminated) }
    }

    /// Gives the terminal to another program; `.resumed` follows.
    ///
    /// Ctrl-C and Ctrl-\ then don't end this program, and Ctrl-Z stops both.
    ///
    /// - Parameter body: Runs the other program and waits for it.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`.
    package func runOutside<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        checkThread()
        guard isOpen else { return try body() }
        release()
        ccurses_signals_outside(1)
        defer {
            ccurses_signals_outside(0)
            // Ctrl-C was meant for the other program.
            let ends = signals.drain().filter { $0 == UInt8(SIGTERM) || $0 == UInt8(SIGHUP) }
            retake()
            if !ends.isEmpty { pendingEvents.append(.terminated) }
        }
        return try body()
    }

    /// Asks the terminal to put text into the user's clipboard, even over ssh (OSC 52).
    ///
    /// Terminals don't answer, and some refuse, so keep a copy inside the program too.
    ///
    /// - Parameter text: The text.
    /// - Returns: True if the terminal was asked; false if it doesn't know the question, or the text is too long for
    ///   it.
    @discardableResult
    package func copy(_ text: String) -> Bool {
        checkThread()
        guard isOpen, let request = capabilities.clipboard(text) else { return false }
        send(request)
        return true
    }

    /// Draws everything with the next frame, because another program may have written on the screen.
    package func redraw() {
        shown = nil
    }

    /// Reads the size again.
    ///
    /// - Returns: True if it has changed.
    func updateSize() -> Bool {
        let now = Self.size(of: output)
        guard now != size else { return false }
        size = now
        if isOpen {
            ccurses_resize(Int32(size.rows), Int32(size.columns))
            shown = nil
        }
        return true
    }

    /// Takes the terminal again after the shell had it without a request of the program (SIGSTOP).
    func retake() {
        if isOpen { ccurses_suspend() }
        ccurses_resume()
        enter()
        if updateSize() { pendingEvents.append(.resized(size)) }
        pendingEvents.append(.resumed)
    }
}

extension TerminalSession {
    /// Does what curses doesn't do itself when the terminal is taken.
    private func enter() {
        errors.redirect()
        isOpen = true
        shown = nil
        send(capabilities.enter)
        let bytes = capabilities.crashBytes
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                ccurses_crash_arm(output, $0.baseAddress, Int32($0.count), farewell)
            }
        }
    }

    private func leave() {
        if isOpen { send(capabilities.leave(shown)) }
        ccurses_crash_disarm()
        isOpen = false
        errors.restore()
    }

    private func release() {
        leave()
        ccurses_suspend()
        ccurses_restore_modes()
        shown = nil
    }

    private func put(_ run: CanvasRun, of canvas: Canvas) {
        guard run.position.row < size.rows, run.position.column < size.columns else { return }
        let cells = run.cells.prefix(size.columns - run.position.column)
        var pieces = GlyphPieces()
        for cell in canvas.cells[cells] where cell.width > 0 {
            pieces.append(cell.glyph, width: Int(cell.width)) { scalar in
                if let known = cellColumns[scalar] { return known }
                let columns = Int(ccurses_width(scalar))
                cellColumns[scalar] = columns
                return columns
            }
        }
        ccurses_put(
            Int32(run.position.row), Int32(run.position.column), pieces.scalars, pieces.counts,
            Int32(pieces.counts.count), UInt32(run.look.attributes.rawValue), Int32(run.look.foreground),
            Int32(run.look.background))
    }

    private func ground() -> Theme.Ground {
        switch themeChoice {
        case .dark: return .dark
        case .light: return .light
        case .automatic: break
        }
        if let ground = environment.ground { return ground }
        guard capabilities.answersQuestions, ccurses_colors() >= 256 else { return .dark }
        return input.askForGround { send($0) } ?? .dark
    }

    private func send(_ text: String) {
        guard !text.isEmpty else { return }
        writeAll(text.utf8, to: output)
    }

    private func checkThread() {
        precondition(pthread_equal(thread, pthread_self()) != 0, "the terminal belongs to the thread that took it")
    }

    private static func size(of terminal: Int32) -> Size {
        var (rows, columns) = (Int32(0), Int32(0))
        ccurses_window_size(terminal, &rows, &columns)
        guard rows > 0, columns > 0 else { return Size(columns: 80, rows: 24) }
        return Size(columns: Int(columns), rows: Int(rows))
    }
}
