import JSONText
import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Remote

struct ServerTraitsTests {
    private func server(_ kind: Server.Kind, _ change: (inout Server) -> Void = { _ in }) -> Server {
        var server = Server(name: "box", url: "http://127.0.0.1:1/v1")
        server.kind = kind
        change(&server)
        return server
    }

    private func notices(
        _ kind: Server.Kind, _ lane: LaneRequest, mode: RunMode = .fast, _ change: (inout Server) -> Void = { _ in }
    ) -> [String] {
        RemoteEngine(server(kind, change)).notices(for: lane, mode: mode)
    }

    @Test func `knobs that a server lacks are told, where they would count`() {
        #expect(notices(.openAI, LaneRequest()) == ["box doesn't accept topK and minP, so lane a ignores them."])
        #expect(notices(.llamaServer, LaneRequest()) == [])
        let greedy = LaneRequest { $0.temperature = 0 }
        #expect(notices(.openAI, greedy) == [])
        let off = LaneRequest { ($0.topK, $0.minP) = (0, 0) }
        #expect(notices(.compatible, off) == [])
        #expect(
            notices(.anthropic, LaneRequest { $0.repeatPenalty = 1.2 })
                == ["box doesn't accept topK, minP, repeatPenalty and seed, so lane a ignores them."])
    }

    @Test func `settings that a server's model refuses are neither sent nor passed over in silence`() {
        let said = notices(.llamaServer, LaneRequest()) { $0.without = [.temperature] }
        #expect(said == ["box doesn't accept temperature, so lane a ignores it."])
        let traits = ServerTraits(server(.llamaServer) { $0.without = [.temperature, .maxTokens] })
        let fields = traits.fields(Settings(), seed: 0, step: .first, stops: [], kind: .llamaServer)
        #expect(fields["temperature"] == nil && fields["max_tokens"] == nil)
    }

    @Test func `strict mode promises nothing on a server, and says so`() {
        #expect(notices(.llamaServer, LaneRequest(), mode: .strict).count == 1)
    }

    @Test func `a key that would go over a network in the open is told`() {
        let open = notices(.llamaServer, LaneRequest()) {
            ($0.url, $0.keyVariable) = ("http://gpu.example:8080/v1", "BOX_KEY")
        }
        #expect(open.count == 1 && open[0].contains("BOX_KEY") && open[0].contains("without encryption"))
        for url in ["http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]/v1", "https://gpu.example/v1"] {
            #expect(
                notices(.llamaServer, LaneRequest()) { ($0.url, $0.keyVariable) = (url, "BOX_KEY") } == [], "\(url)")
        }
    }

    @Test func `every kind is sent its own names`() {
        var settings = Settings()
        (settings.topK, settings.repeatPenalty, settings.maxTokens, settings.answerTokens) = (0, 1.5, 7, 3)
        settings.order = .huggingFace
        func fields(_ kind: Server.Kind, step: Step = .first) -> JSONObject {
            ServerTraits(server(kind)).fields(
                settings, seed: 5, step: step, stops: ["a", "b", "c", "d", "e"], kind: kind)
        }
        #expect(fields(.openAI)["max_completion_tokens"] == JSONValue(7))
        #expect(fields(.openAI)["max_tokens"] == nil)
        #expect(
            fields(.compatible, step: Step(opening: "So", limit: .answerTokens, isAnswer: true))["max_tokens"]
                == JSONValue(3))
        #expect(fields(.openAI)["stop"] == .list(["a", "b", "c", "d"].map { .text($0) }))
        #expect(fields(.openAI)["top_k"] == nil && fields(.openAI)["repeat_penalty"] == nil)
        #expect(fields(.llamaServer)["stop"] == .list(["a", "b", "c", "d", "e"].map { .text($0) }))
        #expect(fields(.llamaServer)["repeat_penalty"] == JSONValue(1.5))
        #expect(
            fields(.llamaServer)["samplers"]
                == .list(["penalties", "temperature", "top_k", "top_p", "min_p", "typ_p"].map { .text($0) }))
        #expect(fields(.vLLM)["repetition_penalty"] == JSONValue(1.5))
        #expect(fields(.vLLM)["top_k"] == JSONValue(-1))
        #expect(fields(.anthropic)["seed"] == nil)
        #expect(fields(.llamaCppPython)["seed"] == JSONValue(5))
    }

    @Test func `a server is sent the length of its context for every token, and only the stages that act`() {
        func fields(_ kind: Server.Kind, context: Int? = nil, _ change: (inout Settings) -> Void) -> JSONObject {
            var settings = Settings()
            change(&settings)
            return ServerTraits(server(kind)).fields(
                settings, seed: 0, step: .first, stops: [], kind: kind, context: context)
        }
        let all = fields(.llamaServer, context: 4096) { ($0.repeatLastN, $0.dryLastN, $0.dryMultiplier) = (-1, -1, 1) }
        #expect(all["repeat_last_n"] == JSONValue(4096) && all["dry_penalty_last_n"] == JSONValue(4096))
        #expect(all["dry_sequence_breakers"] == .list(["\n", ":", "\"", "*"].map { .text($0) }))
        #expect(fields(.llamaServer) { $0.repeatLastN = -1 }["repeat_last_n"] == JSONValue(Settings.wholeWindow))
        let off = fields(.llamaServer) { _ in }
        #expect(off["xtc_threshold"] == nil && off["dry_multiplier"] == nil && off["mirostat"] == JSONValue(0))
        let miro = fields(.llamaServer) { $0.mirostatTau = 4 }
        #expect(miro["mirostat"] == JSONValue(2) && miro["mirostat_tau"] == JSONValue(4))
        let listed = fields(.llamaServer) {
            $0.xtcProbability = 0.5
            $0.order = StageOrder([.xtc, .topK]) ?? .llamaCpp
        }
        #expect(listed["samplers"] == .list([.text("xtc"), .text("top_k")]))
        #expect(listed["xtc_probability"] == JSONValue(0.5))
        #expect(
            notices(.openAI, LaneRequest { ($0.topK, $0.minP, $0.dryMultiplier) = (0, 0, 1) })
                == ["box doesn't accept dryMultiplier, so lane a ignores it."])
    }

    // MARK: turns

    private let chain = LaneRequest(asking: "5 + 3?", opening: "Let's think.", trigger: "\nTherefore, the answer is")
        .prompt

    @Test func `a server that continues is given the answer's beginning as the assistant's turn`() {
        let first = ChatTurns.sent(chain, .lastTurn)
        #expect(first.continues)
        #expect(first.messages.map(\.text) == ["5 + 3?", "Let's think."])
        let second = ChatTurns.sent(chain, after: [" Eight."], .lastTurn)
        #expect(second.messages.map(\.role) == [.user, .assistant])
        #expect(second.messages[1].text == "Let's think. Eight.\nTherefore, the answer is")
        #expect(ChatTurns.notices(chain, server: "box", .lastTurn) == [])
    }

    @Test func `one that doesn't is asked twice, and the lane says so`() {
        let first = ChatTurns.sent(chain, .no)
        #expect(first.messages.map(\.text) == ["5 + 3?\n\nLet's think."])
        let second = ChatTurns.sent(chain, after: [" Eight."], .no)
        #expect(second.messages.map(\.role) == [.user, .assistant, .user])
        #expect(second.messages[2].text == "Therefore, the answer is")
        let notices = ChatTurns.notices(chain, server: "box", .no)
        #expect(notices.count == 2)
        #expect(notices[0].contains("“Let's think.”") && notices[1].contains("“Therefore, the answer is”"))
    }

    @Test func `a third step follows the second in the turn that is continued, or is a question of its own`() {
        var prompt = chain
        prompt.steps.insert(Step(opening: "\nCheck it.", limit: .maxTokens, isAnswer: false), at: 1)
        let continued = ChatTurns.sent(prompt, after: [" Eight.", " Right."], .lastTurn)
        #expect(
            continued.messages[1].text == "Let's think. Eight.\nCheck it. Right.\nTherefore, the answer is")
        let asked = ChatTurns.sent(prompt, after: [" Eight.", " Right."], .no)
        #expect(asked.messages.map(\.role) == [.user, .assistant, .user, .assistant, .user])
        #expect(asked.messages.map(\.text).suffix(2) == [" Right.", "Therefore, the answer is"])
        #expect(ChatTurns.notices(prompt, server: "box", .no).count == 3)
    }

    @Test func `a plain text goes on as it is in both stages`() {
        var prompt = chain
        prompt.body = .completion([Fragment("Q: 5 + 3?\nA:", isField: false)])
        #expect(ChatTurns.sent(prompt, .no).text == "Q: 5 + 3?\nA:")
        #expect(
            ChatTurns.sent(prompt, after: [" Eight."], .no).text == "Q: 5 + 3?\nA: Eight.\nTherefore, the answer is")
        #expect(throws: EngineError.self) { try RemoteEngine(server(.anthropic)).check(prompt) }
    }
}
