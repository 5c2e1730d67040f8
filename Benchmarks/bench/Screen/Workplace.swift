import Foundation
import Models
import Runtime

/// A place where the program finds the models, one prompt and nothing else, and keeps what it keeps.
final class Workplace {
    /// The prompt's file.
    let prompt: String
    /// What the program is told of its surroundings.
    let environment: [String: String]
    private let folder: URL

    /// The program that `make setup` built, or another one that is named in the environment.
    static let program =
        ProcessInfo.processInfo.environment["LATHE_BENCH_PROGRAM"]
        ?? FileManager.default.currentDirectoryPath + "/.build/release/lathe"

    /// A prompt whose lanes go on until they have so many tokens.
    init(lanes: Int, tokens: Int) throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "lathe-bench-\(UUID().uuidString)")
        prompt = folder.appending(path: "bench.prompt.yaml").path
        let data = folder.appending(path: "data/lathe")
        try files.createDirectory(at: data, withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: data.appending(path: "models").path, withDestinationPath: ModelFolders.models)

        var environment = ProcessInfo.processInfo.environment
        // The program sets the limit of spinning itself, as it does for a person.
        for name in ["GOMP_SPINCOUNT", "OMP_WAIT_POLICY", "NO_COLOR", "COLORFGBG", "LC_ALL", "LC_CTYPE"] {
            environment[name] = nil
        }
        environment["TERM"] = "xterm-256color"
        environment["LANG"] = "C.UTF-8"
        environment["XDG_DATA_HOME"] = folder.path + "/data"
        environment["XDG_STATE_HOME"] = folder.path + "/state"
        environment["XDG_CACHE_HOME"] = Bench.cache
        environment["XDG_CONFIG_HOME"] = folder.path + "/config"
        self.environment = environment

        let list = (1...lanes).map { "  - { name: lane \($0), modelParameters: { seed: \($0) } }" }
        try """
        instruction: Go on with the story.
        input: "\(story)"
        technique: zero-shot
        model: smollm2
        modelParameters:
          maxTokens: \(tokens)
          # The tokens that end a text.
          logitBias: { "0": -1000, "2": -1000 }
        lanes:
        \(list.joined(separator: "\n"))

        """.write(toFile: prompt, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The workbench on the prompt.
    func open() throws -> PseudoTerminal {
        try PseudoTerminal(Self.program, [prompt], environment: environment)
    }

    /// The same with the model loaded, and lanes that run on F5 only.
    func openReady() throws -> PseudoTerminal {
        let terminal = try open()
        try terminal.wait(for: "the first screen", until: isDrawn)
        try terminal.write(Keys.live)
        try terminal.wait(for: "the end of live") { $0.line(0).contains("live ○") }
        try terminal.wait(for: "the model") { $0.line(0).contains(" ctx") }
        // The prompt's tokens are counted after a moment, and the processors come to rest.
        try terminal.watch(for: .milliseconds(500))
        return terminal
    }
}

/// What keys send.
enum Keys {
    static let run = "\u{1B}[15~"
    static let live = "\u{1B}[17~"
    static let save = "\u{13}"
    static let tab = "\t"
    static let right = "\u{1B}OC"
    static let left = "\u{1B}OD"
    static let home = "\u{1B}OH"
    static let end = "\u{1B}OF"
    static let pageUp = "\u{1B}[5~"
    static let pageDown = "\u{1B}[6~"
}

/// Whether all of the screen is there: the footer is drawn last.
func isDrawn(_ screen: TerminalScreen) -> Bool {
    screen.line(screen.rows - 1).contains("quit")
}

/// Lanes that have reached their limit of tokens.
func endedLanes(_ screen: TerminalScreen) -> Int {
    (0..<screen.rows).map { screen.line($0).matches(of: /tok · [^│]*length/).count }.max() ?? 0
}

extension PseudoTerminal {
    /// Types letters into the field with the cursor, about 30 a second and not in step with the frames; `prepare` comes before
    /// each. Gives what was typed, and for each letter the milliseconds until the frame that shows it.
    func typeLetters(
        count: Int, prepare: () throws -> Void = {}
    ) throws -> (text: String, milliseconds: [Double]) {
        var text = ""
        var times: [Double] = []
        for index in 0..<count {
            try prepare()
            let letter = Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26))
            let time = try time("the letter \(letter)", { try write(String(letter)) }) { screen in
                screen.character(column: screen.cursor.column - 1, row: screen.cursor.row) == letter
            }
            text.unicodeScalars.append(letter)
            times.append(time * 1000)
            try watch(for: .milliseconds(Int.random(in: 10...50)))
        }
        return (text, times)
    }
}
