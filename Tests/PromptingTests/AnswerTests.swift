import Prompting
import Testing

@Suite struct `The answer of an output` {
    private func answer(_ stages: String..., sentence: String = "The answer is") -> String {
        CompiledPrompt(technique: .zeroShot, body: .completion([]), answerSentence: sentence).answer(in: stages)
    }

    @Test func `is the second stage's text`() {
        #expect(answer("So it is 12. The answer is 12.", " 11.\n") == "11.")
    }

    @Test func `is empty where the second stage is`() {
        #expect(answer("The answer is 12.", " ") == "")
    }

    @Test func `is what follows the last answer sentence`() {
        #expect(answer(" The answer is 3. No: 2 + 2 = 4. The answer is 4.\n") == "4.")
    }

    @Test func `is found in any case of letters`() {
        #expect(answer("So the answer is 4.") == "4.")
    }

    @Test func `is the whole text without an answer sentence`() {
        #expect(answer("\n Positive ") == "Positive")
    }

    @Test func `is empty where nothing follows the answer sentence`() {
        #expect(answer("Hmm. The answer is") == "")
    }

    @Test func `is empty without any text`() {
        #expect(answer() == "")
        #expect(answer("") == "")
    }

    @Test func `goes by the prompt's own sentence`() {
        #expect(answer("그래서 정답은 4", sentence: "정답은") == "4")
        #expect(answer("The answer is 4", sentence: "") == "The answer is 4")
    }
}

@Suite struct `The majority answer` {
    @Test func `is the most frequent one`() {
        #expect(majority(of: ["a", "b", "b", "c"]) == "b")
        #expect(vote(among: ["42.", "7", "42", ""]) == ("42.", 2))
    }

    @Test func `is the first of equally frequent ones`() {
        #expect(majority(of: ["b", "a", "a", "b", "c"]) == "b")
    }

    @Test func `counts an answer with and without full stop as one`() {
        #expect(majority(of: ["7", "42.", "7.0", "42"]) == "42.")
        #expect(majority(of: [".", "."]) == ".")
    }

    @Test func `doesn't count empty answers`() {
        #expect(majority(of: ["", " ", "", "x"]) == "x")
        #expect(majority(of: ["", ""]) == "")
        #expect(majority(of: []) == "")
    }
}
