import Evaluation
import Foundation
import History
import Prompting
import Sampling
import Testing

@testable import Reports

/// Preference data, in the shapes that TRL's own tests have.
struct PreferenceTests {
    private func output(_ lane: String, _ text: String) -> PairOutput {
        PairOutput(
            prompt: "sky", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(), request: lane + text,
            text: text)
    }

    private func pair(_ caseID: String = "1", _ verdict: Verdict = .first, _ first: String = "It is blue.") -> Pair {
        Pair(
            caseID: caseID,
            question: [
                Message(role: .system, content: "Be brief."),
                Message(role: .user, content: "What colour is the sky?\n"),
            ],
            first: output("A", first), second: output("B", "It is green."), verdict: verdict, voter: .person("Ada"),
            date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .random)
    }

    private func rows(_ pairs: [Pair], _ format: PreferenceFormat, _ form: PreferenceForm) throws -> [[String: Any]] {
        try PreferenceLines(PreferenceSet(pairs), as: format, form: form).lines { _ in true }.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private typealias Turns = [[String: String]]

    @Test func `a preference has the prompt apart, and one turn for each answer`() throws {
        let row = try #require(try rows([pair()], .dpo, .conversation).first)
        #expect((row["prompt"] as? Turns)?.map { $0["role"] } == ["system", "user"])
        #expect(row["chosen"] as? Turns == [["role": "assistant", "content": "It is blue."]])
        #expect(row["rejected"] as? Turns == [["role": "assistant", "content": "It is green."]])
        #expect((row["chosen_from"] as? [String: Any])?["lane"] as? String == "A")
    }

    @Test func `as text the blank before an answer belongs to the answer`() throws {
        let row = try #require(try rows([pair()], .dpo, .text).first)
        #expect(row["prompt"] as? String == "Be brief.\n\nWhat colour is the sky?")
        #expect(row["chosen"] as? String == " It is blue.")
    }

    @Test func `a reward model gets whole conversations and no prompt`() throws {
        let row = try #require(try rows([pair("1", .second)], .reward, .conversation).first)
        #expect(row["prompt"] == nil)
        #expect((row["chosen"] as? Turns)?.map { $0["role"] } == ["system", "user", "assistant"])
        #expect((row["chosen"] as? Turns)?.last?["content"] == "It is green.")
    }

    @Test func `unpaired data have a line for each answer, with a label`() throws {
        let found = try rows([pair()], .kto, .conversation)
        #expect(found.map { $0["label"] as? Bool } == [true, false])
        #expect(found.map { ($0["completion"] as? Turns)?.first?["content"] } == ["It is blue.", "It is green."])
    }

    @Test func `a ranking has the answers from the best to the worst`() throws {
        let row = try #require(try rows([pair("1", .second)], .ranking, .text).first)
        #expect(row["completions"] as? [String] == [" It is green.", " It is blue."])
        #expect(row["scores"] as? [Double] == [1, 0])
    }

    @Test func `instruction data have each preferred answer once`() throws {
        let twice = [pair(), pair("2", .first, "Blue, mostly."), pair()]
        let chats = try rows(twice, .sft, .conversation)
        #expect(chats.map { ($0["messages"] as? Turns)?.last?["content"] } == ["It is blue.", "Blue, mostly."])
        #expect(try rows(twice, .sft, .text).map { $0["completion"] as? String } == [" It is blue.", " Blue, mostly."])
    }

    // Readers take a column's type from its first lines.
    @Test func `a number that may have a fraction has a point`() throws {
        let set = PreferenceSet([pair()])
        let preference = try #require(try PreferenceLines(set, as: .dpo, form: .text).lines { _ in true }.first)
        #expect(preference.contains("\"margin\": 1.0,") && preference.contains("\"verdicts\": 1,"))
        let ranking = try #require(try PreferenceLines(set, as: .ranking, form: .text).lines { _ in true }.first)
        #expect(ranking.contains("\"scores\": [1.0, 0.0]"))
    }

    @Test func `data of a judge that reads the order say that it can't be believed`() {
        func judged(_ caseID: String, holds: Bool, by name: String) -> [Pair] {
            var ahead = pair(caseID)
            ahead.voter = Voter(kind: .model, name: name)
            var behind = ahead
            (behind.id, behind.first, behind.second) = (UUID(), ahead.second, ahead.first)
            behind.verdict = holds ? .second : .first
            return [ahead, behind]
        }
        let pairs = (0..<10).flatMap { number in
            judged("\(number)", holds: number < 5, by: "small") + judged("\(number)", holds: number < 6, by: "large")
        }
        let told = PreferenceSet(pairs).sentences.filter { $0.contains("can't be believed") }
        #expect(told == ["small can't be believed: only 50 % of its pairs hold in both orders."])
        #expect(!PreferenceSet([pair()]).sentences.contains { $0.contains("believed") })
    }

    @Test func `all lines of a set have the same columns`() throws {
        for format in PreferenceFormat.allCases {
            let found = try rows([pair(), pair("2", .second)], format, .conversation)
            #expect(Set(found.map { $0.keys.sorted() }).count == 1)
        }
    }
}
