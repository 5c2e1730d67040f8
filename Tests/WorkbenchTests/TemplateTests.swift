import Lanes
import Prompting
import Terminal
import Testing

@testable import Workbench

/// Chat templates on the screen.
@Suite struct TemplateTests {
    private static let mine = ChatOptions(template: "{{ messages }}", arguments: ["effort": "\"high\""])

    @Test func `a template from the command line replaces the models' own, and its values come first`() throws {
        var prompt = Prompt.plain
        prompt.lanes = [Lane(name: "a", templateArguments: ["effort": "1", "own": "true"])]
        var pilot = Pilot(prompt: prompt, chat: Self.mine, templateFile: "mine.jinja")
        #expect(pilot.state.templateNotice == "The chat template mine.jinja replaces those of the models.")
        pilot.press("F5")
        let sent = try #require(pilot.runs.first).request.lanes[0].prompt.chat
        #expect(sent.template == "{{ messages }}")
        #expect(sent.arguments == ["effort": "\"high\"", "own": "true"])
    }

    @Test func `the command of a lane names the template, its values and the lane's model`() {
        var prompt = Prompt.plain
        prompt.lanes = [Lane(name: "a", model: "gemma", templateArguments: ["own": "true"])]
        var pilot = Pilot(prompt: prompt, chat: Self.mine, templateFile: "my templates/mine.jinja")
        pilot.press("Tab Y")
        #expect(
            pilot.effects.last { if case .terminal(.handOver) = $0 { true } else { false } }
                == .terminal(
                    .handOver(
                        "lathe run prompts/reviews.prompt.yaml --lane name=a,model=gemma --template 'my templates/mine.jinja' --template-argument 'effort=\"high\"' --template-argument own=true",
                        what: "The command"
                    )))
    }

    @Test func `notices about the sent text are counted beside its tokens, and ^T has them`() throws {
        let notice = "The model's chat template has no system role: the instruction begins the first message instead."
        for (columns, mark) in [(140, "tokens · 1 notice (^T)"), (80, "tokens !")] {
            var pilot = Pilot(columns: columns, rows: 24)
            pilot.report(.timer(.count))
            try pilot.answerRender()
            #expect(!pilot.sees(mark))
            pilot.report(.timer(.count))
            try pilot.answerRender(notices: [notice])
            #expect(pilot.sees(mark), "\(pilot.screen)")
            pilot.press("^T")
            try pilot.answerRender(notices: [notice])
            #expect(pilot.sees("has no system role"))
        }
    }

    @Test func `the list of models says what a template can do, once it is known`() {
        var pilot = Pilot(isLive: false)
        pilot.press("Alt-l")
        var entries = ModelEntry.all
        entries[2].description?.chatTemplate = "{{ messages }}"
        pilot.report(.models(.modelsListed(entries, nil)))
        pilot.type("smol")
        #expect(pilot.sees("Has a chat template."), "\(pilot.screen)")
        for index in entries.indices { entries[index].abilities = "Its chat template has a system role." }
        pilot.report(.models(.modelsListed(entries, nil)))
        #expect(pilot.sees("Its chat template has a system role.") && !pilot.sees("Has a chat template."))
    }
}
