import Prompting
import Testing

/// The text around the only variable of an input.
struct InputFrameTests {
    @Test func `the text around a single variable is found`() throws {
        let frame = try #require(InputFrame(of: "Review: {{review}}\nSentiment:"))
        #expect(frame.before == "Review: ")
        #expect(frame.after == "\nSentiment:")
        #expect(frame.around("Too long.") == "Review: Too long.\nSentiment:")
    }

    @Test(arguments: ["{{review}}", " {{review}}\n", "no variable", "{{a}} and {{b}}"])
    func `there is none without a variable, with several, or with space alone`(_ input: String) {
        #expect(InputFrame(of: input) == nil)
    }

    @Test func `examples without it are found, and those that have it or are empty are not`() {
        var prompt = Prompt()
        prompt.input = "리뷰: {{review}}"
        prompt.examples = ["지루했다.", "리뷰: 좋았다.", "", "리뷰:나빴다."].map { Example(input: $0, output: "x") }
        #expect(prompt.unframedExamples == [0])
    }

    @Test func `a text that is shorter than both ends together has them not`() throws {
        let frame = try #require(InputFrame(of: "aba{{x}}bac"))
        #expect(!frame.isAround("abac"))
    }
}
