import Prompting
import Testing

@testable import Workbench

struct FormNoteTests {
    @Test func `the pane says what answers are held to, and which tools there are`() {
        var prompt = Prompt()
        prompt.input = "Hi"
        #expect(prompt.formNotes.isEmpty)
        prompt.answer = AnswerForm(type: "number")
        #expect(prompt.formNotes.isEmpty)
        prompt.answer = AnswerForm(type: "choice:A-C", isConstrained: true)
        prompt.tools = [Tool(name: "search", definition: #"{"type":"function","function":{"name":"search"}}"#)]
        #expect(prompt.formNotes.map(\.note) == ["search", "only A, B, C"])
        prompt.answer = AnswerForm(type: "json", schema: "{}")
        #expect(prompt.formNotes.map(\.note) == ["search", "only JSON of a schema"])
        prompt.answer?.isConstrained = false
        #expect(prompt.formNotes.map(\.title) == ["Tools"])
    }
}
