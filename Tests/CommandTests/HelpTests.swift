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
