import Evaluation
import Prompting
import Reports
import Testing

/// The table of a race while it runs.
struct ImprovementStandingTests {
    /// A race of eight candidates over 16 cases after its first round, in which the later ones had more right.
    private func report() -> ImprovementReport {
        let candidate = PromptCandidate(asIs: Prompt())
        var race = Race(candidates: 8, cases: 16)
        let cases = race.current?.cases ?? 0
        var results: [Int: [Race.Result?]] = [:]
        for number in 0..<8 {
            results[number] = (0..<cases).map {
                Race.Result(isRight: $0 == 0 && number >= 4, share: Double(number))
            }
        }
        race.end(with: results)
        return ImprovementReport(
            ImprovementOutcome(
                prompt: "P", model: "M", answer: "text", seed: 1,
                candidates: [PromptCandidate](repeating: candidate, count: 8), race: race, parts: [4, 16, 8],
                results: "r.jsonl"))
    }

    @Test func `candidates of the race go on, and others say why they don't`() {
        let lines = report().standing(width: 100, most: nil, glyphs: .unicode)
        #expect(lines.count == 9 && lines[0].hasSuffix("why no further"))
        #expect(lines[1].hasSuffix("it leads"))
        #expect(lines[2...4].allSatisfy { $0.hasSuffix("goes on") }, "\(lines)")
        #expect(lines[5...].allSatisfy { $0.hasSuffix("1 right went on") }, "\(lines)")
        #expect(lines[1...].allSatisfy { $0.split(separator: " ").dropFirst().contains("1") })
    }

    @Test func `a table that a terminal draws in its place is no higher than it may be`() {
        let lines = report().standing(width: 60, most: 5, glyphs: .unicode)
        #expect(lines.count == 5 && lines.last == "and 5 more")
        #expect(lines.allSatisfy { $0.count <= 60 })
    }
}
