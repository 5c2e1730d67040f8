import Prompting
import Testing

@testable import Evaluation

struct InstructionCheckTests {
    private func check(_ instruction: String, input: String = "{{review}}", answers: [String] = []) -> InstructionCheck
    {
        var prompt = Prompt()
        (prompt.instruction, prompt.input) = (instruction, input)
        return InstructionCheck(prompt, answers: answers)
    }

    @Test func `a wording names the answers that the instruction names, as words of their own`() {
        let check = check("Is it good? Answer yes or no.", answers: ["Yes", "No", "Unknown"])
        #expect(check.answers == ["Yes", "No"])
        #expect(check.fault(in: "Say Yes if it is good, else NO!", without: []) == nil)
        #expect(check.fault(in: "Yes, or not?", without: []) == Candidate.Drop(.answers, "No"))
        #expect(check.fault(in: "Yes, or not?", without: [.answers]) == nil)
    }

    @Test func `Korean answers may have particles`() {
        let check = check("리뷰를 긍정 또는 부정으로 분류하라.", answers: ["긍정", "부정"])
        #expect(check.answers == ["긍정", "부정"])
        #expect(check.fault(in: "이 리뷰가 긍정인지 부정인지 말하라.", without: []) == nil)
        #expect(check.fault(in: "이 리뷰가 긍정인지 말하라.", without: []) == Candidate.Drop(.answers, "부정"))
    }

    @Test func `a wording keeps the variables that stand nowhere else, and adds none`() {
        let check = check("Say whether {{review}} praises {{thing}}.")
        #expect(check.needed == ["thing"])
        #expect(check.fault(in: "Does it praise {{thing}}?", without: []) == nil)
        #expect(check.fault(in: "Does {{review}} praise it?", without: []) == Candidate.Drop(.variables, "thing"))
        #expect(check.fault(in: "{{thing}} or {{other}}?", without: []) == Candidate.Drop(.variables, "other"))
    }

    @Test func `an empty text and a long one are no wordings`() {
        let check = check("Judge it.")
        #expect(check.fault(in: "", without: []) == Candidate.Drop(.empty))
        let long = Array(repeating: "word", count: 151).joined(separator: " ")
        #expect(check.fault(in: long, without: []) == Candidate.Drop(.long))
        #expect(check.fault(in: long, without: [.long]) == nil)
    }
}
