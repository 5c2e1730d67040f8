import Testing

@testable import Evaluation

/// The published numbers of chain of thought (Wei et al. 2022, table 2, GSM8K) and of Pythia's evaluations (EleutherAI/pythia,
/// evals/pythia-v1, the last step of each size), fed in as results. Which cases were right isn't published, so techniques are
/// taken to be right independently of each other, which makes differences less certain than they were.
struct LadderTests {
    private typealias Numbers = [(model: String, first: Double, second: Double)]

    private static let palm: Numbers = [("PaLM-8B", 4.9, 4.1), ("PaLM-62B", 9.6, 29.9), ("PaLM-540B", 17.9, 56.9)]
    private static let lamda: Numbers = [
        ("LaMDA-420M", 2.6, 0.4), ("LaMDA-2B", 3.6, 1.9), ("LaMDA-8B", 3.2, 1.6), ("LaMDA-68B", 5.7, 8.2),
        ("LaMDA-137B", 6.5, 14.3),
    ]
    private static let sciq: Numbers = [
        ("pythia-70M", 60.1, 57.7), ("pythia-160M", 74.1, 77.9), ("pythia-410M", 81.1, 89.1),
        ("pythia-1.4B", 86.5, 92.0), ("pythia-2.8B", 88.2, 94.3), ("pythia-6.9B", 89.7, 95.1),
        ("pythia-12B", 90.2, 95.3),
    ]
    private static let lambada: Numbers = [
        ("pythia-70M", 18.46, 12.48), ("pythia-160M", 32.84, 25.73), ("pythia-410M", 51.62, 45.55),
        ("pythia-1.4B", 61.61, 57.83), ("pythia-2.8B", 64.72, 60.49), ("pythia-6.9B", 67.28, 63.81),
        ("pythia-12B", 70.46, 67.26),
    ]

    private func steps(_ numbers: Numbers, cases: Int, unread: (first: Double, second: Double) = (0, 0)) -> [Ladder
        .Step]
    {
        numbers.map { one in
            let first = Int((one.first / 100 * Double(cases)).rounded())
            let second = Int((one.second / 100 * Double(cases)).rounded())
            let both = first * second / cases
            let size = one.model.split(separator: "-").last.map { ModelSize.parameters(String($0)) ?? 0 } ?? 0
            return Ladder.Step(
                model: one.model, size: ModelSize(parameters: size, family: ModelSize.family(ofName: one.model)),
                outcomes: PairedOutcomes(
                    both: both, onlyFirst: first - both, onlySecond: second - both,
                    neither: cases - first - second + both), unread: unread)
        }
    }

    @Test func `chain of thought gains for certain from PaLM 62B on, and crosses zero between 8B and 62B`() throws {
        let ladder = Ladder(first: "few-shot", second: "cot", steps: steps(Self.palm, cases: 1319))
        let line = try #require(ladder.lines.first)
        #expect(ladder.lines.count == 1)
        #expect(line.certainFrom == 1)
        let crossing = try #require(line.crossing)
        #expect(crossing.after == 0)
        #expect((8e9...10e9).contains(crossing.size), "\(crossing.size)")
        let sentence = try #require(ladder.sentences.first)
        #expect(
            sentence.hasPrefix(
                "From 62B on cot is better than few-shot, and not shown to be at 8B: at 62B it gains 20.2 points (95 % interval"
            ),
            "\(sentence)")
        #expect(sentence.hasSuffix("The gain crosses zero between 8B and 62B."))
    }

    @Test func `few examples gain on SciQ with Pythia 410M and more, and cross zero between 70M and 160M`() throws {
        let ladder = Ladder(first: "zero-shot", second: "few-shot", steps: steps(Self.sciq.shuffled(), cases: 1000))
        let line = try #require(ladder.lines.first)
        #expect(line.steps.map(\.model) == Self.sciq.map(\.model))
        #expect(line.certainFrom == 2)
        #expect(line.crossing?.after == 0)
        #expect(line.steps[0].gain < 0)
        #expect(line.steps[0].interval.high > 0)
    }

    @Test func `few examples never pay on LAMBADA, and are worse at every size`() throws {
        let ladder = Ladder(first: "zero-shot", second: "few-shot", steps: steps(Self.lambada, cases: 5153))
        let line = try #require(ladder.lines.first)
        #expect(line.certainFrom == nil)
        #expect(line.crossing == nil)
        #expect(
            ladder.sentences == [
                "The 7 sizes at hand, 70M to 12B, show none from which on few-shot is better than zero-shot. It is shown to be worse at every one of them."
            ])
    }

    @Test func `families are lines of their own with sentences of their own`() throws {
        let ladder = Ladder(
            first: "few-shot", second: "cot", steps: steps(Self.palm, cases: 1319) + steps(Self.lamda, cases: 1319))
        #expect(ladder.lines.map(\.family) == ["LaMDA", "PaLM"])
        #expect(ladder.lines[0].certainFrom == 3)
        #expect(ladder.lines[1].certainFrom == 1)
        #expect(
            ladder.sentences[0].hasPrefix("LaMDA: From 68B on cot is better than few-shot, and worse at 8B:"),
            "\(ladder.sentences[0])")
        #expect(ladder.sentences[2].hasPrefix("Families are lines of their own"))
    }

    @Test func `a gain that larger models lose again has no size from which on it holds`() {
        let ladder = Ladder(
            first: "a", second: "b", steps: steps([("X-1B", 20, 60), ("X-2B", 40, 41)], cases: 500))
        #expect(ladder.lines[0].certainFrom == nil)
        #expect(ladder.sentences[0].contains("show none from which on b is better than a."))
    }

    @Test func `a gain beside many unread outputs is told to be perhaps only the form`() {
        let ladder = Ladder(
            first: "a", second: "b", steps: steps([("X-1B", 20, 60)], cases: 100, unread: (0.5, 0.02)))
        #expect(ladder.sentences[0].hasPrefix("b gains 40 points"))
        #expect(
            ladder.sentences[1]
                == "With X-1B, a leaves 50 % unread and b 2 %: part of the gain may only be the form of the answer.")
    }

    @Test func `accuracies at chance are told`() {
        let ladder = Ladder(
            first: "a", second: "b", steps: steps([("X-1B", 20, 24), ("X-2B", 22, 23)], cases: 100), chance: 0.25)
        #expect(ladder.sentences.last == "No model is better than guessing (25 %), so gains mean little.")
    }

    @Test(arguments: [
        ("135M", 135e6, "135M"), ("1.4B", 1.4e9, "1.4B"), ("7e9", 7e9, "7B"), ("999.9e6", 999.9e6, "1B"),
        ("1.2t", 1.2e12, "1.2T"), ("3k", 3e3, "3K"),
    ])
    func `sizes are read and written as model cards have them`(text: String, number: Double, written: String) {
        #expect(ModelSize.parameters(text) == number)
        #expect(ModelSize.text(of: number) == written)
    }

    @Test(arguments: ["", "B", "big", "-3B", "nan", "0", "inf", "1e308B"]) func `what is no size is none`(text: String)
    {
        #expect(ModelSize.parameters(text) == nil)
    }

    @Test(arguments: [
        ("SmolLM2-135M-Instruct.Q4_1", "SmolLM2-Instruct.Q4_1"), ("gemma-3-270m-q4_k_m", "gemma-3-q4_k_m"),
        ("Qwen2.5-0.5B", "Qwen2.5"), ("llama", "llama"), ("7B", "7B"),
    ])
    func `a family is a name without its size`(name: String, family: String) {
        #expect(ModelSize.family(ofName: name) == family)
    }
}
