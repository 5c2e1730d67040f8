import Testing

@testable import Evaluation

struct AbstentionTests {
    @Test(arguments: [
        "I don't know.", "I do not  know that", "We don’t know.", "The sources don't say.",
        "The sources do not mention it.",
        "The text provided does not contain this information.", "That isn't stated in the passages.",
        "There is not enough information to answer.", "It cannot be determined.", "I'm not sure about that.",
        "출처에 나와 있지 않습니다.", "잘 모르겠습니다.", "제공된 정보로는 알 수 없습니다.",
    ])
    func `an answer that says so abstains`(text: String) {
        #expect(Abstention().value(MeasuredOutput(text)) == 1)
    }

    @Test(arguments: [
        "A refund takes 14 days [1].", "", "You know the source.", "They know the answer is 14.", "환불은 14일 걸립니다.",
        "The source says that it takes 14 days.", "Information is at the desk.",
    ])
    func `another answer doesn't`(text: String) {
        #expect(Abstention().value(MeasuredOutput(text)) == 0)
    }

    @Test func `the right passages are known by their names`() {
        let right = RightSources(of: ["rightSource": "Refunds > Deadlines\n\n 14  days"])
        #expect(right.names == ["refunds > deadlines", "14 days"])
        #expect(right.contain(.init(number: 1, title: "a.md:1, Refunds > Deadlines", text: "x")))
        #expect(right.contain(.init(number: 1, title: "", text: "It takes 14\ndays.")))
        #expect(!right.contain(.init(number: 1, title: "a.md:1", text: "x")) && RightSources(of: [:]).isEmpty)
    }
}
