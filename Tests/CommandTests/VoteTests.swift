import Evaluation
import Foundation
import History
import Testing

/// `lathe vote`, `pairs`, `judge` and `export --preferences` on the starter model, run as a user runs them.
@Suite(.serialized)
struct VoteTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let home: DataFolder
    private let state: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        home = try DataFolder()
        state = ["XDG_STATE_HOME": folder.path("state")]
        prompt = try folder.file(
            "story.prompt.yaml",
            """
            name: Stories
            instruction: Write one sentence about the thing.
            input: "{{thing}}"
            modelParameters: { maxTokens: 12 }
            lanes:
              - { name: cool, modelParameters: { temperature: 0 } }
              - { name: warm, modelParameters: { temperature: 1.5, seed: 3 } }
            testData:
              - { thing: a boat }
              - { thing: a hill }
              - { thing: a lamp }
            """)
    }

    private func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program.run(arguments, input: input, data: home, environment: state)
    }

    private var kept: [Pair] {
        get throws {
            let history = try History(path: home.history)
            defer { history.close() }
            return try history.pairs()
        }
    }

    @Test func `votes are kept with both texts, and a round goes on where it was left`() throws {
        let first = try run(["vote", prompt, "--voter", "Ada", "--names"], input: "1x=\n")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("Write one sentence about the thing.") && first.output.contains("1 was "))
        #expect(first.errors.contains("2 votes are kept. 1 pair is left; the same command goes on with it."))
        let pairs = try kept
        #expect(pairs.map(\.verdict) == [.first, .tie])
        #expect(Set(pairs.flatMap { [$0.first.lane, $0.second.lane] }) == ["cool", "warm"])
        let second = try run(["vote", prompt, "--voter", "Ada"], input: "0u0")
        #expect(second.errors.contains("1 vote is kept. Nothing is left."), "\(second.errors)")
        #expect(try kept.map(\.verdict) == [.first, .tie, .bothBad])
        #expect(second.output.contains("After 3 votes"))
    }

    @Test func `votes of others are merged, and become data to train on`() throws {
        _ = try run(["vote", prompt, "--voter", "Ada"], input: "112")
        let lines = try run(["pairs", "export"]).output
        let theirs = try folder.file("grace.jsonl", lines)
        #expect(try run(["pairs", "import", theirs]).output == "0 of 3 pairs are new.\n")
        let other = try DataFolder()
        let imported = try Program.run(["pairs", "import", theirs], data: other, environment: state)
        #expect(imported.output == "3 of 3 pairs are new.\n")
        #expect(try run(["pairs", "show"]).output.contains("Stories: 3 pairs"))
        let data = try run(["export", prompt, "--preferences", "--to", "dpo"])
        #expect(data.output.split(separator: "\n").count == 3, "\(data.errors)")
        #expect(data.errors.contains("The preferred text is longer in"))
        let parts = try run([
            "export", theirs, "--preferences", "--to", "kto", "--output", folder.path("train.jsonl"), "--test-share",
            "0.5",
            "--test-output", folder.path("test.jsonl"),
        ])
        #expect(parts.errors.contains("no case is in both"), "\(parts.errors)")
    }

    @Test func `the starter model as judge is told to read the order, and its verdicts are kept`() throws {
        let result = try run(["judge", prompt, "--judge", "SmolLM2-135M-Instruct.Q4_1", "--format", "json"])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let trial = try #require(report["trial"] as? [String: Any])
        #expect(trial["verdicts"] as? Int == 6)
        if trial["isBelievable"] as? Bool == false {
            #expect(report["result"] == nil)
            #expect((report["findings"] as? [String])?.first?.hasPrefix("No result is told") == true)
        }
        #expect((report["kinship"] as? String)?.contains("judges its own outputs") == true)
        let pairs = try kept
        #expect(pairs.count == 6 && pairs.allSatisfy { $0.voter.kind == .model })
        let again = try run(["judge", prompt, "--judge", "SmolLM2-135M-Instruct.Q4_1", "--format", "json"])
        let second = try #require(try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
        #expect(second["requests"] as? Int == 0)
        #expect(try kept.count == 6)
        // Kept verdicts of a judge are shown with how far it can be believed, too.
        let shown = try run(["pairs", "show", "--by", "model"]).output
        #expect(shown.contains("How far the judge can be believed") && !shown.contains("whenever you stop"))
        // A model's verdicts are nobody's votes.
        #expect(try run(["vote", prompt, "--result"]).output.contains("There are no verdicts."))
    }

    @Test func `scores by a rubric are measured in other wordings before they are told`() throws {
        let asked = ["judge", prompt, "--judge", "SmolLM2-135M-Instruct.Q4_1", "--as", "rubric"]
        let result = try run(asked + ["--format", "json"])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let trial = try #require(report["trial"] as? [String: Any])
        #expect(trial["outputs"] as? Int == 6 && trial["isReworded"] as? Bool == true)
        let unscored = try #require(trial["unscored"] as? Int)
        let scores = try #require(report["scores"] as? [[String: Any]])
        #expect(scores.count == 6 && scores.count { $0["value"] == nil } == unscored)
        if unscored == 0 {
            #expect(scores.allSatisfy { ($0["again"] as? [Any])?.count == 2 })
        }
        #expect((report["lanes"] == nil) == (trial["isBelievable"] as? Bool == false))
        // Without other wordings nothing is known of the judge, so nothing is told.
        let once = try run(asked + ["--repeat", "0"])
        #expect(once.output.contains("It wasn't asked again") && once.output.contains("No result is told"))
    }

    @Test func `no vote is lost when the program is killed after it`() throws {
        _ = try run(["vote", prompt, "--voter", "Ada"], input: "")
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["vote", prompt, "--voter", "Ada"]
        process.environment = home.environment.merging(state) { $1 }
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        input.fileHandleForWriting.write(Data("2".utf8))
        let limit = Date().addingTimeInterval(60)
        while try kept.isEmpty, Date() < limit { Thread.sleep(forTimeInterval: 0.02) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try kept.map(\.verdict) == [.second])
        let after = try run(["vote", prompt, "--voter", "Ada"], input: "")
        #expect(after.errors.contains("0 votes are kept. 2 pairs are left"), "\(after.errors)")
    }

    @Test func `votes and cases can't both come from standard input`() throws {
        let result = try run(["vote", prompt, "--data", "-"], input: "1")
        #expect(result.code == 64 && result.errors.contains("--data must be a file"))
    }

    @Test func `one lane alone can't be compared`() throws {
        let result = try run(["vote", prompt, "--lane", "name=only"])
        #expect(result.code == 64 && result.errors.contains("There is one lane"))
    }
}
