import Evaluation
import Foundation
import Prompting
import Sampling
import Testing

@testable import Workbench

@Suite struct VoteLayerTests {
    private static func output(_ lane: String, _ id: String, _ text: String) -> PairOutput {
        PairOutput(
            prompt: "reviews", lane: lane, technique: .zeroShot, model: "m", settings: Settings(),
            request: "\(lane)\(id)", text: text)
    }

    /// A round on the cases 2 and 3, of which so many outputs are there.
    private static func round(_ outputs: Int = 4, earlier: [Pair] = []) -> VoteRound {
        var round = VoteRound(
            lanes: ["cool", "warm"],
            questions: ["2", "3"].map {
                VoteRound.Question(caseID: $0, messages: [Message(role: .user, content: "Review \($0)")])
            },
            voter: .person("Ada"), earlier: earlier, seed: 1)
        for (lane, id) in [("cool", "2"), ("warm", "2"), ("cool", "3"), ("warm", "3")].prefix(outputs) {
            round.take(output(lane, id, "\(lane) 출력 \(id)"), caseID: id)
        }
        return round
    }

    /// A screen on which the votes on an evaluation have begun.
    private func voting(_ round: VoteRound = round()) throws -> Pilot {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("v")
        let begun = Effect.evaluation(.beginVotes(number: pilot.state.evaluations.number, voter: nil))
        #expect(pilot.effects.contains(begun))
        pilot.report(.evaluation(.votes(number: pilot.state.evaluations.number, .success(round))))
        return pilot
    }

    private func kept(_ pilot: Pilot) -> [Pair] {
        pilot.historyRequests.compactMap { if case .keepPair(let pair) = $0 { pair } else { nil } }
    }

