import Prompting
import Testing

@testable import Evaluation

struct PromptFormatTests {
    private var review: Prompt {
        var prompt = Prompt()
        prompt.input = "Movie review: {{review}}\nIts mood:"
        prompt.examples = [Example(input: "Movie review: Loved it.\nIts mood:", output: "good")]
        return prompt
    }

    @Test func `labels are written in every case with the separator and the joint of a format`() {
        let labels = InputLabels("Read this.\nPassage: {{passage}}\nThe question: {{question}}")
        #expect(labels.count == 2)
        let upper = PromptFormat.Casing.upper.written
        #expect(
            labels.formatted(separator: " - ", between: " || ", name: upper)
                == "Read this.\nPASSAGE - {{passage}} || THE QUESTION - {{question}}")
        #expect(PromptFormat.Casing.title.written("the second QUESTION") == "The Second Question")
    }

    @Test(arguments: [
        "Translate {{text}}", "{{text}}", "Is this good? {{text}}", "What do you think of the following text: {{text}}",
        "",
    ])
    func `sentences and plain values are no labels`(input: String) {
        #expect(InputLabels(input).count == 0)
        #expect(InputLabels(input).formatted(separator: "::", between: "|", name: { $0.uppercased() }) == input)
    }

    @Test func `formats differ from the prompt and from each other, and more of them include fewer`() throws {
        let formats = try review.formats(20, layout: .chat)
        #expect(formats.map(\.name).first == "format 1")
        #expect(Set(formats.compactMap(\.input)).count == 20)
        #expect(!formats.contains { $0.input == review.input })
        #expect(try review.formats(5, layout: .chat) == Array(formats.prefix(5)))
        #expect(formats.allSatisfy { $0.wording == WordingPatch() })
    }

    @Test func `examples are written in the format of the input`() throws {
        let format = try #require(try review.formats(1, layout: .chat).first)
        let phrased = review.phrased(format)
        let example = try #require(phrased.examples.first)
        #expect(example.input == phrased.input.replacing("{{review}}", with: "Loved it."))
    }

    @Test func `the completion layout's labels and separators are part of a format`() throws {
        let formats = try review.formats(30, layout: .completion)
        #expect(formats.allSatisfy { $0.wording.separator != nil && $0.wording.between != nil })
        #expect(Set(formats.compactMap(\.wording.questionLabel)) == ["Q", "q"])
        for format in formats where format.wording.separator?.contains("\n") == true {
            #expect(format.wording.between?.contains("\n") == true)
        }
    }

    @Test func `an input that is only a value is labelled with its name`() throws {
        var prompt = Prompt()
        prompt.input = "{{review}}"
        let formats = try prompt.formats(8, layout: nil)
        #expect(formats.allSatisfy { $0.input?.lowercased().hasPrefix("review") == true })
    }

    @Test func `an input without variables stays the prompt's own, so that data can replace it`() throws {
        var prompt = Prompt()
        prompt.input = "Which is it?"
        let formats = try prompt.formats(8, layout: .completion)
        #expect(formats.allSatisfy { $0.input == nil && $0.wording.separator != nil })
        #expect(formats.allSatisfy { $0.looks.hasSuffix("…") })
        // Without a variable there is nothing to label.
        prompt.input = "Question:"
        #expect(try prompt.formats(8, layout: .completion).allSatisfy { $0.input == nil })
        #expect(throws: PromptFormatError.self) { try prompt.formats(1, layout: .chat) }
    }

    @Test func `choices are labelled in other ways if the input lists them`() throws {
        var prompt = Prompt()
        prompt.input = "Question: {{question}}\n{{choices}}"
        let formats = try prompt.formats(60, layout: .chat)
        #expect(Set(formats.compactMap(\.wording.choiceLabel)) == Set(PromptFormat.choices))
    }

    @Test func `a prompt without labels has no formats, and no prompt has more than there are`() throws {
        var prompt = Prompt()
        prompt.input = "Is this review good or bad? {{review}}"
        #expect(throws: PromptFormatError.self) { try prompt.formats(2, layout: .chat) }
        prompt.input = "Review: {{review}}"
        #expect(throws: PromptFormatError.self) { try prompt.formats(56, layout: .chat) }
        #expect(try prompt.formats(41, layout: .chat).count == 41)
    }

    @Test func `a format is shown on one line`() throws {
        var phrasing = Phrasing(name: "a")
        phrasing.input = "REVIEW::: {{review}}\nMOOD:::"
        #expect(phrasing.looks == "REVIEW::: …⏎MOOD:::")
        phrasing.wording.questionLabel = "q"
        phrasing.wording.separator = " - "
        #expect(phrasing.looks == "q - REVIEW::: …⏎MOOD:::⏎A - …")
    }
}
