import Evaluation
import Foundation
import Prompting
import Reports
import Sampling
import Testing

/// What `Scripts/test-datasets` has made ready.
private let packages: String = {
    let cache = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
    return "\(cache)/lathe/test-datasets-5.2.0"
}()
private let isReady = FileManager.default.fileExists(atPath: packages)

/// Preference data as trainers read them: by Hugging Face's `datasets`, in the formats that TRL documents.
@Suite(.serialized, .enabled(if: isReady, "Scripts/test-datasets fetches `datasets`"))
struct TrainerTests {
    // MARK: the data

    private static let question = [
        Message(role: .system, content: "간단히 답해."), Message(role: .user, content: "What's \"the\tsky\"\\?\n"),
    ]
    /// The texts of two lanes, which JSON has to escape in part.
    private static let texts = (good: "It is blue. 파란색 🙂\n- \"azure\"\u{1B}", bad: "Green.\u{2028}")

    private static func output(_ lane: String, _ text: String) -> PairOutput {
        var settings = Settings()
        settings.seed = 9_007_199_254_740_991
        return PairOutput(
            prompt: "sky", lane: lane, technique: .zeroShot, model: "tiny", settings: settings, request: lane + text,
            text: text)
    }

    private static func pair(
        _ caseID: String, _ verdict: Verdict = .first, by voter: Voter = .person("Ada"), probability: Double? = nil
    ) -> Pair {
        Pair(
            caseID: caseID, question: question, first: output("A", texts.good), second: output("B", texts.bad),
            verdict: verdict, voter: voter, date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .random,
            probability: probability)
    }

    /// The train part has only whole margins, and the test part one of a third.
    private static let votes = [
        pair("train 1"), pair("train 2"), pair("test"), pair("test", by: .person("Grace")),
        pair("test", .second, by: .person("Alan")),
    ]
    private static let judge = Voter(kind: .model, name: "judge")
    /// A judge's verdicts, of which those in the train part have no probability.
    private static let mixed = [
        pair("train 1", by: judge), pair("test", by: judge, probability: 0.75),
    ]
    private static let judged = [
        pair("train 1", by: judge, probability: 1), pair("test", by: judge, probability: 0.75),
    ]

