import Prompting
import Testing

@Suite struct ModelChoiceTests {
    @Test func `a model is the lane's, else the command line's, else the prompt's, else the settings'`() {
        let choice = ModelChoice(commandLine: "line", settings: "settings")
        #expect(choice.word(lane: "lane", prompt: "prompt") == "lane")
        #expect(choice.word(prompt: "prompt") == "line")
        #expect(ModelChoice(settings: "settings").word(prompt: "prompt") == "prompt")
        #expect(ModelChoice(settings: "settings").word(prompt: nil) == "settings")
        #expect(ModelChoice().word(prompt: nil) == nil)
    }

    @Test func `a projector is the lane's, else the command line's, else the prompt's`() {
        #expect(ModelChoice().projector(lane: "lane", prompt: "prompt") == "lane")
        #expect(ModelChoice().projector(lane: nil, prompt: "prompt") == "prompt")
        #expect(ModelChoice(projector: "line").projector(lane: nil, prompt: "prompt") == "line")
        #expect(ModelChoice(projector: "line").projector(lane: "lane", prompt: nil) == "lane")
    }
}
