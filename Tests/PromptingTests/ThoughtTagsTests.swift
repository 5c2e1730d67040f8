import Prompting
import Testing

@Suite struct `Thoughts in a whole output` {
    private let tags = ThoughtTags.usual

    @Test(arguments: [
        ("no tags", "no tags"), ("<think>a</think>b", "b"), ("b<think>a</think>c", "bc"), ("a</think>b", "b"),
        ("a</think>b</think>c", "c"), ("<think>a<think>b</think>c", "c"), ("<think></think>", ""), ("b<think>a", "b"),
        ("<think>a</think>b<think>c</think>d", "bd"), ("<think>a</think>한글<think>😀</think>!", "한글!"),
        ("a < b <think", "a < b <think"),
    ])
    func `are left out`(output: String, answer: String) {
        #expect(tags.answer(in: output) == answer)
    }

    @Test(arguments: ["<think>a", " \n<think>a", "a</think> <think>b", "<think>a</think>\n<think>b"])
    func `that are open behind nothing leave no answer`(output: String) {
        #expect(tags.answer(in: output) == nil)
    }

    @Test func `are left out in one pass, however many tags and marks over a letter there are`() {
        let letter = "e" + String(repeating: "\u{301}", count: 300)
        let output = String(repeating: "</think>", count: 5000) + String(repeating: letter, count: 2000)
        #expect(tags.answer(in: output)?.utf8.count == 2000 * letter.utf8.count)
    }
}
