import CCurses
import TextLayout

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The terminal while the program has it: frames go out, events come in.
///
/// ncurses and signals belong to the whole process, so only one session can be open at a time, and only the thread that
/// made it may use it. Whatever happens, the terminal gets back the modes that it had: at `close()`, on Ctrl-Z, around other
/// programs, and by a signal handler in a crash.
package final class TerminalSession {
    /// What the terminal can draw.
    package let glyphs: Glyphs
    /// How roles look; the next frame is drawn whole after a change. The ground is known once the session is open, if it is
    /// to be found out.
    package var theme: Theme {
        didSet { redraw() }
    }
    /// The terminal's cells, at least 1 by 1; 80 by 24 where the terminal doesn't say.
    package private(set) var size: Size
    /// Whether the program has the terminal: opened, not closed, and not given away for a while.
    package private(set) var isOpen = false

    /// What comes in.
    var input: TerminalInput
    /// What happened to the session itself and has yet to be told.
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

    /// Looks at the terminal, without changing it.
    ///
    /// - Parameters:
    ///   - input: A descriptor of the terminal.
    ///   - output: A descriptor of the same terminal.
    ///   - environment: What is said of it.
    ///   - theme: For which ground.
    ///   - errorLog: The file that standard error is appended to while the session is open, if it is the terminal; nil leaves it.
    ///   - farewell: A sentence that a crash leaves on the terminal.
    /// - Throws: If there is no terminal, or one that can't show a screen.
    package init(
        input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, environment: TerminalEnvironment = .current,
        theme: ThemeChoice = .automatic, errorLog: String? = nil, farewell: String = ""
    ) throws(TerminalError) {
        guard isatty(input) == 1 else { throw .notATerminal(stream: "Standard input") }
        guard isatty(output) == 1 else { throw .notATerminal(stream: "Standard output") }
        guard !environment.type.isEmpty else { throw .noTerminalType }
        // Before curses is asked anything: it takes widths and encoding from there.
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
    /// - Throws: Where the terminal can't be read or curses can't be started.
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

    /// Takes colours for another ground; `automatic` is what was found when the terminal was taken.
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

    /// Shows a frame by sending what differs from the one before. While the terminal is given away nothing happens.
    ///
    /// A frame of another size than the terminal's is cut; a cursor outside of it is hidden.
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

    /// Gives the terminal back as it was. It can be opened again.
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

    /// Stops the program as Ctrl-Z does elsewhere, and takes the terminal again when it goes on; `.resumed` follows.
    package func suspend() {
        checkThread()
        guard isOpen else { return }
        release()
        ccurses_stop_group()
        // The stop may take effect only after the call. Where nobody could wake the program it is not stopped at all.
        let deadline = ContinuousClock.now + .milliseconds(200)
        var caught: Set<Int32> = []
        while !caught.contains(SIGCONT), ContinuousClock.now < deadline {
            if isReadable(signals.readEnd, within: 50) { caught.formUnion(signals.drain().map(Int32.init)) }
        }
        ccurses_signals_outside(0)
        retake()
        // As when a shell ends a stopped job.
        if !caught.isDisjoint(with: [SIGTERM, SIGHUP, SIGINT]) { pendingEvents.append(.terminated) }
    }

    /// Lets another program have the terminal; `.resumed` follows.
    ///
    /// Ctrl-C and Ctrl-\ there don't end this program, and Ctrl-Z stops both.
    ///
    /// - Parameter body: Runs that program and waits for it.
    /// - Returns: What `body` does.
    /// - Throws: What `body` does.
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

    /// Asks the terminal to put text into the clipboard of the person in front of it, even over ssh (OSC 52).
    ///
    /// Terminals don't answer, and some refuse; inside the program a copy should be kept as well.
    ///
    /// - Parameter text: What to copy.
    /// - Returns: Whether the terminal was asked: not where it can't know the question, or takes no text of that length.
    @discardableResult
    package func copy(_ text: String) -> Bool {
        checkThread()
        guard isOpen, let request = capabilities.clipboard(text) else { return false }
        send(request)
        return true
    }

    /// Draws everything with the next frame, for another program may have written on the screen.
    package func redraw() {
        shown = nil
    }

    /// Reads the size anew.
    ///
    /// - Returns: Whether it is another one.
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

    /// Takes the terminal again after the shell had it, without having been asked for it (SIGSTOP).
    func retake() {
        if isOpen { ccurses_suspend() }
        ccurses_resume()
        enter()
        if updateSize() { pendingEvents.append(.resized(size)) }
        pendingEvents.append(.resumed)
    }
}

extension TerminalSession {
    /// What curses doesn't do itself of taking the terminal.
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
