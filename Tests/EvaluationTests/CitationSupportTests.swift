import Prompting
import Testing

@testable import Evaluation

struct CitationSupportTests {
    private let passages = (1...3).map { Passage(number: $0, title: "", text: "passage \($0)") }

    private func sentence(_ text: String, _ cited: Int...) -> CitationSupport.Sentence {
        CitationSupport.Sentence(text: text, cited: cited.map { passages[$0 - 1] })
    }

    private func value(
        _ figure: CitationSupport.Figure, _ sentences: [CitationSupport.Sentence], saying sets: Set<Set<Int>>
    ) -> Double? {
        CitationSupport(figure).value(sentences) { asked, _ in sets.contains(Set(asked.map(\.number))) }
    }

    @Test func `recall and precision are those of a worked example by ALCE's rule`() {
        // 1 says a. 1 and 2 together say b, and 1 does alone: 2 isn't needed. Nothing is cited for c. 3 doesn't say d.
        let sentences = [sentence("a", 1), sentence("b", 1, 2), sentence("c"), sentence("d", 3)]
        let said: Set<Set<Int>> = [[1], [1, 2]]
        #expect(value(.recall, sentences, saying: said) == 0.5)
        #expect(value(.precision, sentences, saying: said) == 0.5)
    }

    @Test func `a citation counts if the others don't say it without it`() {
        let both = [sentence("a", 1, 2)]
        #expect(value(.precision, both, saying: [[1, 2]]) == 1)
        #expect(value(.precision, both, saying: [[1, 2], [1]]) == 0.5)
        #expect(value(.precision, both, saying: [[1, 2], [1], [2]]) == 1)
        #expect(value(.precision, both, saying: [[1], [2]]) == 0)
        #expect(value(.recall, both, saying: [[1], [2]]) == 0)
    }

    @Test func `an answer without citations has neither, one without sentences has no figure`() {
        #expect(value(.recall, [sentence("a")], saying: []) == 0)
        #expect(value(.precision, [sentence("a")], saying: []) == 0)
        #expect(value(.recall, [], saying: []) == nil)
    }

    private func output(_ text: String) -> MeasuredOutput {
        MeasuredOutput(text, columns: ["sources": PassageText.text(of: passages)])
    }

    @Test func `sentences lose their citations, and one that cites what isn't there cites nothing`() {
        let sentences = CitationSupport.sentences(of: output("It is so [2][1, 2]. It is not [1][9]. Who knows?"))
        #expect(sentences.map(\.text) == ["It is so.", "It is not.", "Who knows?"])
        #expect(sentences.map { $0.cited.map(\.number) } == [[2, 1], [], []])
    }

    @Test func `the likelier of Yes and No decides, and without either there is no figure`() {
        let metric = CitationSupport(.recall)
        let one = output("It is so [1]. It is red [2].")
        let asked = metric.needs(one).surprising
        #expect(asked.count == 4)
        var found = Findings()
        for text in asked {
            // To the model the first is said, the second isn't.
            let isYes = text.hasSuffix(" Yes")
            let bits = isYes == text.contains("passage 1") ? 10.0 : 12.0
            found.keep(Findings.Surprisal(bits: bits, tokens: 20), of: text)
        }
        #expect(metric.value(one, found) == 0.5)
        #expect(metric.value(one, Findings()) == nil)
        for text in asked { found.keep(Findings.Surprisal(bits: 9, tokens: 20), of: text) }
        #expect(metric.value(one, found) == nil)
        #expect(metric.value(MeasuredOutput("It is so [1].")) == nil)
    }

    @Test func `of a sentence with two citations each is judged alone and without it`() {
        #expect(CitationSupport(.precision).needs(output("It is so [1][2].")).surprising.count == 6)
        #expect(CitationSupport(.precision).needs(output("It is so [1][2][3].")).surprising.count == 14)
        #expect(CitationSupport(.precision).needs(output("It is so.")).isEmpty)
    }
}
