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

    @Test(arguments: [
        ("a</think>\n\nb", "a", "b"), ("a[/THINK]b</think>c", "a", "b</think>c"), ("</think>b", "", "b"),
        ("한글\n</think> 서울", "한글\n", "서울"),
    ])
    func `whose beginning stands in the prompt end at the first closing tag`(
        output: String, thoughts: String, answer: String
    ) {
        let parts = tags.partsBehindOpenThoughts(of: output)
        #expect(parts?.thoughts == thoughts && parts?.answer == answer)
    }

    @Test(arguments: ["a", "b<think>a</think>c", "<think>a</think>b", "a<|end|>b", ""])
    func `that begin in the output, or nowhere, have no such parts`(output: String) {
        #expect(tags.partsBehindOpenThoughts(of: output) == nil)
    }
}
