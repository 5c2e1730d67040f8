import Foundation
import Testing

struct HelpTests {
    @Test func `help lists the commands and the pages of the documentation`() throws {
        let result = try Program.run(["help"])
        #expect(result.code == 0 && result.output.contains("WORK SUBCOMMANDS"))
        #expect(result.output.contains(#/\n  evaluate +Evaluate lanes on a data set\n/#))
        #expect(result.output.contains("start-here") && result.output.contains("strict-and-fast"))
    }

    @Test func `the help of a command is what the command prints itself`() throws {
        for words in [["run"], ["history", "show"]] {
            let asked = try Program.run(["help"] + words).output
            #expect(asked.trimmed == (try Program.run(words + ["--help"]).output.trimmed))
        }
    }

    private static let withExamples: [[String]] = [
        [], ["run"], ["eval"], ["detect"], ["improve"], ["make", "cases"], ["next"], ["history", "note"],
    ]

    @Test(arguments: withExamples)
    func `no example wraps at 80 columns`(words: [String]) throws {
        let help = try Program.run(words + ["--help"], columns: 80).output
        let examples = try #require(help.split(separator: "EXAMPLES\n").dropFirst().first)
        let lines = examples.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.prefix(while: { !$0.isEmpty }) { #expect(line.hasPrefix("  "), "\(line)") }
    }

    @Test(arguments: ["run", "eval", "sweep", "attack", "improve"])
    func `the many options of a command stand in groups`(command: String) throws {
        let help = try Program.run([command, "--help"], columns: 80).output
        for title in ["THE PROMPT", "MODEL AND ENGINE", "SAMPLING", "OPTIONS"] {
            #expect(help.contains("\n\(title):\n"), "\(title)")
        }
        let own = try #require(help.split(separator: "\nOPTIONS:\n").last).split(separator: "\n")
        #expect(own.count { $0.hasPrefix("  -") } <= 12)
    }

    @Test func `a page is printed without marks of Markdown that a reader doesn't need`() throws {
        let page = try Program.run(["help", "evaluate"]).output
        #expect(page.hasPrefix("Evaluate lanes on a data set\n"))
        #expect(page.contains("\n    lathe eval topic --data headlines"))
        #expect(!page.contains("```") && !page.contains("](") && !page.contains("\u{1B}"))
    }

    @Test func `a page that shares its name with a command is asked for by its place`() throws {
        #expect(try Program.run(["help"]).output.contains("\n  reference/keys "))
        #expect(try Program.run(["help", "keys"]).output.contains("USAGE: lathe keys"))
        #expect(try Program.run(["help", "reference/keys"]).output.hasPrefix("Keys\n"))
    }

    @Test func `a topic that isn't there is told with the nearest one`() throws {
        let result = try Program.run(["help", "evaluat"])
        #expect(result.code == 64 && result.errors.contains("did you mean `evaluate`?"))
        #expect(try Program.run(["help", "qqqqqqqq"]).errors.contains("`lathe help` lists them."))
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