    private func layer(_ pilot: Pilot) throws -> VoteLayer { try #require(pilot.state.layers.top as? VoteLayer) }

    @Test func `two outputs stand side by side without their lanes' names`() throws {
        let pilot = try voting()
        #expect(pilot.sees("blind votes") && pilot.sees("0 votes") && pilot.sees("2 left"))
        #expect(pilot.sees("Review"))
        let shown = try #require(try layer(pilot).round?.shown)
        #expect(pilot.sees(shown.first.text) && pilot.sees(shown.second.text))
    }

    @Test(arguments: [("1", Verdict.first), ("2", .second), ("=", .tie), ("0", .bothBad)])
    func `a key votes, and the vote is kept at once`(key: String, verdict: Verdict) throws {
        var pilot = try voting()
        let shown = try #require(try layer(pilot).round?.shown)
        pilot.press(key)
        let pair = try #require(kept(pilot).first)
        #expect(pair.verdict == verdict && pair.first == shown.first && pair.second == shown.second)
        #expect(pair.voter == .person("Ada") && pair.question == shown.question)
        #expect(pilot.sees("1 vote ") && pilot.sees("1 left"))
        #expect(try layer(pilot).round?.shown != shown)
    }

    @Test func `u takes the last vote back and shows its pair again`() throws {
        var pilot = try voting()
        let shown = try layer(pilot).round?.shown
        pilot.press("1 u")
        let pair = try #require(kept(pilot).first)
        #expect(pilot.historyRequests.contains(.removePair(pair.id)))
        #expect(try layer(pilot).round?.shown == shown)
        #expect(pilot.sees("The last vote is taken back."))
        pilot.press("u")
        #expect(pilot.sees("There is no vote of this round to take back."))
    }

    @Test func `a vote that the history refuses isn't counted, and its pair comes again`() throws {
        var pilot = try voting()
        pilot.press("1 2")
        let pairs = kept(pilot)
        #expect(pilot.sees("Nothing is left."))
        pilot.report(.history(.pairRefused(pairs[0].id, "The vote isn't kept. The disk is full.")))
        #expect(pilot.sees("1 vote ") && pilot.sees("1 left") && pilot.sees("The disk is full."))
        let round = try #require(try layer(pilot).round)
        #expect(round.pairs.map(\.id) == [pairs[1].id] && round.shown?.question == pairs[0].question)
        pilot.press("1")
        #expect(kept(pilot).last?.caseID == pairs[0].caseID && pilot.sees("2 votes"))
    }

    @Test func `the time of a vote begins when its pair is shown`() throws {
        func shown(_ pilot: Pilot) -> Int { pilot.historyRequests.count { $0 == .pairShown } }
        var pilot = try voting(Self.round(2))
        #expect(shown(pilot) == 1)
        pilot.press("s")
        #expect(shown(pilot) == 2)
        pilot.press("1")
        #expect(shown(pilot) == 2)
        let number = pilot.state.evaluations.number
        pilot.report(.evaluation(.votable(number: number, Self.output("cool", "3", "x"), caseID: "3")))
        #expect(shown(pilot) == 2)
        pilot.report(.evaluation(.votable(number: number, Self.output("warm", "3", "y"), caseID: "3")))
        #expect(shown(pilot) == 3)
    }

    @Test func `names are told after a vote only if they are wanted`() throws {
        var pilot = try voting()
        pilot.press("1")
        #expect(!pilot.sees("1 was"))
        pilot.press("n 1")
        #expect(pilot.sees("1 was"))
    }

    @Test func `outputs that are generated meanwhile are voted on too, each once`() throws {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("v")
        let number = pilot.state.evaluations.number
        pilot.report(.evaluation(.votable(number: number, Self.output("warm", "2", "early"), caseID: "2")))
        pilot.report(.evaluation(.votes(number: number, .success(Self.round(1)))))
        #expect(try layer(pilot).round?.shown != nil)
        pilot.press("1")
        #expect(try layer(pilot).round?.shown == nil)
        for _ in 0..<2 {
            pilot.report(.evaluation(.votable(number: number, Self.output("cool", "3", "x"), caseID: "3")))
            pilot.report(.evaluation(.votable(number: number, Self.output("warm", "3", "y"), caseID: "3")))
        }
        #expect(try layer(pilot).round?.left == 1)
        pilot.report(.evaluation(.votable(number: number + 1, Self.output("cool", "2", "other"), caseID: "2")))
        #expect(try layer(pilot).round?.left == 1)
        pilot.press("2")
        #expect(kept(pilot).map(\.caseID) == ["2", "3"])
    }

    @Test func `earlier votes on the same outputs are counted and not asked for again`() throws {
        var first = Self.round()
        let pairs = try [first.vote(.first, date: .now, seconds: 1), first.vote(.tie, date: .now, seconds: 1)].map {
            try #require($0)
        }
        let pilot = try voting(Self.round(earlier: pairs))
        #expect(pilot.sees("2 of your earlier votes"))
        #expect(pilot.sees("Nothing is left."))
    }

    @Test func `if all texts are the same twice, that is said, and no key is offered that has nothing to do`() throws {
        var round = Self.round(0)
        for lane in ["cool", "warm"] {
            for id in ["2", "3"] { round.take(Self.output(lane, id, "the same \(id)"), caseID: id) }
        }
        let pilot = try voting(round)
        #expect(pilot.sees("There is nothing to vote on. 2 pairs have the same text twice"))
        #expect(!pilot.sees("takes the last one back") && !pilot.sees("i shows what"))
        #expect(!pilot.footer.contains("take back") && !pilot.footer.contains("both bad"))
    }

    @Test func `taking back is offered once there is a vote of this round`() throws {
        var pilot = try voting()
        #expect(!pilot.footer.contains("take back"))
        pilot.press("1")
        #expect(pilot.footer.contains("take back"))
        pilot.press("2")
        #expect(pilot.sees("Nothing is left. i shows what the votes say, u takes the last one back."))
    }

    @Test func `the result names the lanes and says what the votes say`() throws {
        var pilot = try voting()
        pilot.press("i")
        #expect(pilot.sees("There are no votes yet."))
        pilot.press("1 i")
        #expect(pilot.sees("what the votes say") && pilot.sees("cool: won") && pilot.sees("After 1 vote"))
        #expect(pilot.sees("no finite strength: it never won a point"))
        pilot.press("Esc")
        #expect(pilot.state.layers.top is VoteLayer)
    }

    /// Who votes in the rounds that began; this machine's user is `me`.
    private func voters(_ pilot: Pilot) -> [String] {
        pilot.effects.compactMap {
            if case .evaluation(.beginVotes(_, let voter)) = $0 { voter ?? "me" } else { nil }
        }
    }

    @Test func `w says who votes, in this round and in later ones`() throws {
        var pilot = try voting()
        #expect(pilot.sees("blind votes of Ada"))
        pilot.press("w")
        pilot.type("Grace\n")
        #expect(voters(pilot) == ["me", "Grace"] && pilot.sees("The outputs are being read."))
        // Two rounds at a time would mix their outputs.
        pilot.press("w")
        #expect(pilot.state.layers.top is VoteLayer)
        pilot.press("Esc v")
        #expect(voters(pilot) == ["me", "Grace", "Grace"])
    }

    @Test func `a voter has a name`() throws {
        var pilot = try voting()
        pilot.press("w")
        pilot.type(" \n")
        #expect(voters(pilot) == ["me"] && pilot.footer.contains("Votes need the name"))
        #expect(try layer(pilot).round != nil)
    }

    @Test func `votes that can't begin are told, and the evaluation is seen again`() throws {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("v")
        let problem = DataProblem(sentence: "Votes are kept in the history, which is off in this session.")
        pilot.report(.evaluation(.votes(number: pilot.state.evaluations.number, .failure(problem))))
        #expect(pilot.state.layers.top is EvaluationLayer)
        #expect(pilot.sees("Votes are kept in the history"))
    }

    @Test func `v on a lane votes on the last evaluation, or says what to do`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab v")
        #expect(pilot.sees("Alt-g evaluates the lanes"))
        try pilot.evaluate()
        pilot.press("Esc v")
        #expect(pilot.state.layers.top is VoteLayer)
    }
}
