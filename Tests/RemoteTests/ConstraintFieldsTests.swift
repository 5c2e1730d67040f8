import JSONText
import Lanes
import Prompting
import Testing

@testable import Remote

struct ConstraintFieldsTests {
    private let grammar = OutputConstraint(.grammar, #"root ::= "a""#)
    private let open = OutputConstraint(.schema, #"{"type":"object","properties":{"a":{"type":"integer"}}}"#)
    private let closed = OutputConstraint(
        .schema,
        #"{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}"#)

    private func text(_ constraint: OutputConstraint, _ kind: Server.Kind, isChat: Bool = true) -> String? {
        ConstraintFields.fields(of: constraint, for: kind, isChat: isChat).map { JSONValue.object($0).text }
    }

    @Test func `a grammar is sent to the servers that read one`() {
        #expect(text(grammar, .llamaServer) == #"{"grammar":"root ::= \"a\""}"#)
        #expect(text(grammar, .vLLM) == #"{"structured_outputs":{"grammar":"root ::= \"a\""}}"#)
        for kind in [Server.Kind.openAI, .ollama, .anthropic, .google, .compatible] {
            #expect(text(grammar, kind) == nil)
        }
    }

    @Test func `a schema is sent under each kind's own name`() {
        #expect(text(open, .vLLM)?.hasPrefix(#"{"structured_outputs":{"json":{"#) == true)
        #expect(text(open, .llamaCppPython)?.hasPrefix(#"{"response_format":{"type":"json_object","schema":{"#) == true)
        #expect(text(open, .llamaServer, isChat: false)?.hasPrefix(#"{"json_schema":{"#) == true)
        for kind in [Server.Kind.openAI, .ollama, .google, .compatible, .llamaServer] {
            #expect(text(open, kind)?.hasPrefix(#"{"response_format":{"type":"json_schema","json_schema":{"#) == true)
        }
        #expect(text(open, .openAI, isChat: false) == nil)
        #expect(text(open, .anthropic) == nil)
    }

    @Test func `only a schema with closed objects is called strict`() {
        #expect(text(closed, .openAI)?.contains(#""strict":true"#) == true)
        #expect(text(open, .openAI)?.contains("strict") == false)
    }

    @Test func `a form that begins in the middle of an answer is left to the model`() {
        var constraint = open
        constraint.after = "The answer is"
        #expect(text(constraint, .llamaServer) == nil)
    }

    @Test(arguments: [Server.Kind.openAI, .vLLM, .llamaServer])
    func `a form that is sent beside tools is told`(kind: Server.Kind) throws {
        var server = Server(name: "box", url: "http://127.0.0.1:1/v1")
        server.kind = kind
        let engine = RemoteEngine(server)
        func isTold(_ change: (inout CompiledPrompt) -> Void) -> Bool {
            var lane = LaneRequest { _ in }
            lane.prompt.chat.tools = [Tool(name: "f", definition: #"{"type":"function","function":{"name":"f"}}"#)]
            lane.prompt.steps[0].constraint = closed
            change(&lane.prompt)
            return engine.notices(for: lane, mode: .fast).contains { $0.contains("box is sent both") }
        }
        #expect(isTold { _ in })
        #expect(!isTold { $0.chat.tools = [] })
        #expect(!isTold { $0.steps[0].constraint = nil })
        #expect(!isTold { $0.body = .completion([Fragment("Q", isField: true)]) })
    }

    @Test func `a form that isn't sent stands in no tool's way`() {
        var lane = LaneRequest { _ in }
        lane.prompt.chat.tools = [Tool(name: "f", definition: #"{"type":"function","function":{"name":"f"}}"#)]
        lane.prompt.steps[0].constraint = grammar
        var server = Server(name: "box", url: "http://127.0.0.1:1/v1")
        server.kind = .openAI
        let said = RemoteEngine(server).notices(for: lane, mode: .fast)
        #expect(said.contains { $0.contains("can't be asked to keep to the grammar") })
        #expect(!said.contains { $0.contains("sent both") })
    }

    @Test func `what a server can't be asked is told`() {
        var lane = LaneRequest { _ in }
        lane.prompt.steps[0].constraint = grammar
        var server = Server(name: "box", url: "http://127.0.0.1:1/v1")
        server.kind = .openAI
        let said = RemoteEngine(server).notices(for: lane, mode: .fast)
        #expect(said.contains { $0.contains("can't be asked to keep to the grammar") })
    }
}
