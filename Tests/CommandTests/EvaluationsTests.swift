import Foundation
import Testing

/// `lathe evaluations` on evaluations of the starter model, run as a user runs it.
@Suite(.serialized)
struct EvaluationsTests {
    private let capitals: CapitalsFixture
    private let data: DataFolder

    init() throws {
        capitals = try CapitalsFixture(cases: 4)
        data = try DataFolder()
    }

    private func lathe(_ arguments: [String]) throws -> Program.Result {
        try Program.run(arguments, data: data, environment: ["XDG_STATE_HOME": capitals.folder.path("state")])
    }

    @Test func `an evaluation is kept, listed, shown, compared and deleted`() throws {
        let eval = ["eval", capitals.prompt, "--data", capitals.data, "--strict-sample", "0"]
        let first = try lathe(eval)
        #expect(first.output.contains("Kept as evaluation 1: `lathe evaluations show 1` shows it again."))
        let second = try lathe(eval + ["--technique", "zero-shot", "--limit", "3"])
        #expect(second.output.contains("Kept as evaluation 2"))

        let list = try lathe(["evaluations", "list"]).output
        #expect(list.contains("Capitals") && list.contains("capitals.csv"))
        let shown = try lathe(["evaluations", "show", "1"])
        #expect(shown.output.hasPrefix("Evaluation 1, "))
        // All of it is as it was printed, but for the file that has the outputs.
        let lines = first.output.split(separator: "\n").filter { !$0.hasPrefix("Outputs: ") }
        #expect(lines.allSatisfy { shown.output.contains($0) })
        #expect(shown.errors.isEmpty)

        let compared = try lathe(["evaluations", "compare", "1", "last"]).output
        #expect(
            compared.contains("The cases aren't the same: 3 are in both and compared, 1 are only in 1, 0 only in 2."))
        #expect(compared.contains("A: technique"))
        #expect(compared.contains("A (1)") && compared.contains("A (2)"))

        _ = try capitals.folder.file(
            "capital.prompt.yaml",
            "name: Capitals\ninstruction: Say it.\ninput: \"{{country}}\"\nanswer: { type: text }\n")
        #expect(try lathe(["evaluations", "show", "1"]).errors.contains("The prompt has changed since: instruction"))

        let right = try lathe(["export", capitals.prompt, "--preferences", "--to", "sft", "--evaluation", "2"])
        let rightCount = try lathe(["evaluations", "show", "2", "--format", "json"]).output
        let outcome = try JSONSerialization.jsonObject(with: Data(rightCount.utf8)) as? [String: Any]
        let correct = ((outcome?["lanes"] as? [[String: Any]])?.first?["correct"] as? Int) ?? -1
        #expect(right.output.split(separator: "\n").count == correct || (correct == 0 && right.code == 1))
        let both = try lathe([
            "export", capitals.prompt, "--preferences", "--to", "sft", "--evaluation", "2", "--cut", "5",
        ])
        #expect(both.code != 0 && both.errors.contains("choose verdicts"))

        #expect(try lathe(["evaluations", "delete", "1"]).code == 0)
        let gone = try lathe(["evaluations", "list", "--format", "json"]).output
        #expect(!gone.contains("\"id\" : 1,") && gone.contains("\"id\" : 2,"))
        #expect(try lathe(["evaluations", "delete", "--undo", "last"]).output == "Brought back: 1.\n")
        let missing = try lathe(["evaluations", "show", "9"])
        #expect(missing.code == 1)
        #expect(
            missing.errors.contains("There is no evaluation 9 in the history. `lathe evaluations list` shows those"))
        #expect(
            try lathe(["history", "search", "capitals"]).errors.contains("2 kept evaluations have these words too"))
    }

    @Test func `an evaluation by likelihood is shown again as it was printed, with its corrections`() throws {
        let eval = ["eval", capitals.prompt, "--data", capitals.data, "--technique", "few-shot"]
        let first = try lathe(eval + ["--score", "likelihood", "--calibrate", "contextual"])
        #expect(first.code == 0, "\(first.errors)")
        for part in ["the likelihoods of 4 answers (text)", "by character", "contextual", "how often the likeliest"] {
            #expect(first.output.contains(part), "\(part) isn't in \(first.output)")
        }
        let shown = try lathe(["evaluations", "show", "1"])
        let lines = first.output.split(separator: "\n").filter { !$0.hasPrefix("Outputs: ") }
        #expect(lines.allSatisfy { shown.output.contains($0) }, "\(shown.output)")
    }

    @Test func `outputs that are judged anew don't replace the results that are kept`() throws {
        let prompt = try String(contentsOfFile: capitals.prompt, encoding: .utf8)
        func evaluated(_ word: String) throws -> String {
            let check = "\nevaluators:\n  - { name: word, type: contains, value: \(word) }\n"
            _ = try capitals.folder.file("capital.prompt.yaml", prompt + check)
            let eval = ["eval", capitals.prompt, "--data", capitals.data, "--limit", "1", "--strict-sample", "0"]
            return try lathe(eval + ["--resume"]).output
        }
        #expect(try evaluated("a").contains("Kept as evaluation 1:"))
        #expect(try evaluated("qqq").contains("Kept as evaluation 2:"))
        #expect(try evaluated("qqq").contains("Kept as evaluation 2:"))
    }

    @Test func `nothing is kept if the history is off`() throws {
        let eval = ["eval", capitals.prompt, "--data", capitals.data, "--limit", "1"]
        #expect(try !lathe(eval + ["--no-history"]).output.contains("Kept as"))
        #expect(try lathe(["evaluations", "list"]).output.contains("Nothing has been evaluated yet"))
    }
}
