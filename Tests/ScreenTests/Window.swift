import Foundation
import Testing

/// A window of tmux with a shell in it, where the built program runs as a person runs it. Everything in it ends with it.
final class Window {
    let home: Home
    private let tmux: Tmux

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// A shell at its prompt.
    ///
    /// - Parameters:
    ///   - columns: Its width.
    ///   - rows: Its height.
    ///   - home: Whose folders are used; those of somebody new by default.
    ///   - environment: Variables besides the usual ones.
    ///   - launcher: Words before the shell's, of a program that changes something and then runs it.
    /// - Throws: Where tmux can't be started.
    init(
        columns: Int = 140, rows: Int = 40, home: Home? = nil, environment: [String: String] = [:],
        through launcher: [String] = []
    ) throws {
        self.home = try home ?? Home()
        var variables = ["TERM": "tmux-256color", "PS1": "shell> ", "HISTFILE": "/dev/null"]
        variables.merge(environment) { $1 }
        let words = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        tmux = try Tmux(
            home: self.home, columns: columns, rows: rows,
            running: ["env"] + words + launcher + ["bash", "--norc", "--noprofile", "-i"])
        try wait(for: "shell>")
    }

    deinit {
        // Not even a program that hangs may stay, nor the script around it, which would write into the folder that goes.
        if let process = try? processID, isProgram(process) { killpg(getpgid(process), SIGKILL) }
    }

    // MARK: what a person does

    /// Presses keys by tmux's names: `C-s`, `M-n`, `Enter`.
    func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

    /// Types text.
    func type(_ text: String) throws { try tmux(["send-keys", "-l", "--", text]) }

    /// Pastes as terminals do, between brackets where the program asked for them.
    func paste(_ text: String) throws {
        let path = try home.file("pasted", text)
        try tmux(["load-buffer", path])
        try tmux(["paste-buffer", "-p", "-d"])
    }

    func resize(columns: Int, rows: Int) throws {
        try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Starts the program, with the terminal's modes noted before and after it.
    ///
    /// - Parameters:
    ///   - arguments: Words for the shell.
    ///   - redirection: What else the shell is to do, as in `</dev/null`.
    /// - Throws: Where the window is gone.
    func start(_ arguments: String..., redirection: String = "") throws {
        let script = try home.file(
            "start.sh",
            """
            stty -g >'\(home.folder)/before'
            sh -c 'echo $$ >"\(home.folder)/pid"; exec "$0" "$@"' '\(Program.path)' "$@" \(redirection)
            code=$?
            stty -g >'\(home.folder)/after'
            echo "ended with $code."

            """)
        try type((["clear; sh", script] + arguments).joined(separator: " "))
        try press("Enter")
    }

    /// Starts the program and waits for its screen.
    func open(_ arguments: String...) throws {
        try start(arguments.joined(separator: " "))
        try wait(for: "live ")
    }

    /// Ends the program by ^Q.
    func quit() throws {
        try press("C-q")
        try wait(for: "ended with 0.")
    }

    // MARK: what is there to see

    var shown: Shown {
        get throws { Shown(text: try tmux(["capture-pane", "-p"])) }
    }

    /// The rows with the sequences that make their colours.
    var colouredText: String {
        get throws { try tmux(["capture-pane", "-p", "-e"]) }
    }

    /// The number of the program's process.
    var processID: Int32 {
        get throws {
            let text = try String(contentsOfFile: home.folder + "/pid", encoding: .utf8)
            return try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }

    /// Processes that the program has started and that live; Linux lists those of each thread.
    func children() throws -> [Int32] {
        let threads = "/proc/\(try processID)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).flatMap { thread in
            let text = try String(contentsOfFile: "\(threads)/\(thread)/children", encoding: .utf8)
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }

    private func isProgram(_ process: Int32) -> Bool {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
        return link.map { URL(filePath: $0).lastPathComponent == "lathe" } ?? false
    }

    /// What tmux says of the window by one of its formats.
    func value(of format: String) throws -> String {
        try tmux(["display-message", "-p", format]).trimmingCharacters(in: .newlines)
    }

    /// What was copied last.
    var clipboard: String {
        get throws { try tmux(["show-buffer"]) }
    }

    /// Waits until the window shows something.
    ///
    /// - Parameters:
    ///   - what: What is waited for, for the message of a failure.
    ///   - seconds: The longest wait.
    ///   - condition: Whether it is there.
    /// - Returns: All that the window shows then.
    /// - Throws: With what the window shows instead.
    @discardableResult
    func wait(_ what: String, within seconds: Double = 15, until condition: (Shown) throws -> Bool) throws -> Shown {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            let shown = try shown
            if try condition(shown) { return shown }
            guard ContinuousClock.now < deadline else {
                throw Failure(description: "Waited \(seconds) s for \(what). The window shows:\n\(shown)")
            }
            usleep(30_000)
        }
    }

    @discardableResult
    func wait(for words: String..., within seconds: Double = 15) throws -> Shown {
        try wait("\(words)", within: seconds) { shown in words.allSatisfy { shown.contains($0) } }
    }

    /// Waits until lanes have got tokens and go on.
    func waitForStream() throws {
        try wait("running lanes") { $0.contains(#/[1-9][0-9]* tok /#) && $0.endedLanes == 0 }
    }

    /// Waits until so many lanes have ended and nothing is outdated.
    @discardableResult
    func waitForLanes(_ count: Int = 2) throws -> Shown {
        try wait("\(count) finished lanes", within: 30) { $0.endedLanes == count && !$0.contains("outdated") }
    }

    /// Expects the terminal to be as it was before the program was started.
    func expectRestored(_ location: SourceLocation = #_sourceLocation) throws {
        let before = try String(contentsOfFile: home.folder + "/before", encoding: .utf8)
        let after = try String(contentsOfFile: home.folder + "/after", encoding: .utf8)
        #expect(before == after, "the terminal's modes", sourceLocation: location)
        #expect(try value(of: "#{cursor_flag}") == "1", "the cursor is seen", sourceLocation: location)
        #expect(try value(of: "#{alternate_on}") == "0", "the usual screen is back", sourceLocation: location)
        #expect(try value(of: "#{mouse_any_flag}") == "0", "the mouse is free", sourceLocation: location)
    }
}

/// The built program, beside the test bundle.
enum Program {
    static let path: String = {
        let link =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let bundle = ProcessInfo.processInfo.arguments.first { $0.hasSuffix(".xctest") } ?? link
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "lathe").path
    }()
}
