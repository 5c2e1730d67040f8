import Evaluation
import Foundation
import Library
import Testing

/// `lathe make` on the starter model, run as a user runs it.
@Suite(.serialized)
struct MakeCommandTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let home: DataFolder
    private let state: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        home = try DataFolder()
        state = ["XDG_STATE_HOME": folder.path("state")]
        prompt = try folder.file(
            "mood.prompt.yaml",
            """
            name: Mood
            instruction: Classify the sentiment of the review as Positive or Negative. Answer with one word.
            examples:
              - { input: I would come here again any day., output: Positive }
              - { input: The soup was cold and the waiter rude., output: Negative }
              - { input: My children laughed all evening long., output: Positive }
            input: "{{review}}"
            variables: { review: Far too loud for a quiet dinner. }
            answer: { type: choice, choices: [Positive, Negative] }
            modelParameters: { temperature: 0, maxTokens: 8 }
            testData:
              - { review: The bed was broken and the room smelled., expected: Negative }
            """)
    }

    private func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program.run(["make"] + arguments, input: input, data: home, environment: state)
    }

    private func candidates(_ path: String) throws -> [Candidate] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Candidate.self, from: Data($0.utf8))
        }
    }

    @Test func `cases wait until a person decides, who edits, rejects and takes back`() throws {
        let out = folder.path("candidates.jsonl")
        let made = try run(["cases", prompt, "-n", "3", "--out", out])
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output.contains("Mood: cases by SmolLM2-135M-Instruct.Q4_1"), "\(made.output)")
        #expect(made.output.contains("short") && made.output.contains("is like one that is there"))
        // Nobody has decided, so nothing went anywhere.
        #expect(try PromptFile(contentsOf: prompt).prompt.testData.count == 1)
        #expect(made.errors.contains("the same command goes on"), "\(made.errors)")
        let before = try candidates(out)
        #expect(before.count(where: \.isWaiting) >= 3)
        let decided = try run(
            ["cases", prompt, "-n", "3", "--out", out], input: "arueA quiet room with a view of the sea.\n\na")
        #expect(decided.code == 0, "\(decided.errors)")
        // The same command makes nothing more while enough candidates wait.
        #expect(try candidates(out).map(\.id).max() == before.map(\.id).max())
        let data = try PromptFile(contentsOf: prompt).prompt.testData
        #expect(data.count == 3, "\(decided.output) \(decided.errors)")
        #expect(data[2]["review"] == "A quiet room with a view of the sea.")
        #expect(data[2]["origin"]?.hasSuffix("; edited") == true && data[1]["origin"]?.contains("seed 1") == true)
        let eval = try Program.run(["eval", prompt, "--format", "json"], data: home, environment: state)
        #expect(eval.code == 0, "\(eval.errors)")
    }

    @Test func `examples that are like the test data fall, and accepted ones go to a data file`() throws {
        let out = folder.path("examples.jsonl")
        let result = try run([
            "examples", prompt, "-n", "2", "--first", "input", "--accept-all", "--to", out, "--without", "short",
            "--without", "duplicate",
        ])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("duplicate      off") || result.output.contains("off  is like one"))
        let rows = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 2 && rows.allSatisfy { $0.contains(#""origin":"synthetic: self-instruct"#) })
        #expect(try PromptFile(contentsOf: prompt).prompt.examples.count == 3)
    }

    @Test func `a limit of tokens holds, and what was made is kept`() throws {
        let out = folder.path("few.jsonl")
        let result = try run([
            "cases", prompt, "-n", "500", "--max-tokens-total", "150", "--out", out, "--format", "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect((report["tokens"] as? Int ?? .max) <= 150)
        #expect(result.errors.contains("The limit of tokens is reached."))
    }

    @Test func `ratings are exact, and a writer that rates itself is told of`() throws {
        let result = try run([
            "cases", prompt, "-n", "2", "--rate", "accuracy", "--judge", "SmolLM2-135M-Instruct.Q4_1", "--least", "0",
            "--format", "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let ratings = try #require(report["ratings"] as? [String: Any])
        #expect(ratings["isWriter"] as? Bool == true)
        let values = try #require(ratings["values"] as? [Double])
        #expect(values.count >= 2 && values.allSatisfy { (0...5).contains($0) })
        // The mean of numbers by their probabilities is no whole number.
        #expect(values.contains { $0 != $0.rounded() })
    }

    @Test func `while a person decides, the least rating moves as far as one waits, and what was dropped is listed`()
        throws
    {
        let out = folder.path("rated.jsonl")
        let command = [
            "cases", prompt, "-n", "2", "--out", out, "--rate", "accuracy", "--judge", "SmolLM2-135M-Instruct.Q4_1",
            "--least", "0",
        ]
        #expect(try run(command).code == 0)
        let moved = try run(command, input: String(repeating: "+", count: 11) + "d")
        #expect(moved.code == 0, "\(moved.errors)")
        #expect(moved.output.contains("ratings a threshold of 0.5 keeps"), "\(moved.output)")
        // No mean of several numbers is 5.
        #expect(moved.output.contains("so the threshold stays."), "\(moved.output)")
        let now = try candidates(out).reduce(into: [:]) { $0[$1.id] = $1 }.values
        let isAnyDropped = now.contains { $0.drop != nil }
        #expect(moved.output.contains("dropped; the latest") == isAnyDropped, "\(moved.output)")
        #expect(moved.output.contains("No candidate was dropped.") != isAnyDropped, "\(moved.output)")
        #expect(now.contains { $0.isWaiting })
        for one in now where one.drop?.filter == .rating {
            #expect(moved.output.contains(one.drop?.detail ?? "?"), "\(moved.output)")
        }
    }

    @Test func `candidates that wait without a rating are rated by the same command with a judge`() throws {
        let out = folder.path("unrated.jsonl")
        #expect(try run(["cases", prompt, "-n", "2", "--out", out]).code == 0)
        let before = try candidates(out).filter(\.isWaiting)
        let result = try run([
            "cases", prompt, "-n", "2", "--out", out, "--rate", "accuracy", "--judge", "SmolLM2-135M-Instruct.Q4_1",
            "--least", "0", "--format", "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let ratings = try #require(report["ratings"] as? [String: Any])
        #expect((ratings["values"] as? [Double])?.count == before.count)
    }

    @Test func `reasoning is kept where it leads to the known answer`() throws {
        let sums = try folder.file(
            "sums.prompt.yaml",
            """
            name: Sums
            examples:
              - { input: Ann has 2 apples and buys 1. How many apples has she?, output: "3" }
              - { input: Bob has 5 pens and loses 2. How many pens has he?, output: "3" }
            input: "{{question}}"
            variables: { question: What is 1 + 1? }
            answer: { type: number }
            modelParameters: { temperature: 0, maxTokens: 80 }
            """)
        // Two steps of six tries are never cut to what is left.
        let poor = try run([
            "reasoning", sums, "--tries", "6", "--max-tokens-total", "100", "--out", folder.path("poor.jsonl"),
        ])
        #expect(poor.errors.contains("The limit of tokens is reached."), "\(poor.errors)")
        #expect(!poor.errors.contains("nothing more to make"))
        let out = folder.path("reasoning.jsonl")
        let result = try run(["reasoning", sums, "--tries", "6", "--out", out, "--accept-all"])
        #expect(result.code == 0, "\(result.errors)")
        let made = try candidates(out)
        #expect(Set(made.map(\.input)).count == 2 && made.map(\.id).max() == 12)
        let kept = made.filter { $0.decision == .accepted }
        #expect(kept.count <= 2)
        let examples = try PromptFile(contentsOf: sums).prompt.examples
        #expect(examples.count == 2 && examples.count { $0.reasoning != nil } == kept.count)
    }

    @Test func `what can't be made is said before a model is loaded`() throws {
        #expect(try run(["cases", "sentiment"]).errors.contains("comes with Lathe"))
        #expect(try run(["cases", prompt, "--to", "x.csv"]).errors.contains("JSON Lines"))
        #expect(try run(["cases", prompt, "--without", "form"]).code == 64)
        #expect(try run(["cases", prompt, "--judge", "x"]).errors.contains("--judge belongs to --rate"))
        let good = try folder.file(
            "all.prompt.yaml", "examples:\n  - { input: a, reasoning: b, output: c }\ninput: d\n")
        #expect(try run(["reasoning", good]).errors.contains("All examples of the prompt have reasoning."))
    }

    @Test func `formats and wordings wait, and accepted ones become phrasings that a sweep tries`() throws {
        let out = folder.path("phrasings.jsonl")
        let made = try run(["phrasings", prompt, "-n", "3", "--formats", "3", "--out", out])
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output.contains("Mood: phrasings by SmolLM2-135M-Instruct.Q4_1"), "\(made.output)")
        #expect(made.output.contains("lacks an answer that the instruction names"))
        #expect(try candidates(out).map { $0.phrasing?.name } == ["format 1", "format 2", "format 3"])
        #expect(try PromptFile(contentsOf: prompt).prompt.phrasings.isEmpty)
        let decided = try run(["phrasings", prompt, "-n", "3", "--formats", "3", "--out", out], input: "ara")
        #expect(decided.code == 0, "\(decided.errors)")
        let phrasings = try PromptFile(contentsOf: prompt).prompt.phrasings
        #expect(phrasings.map(\.name) == ["format 1", "format 3"])
        #expect(phrasings.allSatisfy { $0.origin?.hasPrefix("synthetic: format grammar") == true })
        // Rejected and accepted formats don't come again.
        _ = try run(["phrasings", prompt, "-n", "2", "--formats", "2", "--out", out])
        // A decision is a line of its own, with the same number.
        let now = try candidates(out).reduce(into: [:]) { $0[$1.id] = $1 }.values.sorted { $0.id < $1.id }
        #expect(now.filter(\.isWaiting).map { $0.phrasing?.name } == ["format 4", "format 5"])
        let sweep = try Program.run(
            ["sweep", prompt, "--over", "phrasing", "--format", "json"], data: home, environment: state)
        #expect(sweep.code == 0 && sweep.output.contains("format 3"), "\(sweep.errors)")
    }

    @Test func `other orders of the examples wait, each once, and an accepted one is sent by the sweep`() throws {
        let out = folder.path("orders.jsonl")
        let command = ["phrasings", prompt, "-n", "5", "--orders", "5", "--out", out]
        let made = try run(command)
        #expect(made.code == 0, "\(made.errors)")
        let orders = try candidates(out).compactMap { $0.phrasing?.examples }
        #expect(orders.count == 5 && Set(orders).count == 5 && !orders.contains([1, 2, 3]))
        let shown = try run(command, input: "ar")
        #expect(
            shown.output.contains("examples \(orders[0].map(String.init).joined(separator: ", "))"), "\(shown.output)")
        let phrasings = try PromptFile(contentsOf: prompt).prompt.phrasings
        #expect(phrasings.map(\.examples) == [orders[0]] && phrasings.map(\.name) == ["order 1"])
        #expect(phrasings.first?.origin == "synthetic: order of examples; seed 1; request 0")
        let sweep = try Program.run(
            ["sweep", prompt, "--over", "phrasing", "--format", "json"], data: home, environment: state)
        #expect(sweep.code == 0 && sweep.output.contains("order 1"), "\(sweep.errors)")
        #expect(try run(["phrasings", prompt, "-n", "5", "--orders", "6"]).code == 64)
        #expect(try run(["phrasings", prompt, "-n", "5", "--orders", "3", "--formats", "3"]).code == 64)
    }

    @Test func `wordings are asked for until enough are kept or none is, and say why they fell`() throws {
        let out = folder.path("wordings.jsonl")
        let result = try run(["phrasings", prompt, "-n", "2", "--formats", "0", "--out", out])
        #expect(result.code == 0, "\(result.errors)")
        let made = try candidates(out)
        #expect(!made.isEmpty && made.allSatisfy { $0.origin.method == "rewording" && $0.origin.seed == 1 })
        for one in made where one.drop == nil {
            let text = try #require(one.phrasing?.instruction).lowercased()
            #expect(text.contains("positive") && text.contains("negative"))
        }
        #expect(made.count(where: \.isWaiting) >= 2 || result.errors.contains("was kept, so making has ended"))
        let refused = try run(["phrasings", prompt, "--rate", "accuracy"])
        #expect(refused.code != 0 && refused.errors.contains("a sweep measures"))
    }
}
