import Foundation
import Testing

/// `lathe improve` on the starter model, run as a user runs it.
@Suite(.serialized)
struct ImproveTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "sentiment.prompt.yaml",
            """
            # A comment that stays.
            instruction: Say whether the review is good or bad.
            examples:
              - { input: A joy., output: good }
            input: "{{review}}"
            technique: few-shot
            answer: { type: choice, choices: [good, bad] }
            modelParameters: { temperature: 0, maxTokens: 4 }
            """)
        let things = [
            "soup", "film", "room", "book", "phone", "coat", "staff", "train", "beach", "song", "lamp", "cake",
        ]
        let rows = things.flatMap { ["I love this \($0).,good", "I hate this \($0).,bad"] } + ["A joy.,good"]
        data = try folder.file("reviews.csv", "review,expected\n" + rows.joined(separator: "\n") + "\n")
    }

    private func improve(_ more: [String]) throws -> Program.Result {
        try Program.run(
            ["improve", prompt, "--data", data, "--tries", "3", "--most-examples", "3", "--held-out", "0.4"] + more)
    }

    private func json(_ result: Program.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func `candidates race, the winner is compared on held-out cases and written to a new file`() throws {
        let file = folder.path("better.prompt.yaml")
        let outputs = folder.path("outputs.jsonl")
        let words = try folder.file("words.txt", "Is the review good or bad? Answer with that word.\n")
        let more = ["--instructions", words, "--score", "likelihood", "--outputs", outputs, "--format", "json"]
        let before = try String(contentsOfFile: prompt, encoding: .utf8)
        let result = try improve(more + ["--out", file])
        #expect(result.code == 0, "\(result.errors)")
        let report = try json(result)
        let candidates = try #require(report["candidates"] as? [[String: Any]])
        #expect(candidates.count == 4)
        #expect(candidates.first?["reason"] as? String == "it leads")
        // Without a terminal each round's table stands below the last one's, with those that were in it.
        let tables = result.errors.components(separatedBy: "why no further\n").dropFirst().map {
            $0.split(separator: "\n").prefix { $0.contains("%") }
        }
        #expect(tables.map(\.count) == [4, 2], "\(result.errors)")
        #expect(tables.first?.count { $0.hasSuffix("it leads") || $0.hasSuffix("goes on") } == 2, "\(result.errors)")
        for one in candidates {
            let interval = try #require(one["interval"] as? [Double])
            #expect(interval.count == 2 && interval[0] < interval[1])
            let last = try #require(one["lastRound"] as? Int)
            #expect(last == one["fellAfterRound"] as? Int ?? 2)
            #expect((one["reason"] as? String)?.isEmpty == false)
        }
        // The report is kept beside the outputs.
        let kept = try Data(contentsOf: URL(filePath: folder.path("outputs.report.json")))
        #expect(try JSONSerialization.jsonObject(with: kept) as? NSDictionary == report as NSDictionary)
        let parts = try #require(report["parts"] as? [String: Int])
        #expect(parts["heldOut"] == 10 && parts.values.reduce(0, +) == 25)
        #expect(
            (report["notices"] as? [String])?.first == "1 case is among the prompt's own examples and never counts.")
        #expect(try String(contentsOfFile: prompt, encoding: .utf8) == before)
        if report["winner"] is String {
            let heldOut = try #require(report["heldOut"] as? [String: Any])
            let comparison = try #require(heldOut["comparison"] as? [String: Any])
            #expect(comparison["pValue"] is Double && (comparison["interval"] as? [Double])?.count == 2)
            let written = try String(contentsOfFile: file, encoding: .utf8)
            #expect(written.hasPrefix("# A comment that stays.") && written != before)
        } else {
            #expect(!FileManager.default.fileExists(atPath: file))
        }
        let table = try improve(Array(more.dropLast(2)) + ["--resume"])
        let trials = table.output.split(separator: "All candidates in the race, best first\n").last ?? ""
        #expect(trials.split(separator: "\n").prefix(5).allSatisfy { $0.contains("%") }, "\(table.output)")
        #expect(trials.contains("it leads"), "\(table.output)")
        let lines = try String(contentsOfFile: outputs, encoding: .utf8).split(separator: "\n").count
        let again = try improve(more + ["--resume"])
        #expect(again.code == 0)
        #expect(try json(again)["winner"] as? String == report["winner"] as? String)
        #expect(try String(contentsOfFile: outputs, encoding: .utf8).split(separator: "\n").count == lines)
    }

    @Test func `what can't be searched is refused before anything runs`() throws {
        let zero = try improve(["--technique", "zero-shot"])
        #expect(zero.code != 0)
        #expect(zero.errors.contains("the technique zero-shot sends no examples"))
        let taken = try improve(["--out", prompt])
        #expect(taken.code != 0 && taken.errors.contains("nothing is overwritten"))
        let few = try improve(["--limit", "12"])
        #expect(few.code != 0 && few.errors.contains("There are too few cases"))
    }

    @Test func `cases that only the instruction tells apart are divided`() throws {
        let asking = try folder.file(
            "asking.prompt.yaml",
            """
            instruction: "Say whether this review is good or bad: {{review}}"
            input: Good or bad?
            answer: { type: choice, choices: [good, bad] }
            """)
        let words = try folder.file("words.txt", "{{review}} Is that good or bad?\n")
        let result = try Program.run([
            "improve", asking, "--data", data, "--instructions", words, "--score", "likelihood", "--held-out", "0.4",
            "--format", "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let parts = try #require(try json(result)["parts"] as? [String: Int])
        #expect(parts.values.allSatisfy { $0 > 1 } && parts.values.reduce(0, +) == 25)
    }

    @Test func `held-out cases that ask the same are counted once`() throws {
        let rows = try String(contentsOfFile: data, encoding: .utf8)
        let test = try folder.file(
            "test.csv",
            "review,expected\n" + (0..<8).map { "I saw thing \($0).,good\n" }.joined() + "I saw thing 0.,good\n")
        #expect(!rows.contains("thing"))
        let result = try Program.run([
            "improve", prompt, "--data", data, "--test", test, "--tries", "1", "--score", "likelihood", "--format",
            "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let report = try json(result)
        #expect((report["parts"] as? [String: Int])?["heldOut"] == 8)
        #expect(
            (report["notices"] as? [String])?.contains(
                "1 held-out case asks what another one asks, and doesn't count twice.") == true)
    }

    @Test func `outputs are no place for a file of another kind`() throws {
        let notes = try folder.file("notes.txt", "not outputs\n")
        let result = try improve(["--outputs", notes, "--resume"])
        #expect(result.code != 0 && result.errors.contains("has no outputs"))
        #expect(try String(contentsOfFile: notes, encoding: .utf8) == "not outputs\n")
    }

    @Test func `a search that has spent its tokens tells what it knows`() throws {
        let result = try improve(["--max-tokens-total", "1500", "--format", "json"])
        #expect(result.code == 0, "\(result.errors)")
        let report = try json(result)
        #expect(report["isFinished"] as? Bool == false)
        #expect((report["sentences"] as? [String])?.contains { $0.contains("may not take more tokens") } == true)
    }
}
