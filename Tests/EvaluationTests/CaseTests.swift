import Evaluation
import Testing

@Test func `the key of a case depends on its variables alone`() {
    let first = Case(id: "1", variables: ["question": "2 + 2?", "unit": "apples"], expected: ["4"], line: 7)
    let second = Case(id: "other", variables: ["unit": "apples", "question": "2 + 2?"])
    #expect(first.key == second.key)
    #expect(first.key != Case(id: "1", variables: ["question": "2 + 2?apples", "unit": ""]).key)
    #expect(Case(id: "1", variables: [:]).key != 0)
}