    /// What a reader found in each set: `dpo-text`, `mixed`.
    private static let read = Result {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        func write(_ name: String, _ pairs: [Pair], _ format: PreferenceFormat, _ form: PreferenceForm) throws {
            let lines = PreferenceLines(PreferenceSet(pairs), as: format, form: form)
            _ = try folder.file("\(name).train.jsonl", try lines.lines { $0 != "test" }.joined())
            _ = try folder.file("\(name).test.jsonl", try lines.lines { $0 == "test" }.joined())
        }
        for format in PreferenceFormat.allCases {
            for form in PreferenceForm.allCases {
                try write("\(format.rawValue)-\(form.rawValue)", votes, format, form)
            }
        }
        try write("mixed", mixed, .dpo, .conversation)
        try write("judged", judged, .dpo, .conversation)
        let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Trainer/read.py"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script, folder.path(".")]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONPATH": packages]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String: Found].self, from: data)
    }

    private struct Found: Decodable {
        var error: String?
        var columns: [String: String]?
        var kind: String?
        var conversational: Bool?
        var parts: [String: [Row]]?

        var train: [Row] { parts?["train"] ?? [] }
        var test: [Row] { parts?["test"] ?? [] }
    }

    private struct Row: Decodable {
        struct Turn: Decodable, Equatable {
            var role: String
            var content: String
        }

        enum Text: Decodable, Equatable {
            case text(String)
            case turns([Turn])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let text = try? container.decode(String.self) {
                    self = .text(text)
                } else {
                    self = .turns(try container.decode([Turn].self))
                }
            }
        }

        struct Source: Decodable {
            var lane: String
            var seed: UInt64
        }

        var prompt: Text?
        var chosen: Text?
        var rejected: Text?
        var completion: Text?
        var completions: [Text]?
        var messages: Text?
        var label: Bool?
        var scores: [Double]?
        var margin: Double?
        var chosen_from: Source?
    }

    private func found(_ name: String) throws -> Found {
        let found = try #require(try Self.read.get()[name])
        try #require(found.error == nil, "\(found.error ?? "")")
        return found
    }

    // MARK: the tests

    @Test(arguments: [
        ("dpo", "preference", ["prompt", "chosen", "rejected"]),
        ("reward", "preference with implicit prompt", ["chosen", "rejected"]),
        ("kto", "unpaired preference", ["prompt", "completion"]),
        ("sft", "prompt-completion", ["prompt", "completion"]),
    ])
    func `as texts, the columns that a trainer reads are texts`(
        format: String, kind: String, columns: [String]
    ) throws {
        let found = try found("\(format)-text")
        #expect(found.kind == kind && found.conversational == false)
        for column in columns { #expect(found.columns?[column] == "string") }
        #expect(found.train.count == (format == "kto" ? 4 : 2) && found.test.count == (format == "kto" ? 2 : 1))
    }

    @Test(arguments: [
        ("dpo", "preference", ["prompt", "chosen", "rejected"]),
        ("reward", "preference with implicit prompt", ["chosen", "rejected"]),
        ("kto", "unpaired preference", ["prompt", "completion"]),
        ("sft", "language modeling", ["messages"]),
    ])
    func `as conversations, the columns that a trainer reads are lists of turns`(
        format: String, kind: String, columns: [String]
    ) throws {
        let found = try found("\(format)-conversation")
        #expect(found.kind == kind && found.conversational == true)
        for column in columns { #expect(found.columns?[column] == "[{content: string, role: string}]") }
    }

    @Test func `labels are truth values, and a ranking has a score for each answer`() throws {
        #expect(try found("kto-text").columns?["label"] == "bool")
        let text = try found("ranking-text")
        #expect(text.kind == "ranking" && text.columns?["completions"] == "[string]")
        #expect(text.columns?["scores"] == "[float64]")
        let turns = try found("ranking-conversation")
        #expect(turns.columns?["completions"] == "[[{content: string, role: string}]]")
        #expect(turns.train.allSatisfy { $0.scores == [1, 0] && $0.completions?.count == 2 })
    }

    @Test func `texts and seeds come back as they were, whatever is in them`() throws {
        let row = try #require(try found("dpo-text").train.first)
        #expect(row.chosen == .text(" " + Self.texts.good) && row.rejected == .text(" " + Self.texts.bad))
        #expect(row.prompt == .text("간단히 답해.\n\nWhat's \"the\tsky\"\\?"))
        #expect(row.chosen_from?.seed == 9_007_199_254_740_991 && row.chosen_from?.lane == "A")
        let turns = try #require(try found("dpo-conversation").train.first)
        #expect(turns.chosen == .turns([Row.Turn(role: "assistant", content: Self.texts.good)]))
    }

    @Test func `both parts have the same columns, though margins are whole in one of them only`() throws {
        let found = try found("dpo-conversation")
        #expect(found.columns?["margin"] == "float64")
        #expect(found.train.map(\.margin) == [1, 1])
        #expect(abs((found.test.first?.margin ?? 0) - 1.0 / 3) < 1e-12)
    }

    @Test func `probabilities are a column where each line has one, else they are left out`() throws {
        #expect(try found("judged").columns?["probability"] == "float64")
        #expect(try found("mixed").columns?["probability"] == nil)
        let sentences = PreferenceSet(Self.mixed).sentences
        #expect(sentences.contains("1 of them have no probability, so that column is left out."))
    }

    /// What `extract_prompt` and `unpair_preference_dataset` of TRL's `data_utils` do with paired data.
    @Test func `what a trainer makes of one format is what the other one has`() throws {
        let (pairs, whole, single) = (
            try found("dpo-conversation"), try found("reward-conversation"), try found("kto-conversation")
        )
        for (row, one) in zip(whole.train, pairs.train) {
            guard case .turns(let chosen)? = row.chosen, case .turns(let rejected)? = row.rejected else {
                Issue.record("no turns")
                continue
            }
            let shared = zip(chosen, rejected).prefix { $0 == $1 }.count
            #expect(Row.Text.turns(Array(chosen.prefix(shared))) == one.prompt)
            #expect(Row.Text.turns(Array(chosen.dropFirst(shared))) == one.chosen)
            #expect(Row.Text.turns(Array(rejected.dropFirst(shared))) == one.rejected)
        }
        #expect(single.train.filter { $0.label == true }.map(\.completion) == pairs.train.map(\.chosen))
        #expect(single.train.filter { $0.label == false }.map(\.completion) == pairs.train.map(\.rejected))
    }
}
