import Foundation
import Prompting
import Sampling
import Synchronization
import Testing

@testable import Lanes
@testable import Remote

/// On a server of our own that does what each test needs.
struct RemoteEngineTests {
    private func result(
        _ fault: String, _ lane: LaneRequest = LaneRequest(), model: String? = nil, key: String? = nil,
        _ change: (inout Server) -> Void = { _ in }
    ) async throws -> LaneResult {
        try await RemoteEngine(try Faults.server(fault, change), model: model, key: key).result(of: lane)
    }

    private func reason(_ result: LaneResult) -> String { result.error?.description ?? "" }

    @Test func `an answer streams, is counted and priced`() async throws {
        let engine = RemoteEngine(try Faults.server("ok") { $0.price = .init(input: 2, output: 10) }, model: "m")
        var texts: [String] = []
        var summary: RunSummary?
        var order: [String] = []
        for await event in engine.start(RunRequest(lanes: [LaneRequest()])).events {
            switch event {
            case .stageStarted(_, _, _, let prompt, _): order.append(prompt)
            case .text(_, _, _, let text, _): texts.append(text)
            case .stageFinished(_, _, _, let result): order.append(result.finish.rawValue)
            case .finished(let result): summary = result
            default: break
            }
        }
        #expect(texts == ["Hel", "lo, ", "세", "계"])
        #expect(order == ["[user]\nHi\n\n[assistant]\n", "end"])
        let lane = try #require(summary?.lanes.first)
        #expect(lane.answer == "Hello, 세계")
        #expect((lane.usage.promptTokens, lane.usage.cachedTokens, lane.usage.generatedTokens) == (1000, 8, 500))
        #expect(abs((lane.usage.cost ?? 0) - 0.007) < 1e-12)
        #expect(lane.timings.firstTokenSeconds > 0)
        #expect(lane.notices == [])
    }

    @Test func `the request says what the lane says`() async throws {
        let lane = LaneRequest(asking: "Say \"가\"") {
            ($0.temperature, $0.topP, $0.seed, $0.stop) = (0.25, 0.5, 42, ["END"])
        }
        _ = try await result("ok", lane, model: "org/m", key: "SECRET-1") {
            ($0.keyVariable, $0.kind, $0.url) = ("K", .openAI, $0.url + "/a")
        }
        let request = try #require(try Faults.requests("ok").last { $0.body["seed"] as? Int == 42 })
        #expect(request.headers["authorization"] == "Bearer SECRET-1")
        #expect(request.headers["cookie"] == nil)
        #expect(request.body["model"] as? String == "org/m")
        #expect(request.body["stream"] as? Bool == true)
        #expect(request.body["temperature"] as? Double == 0.25)
        #expect(request.body["top_p"] as? Double == 0.5)
        #expect(request.body["stop"] as? [String] == ["END"])
        #expect(request.body["max_completion_tokens"] as? Int == 16)
        #expect(request.body["top_k"] == nil)
        #expect((request.body["messages"] as? [[String: String]]) == [["role": "user", "content": "Say \"가\""]])
    }

    @Test func `two stages are two requests`() async throws {
        let lane = LaneRequest("two", asking: "5 + 3?", opening: "Let's think.", trigger: "\nTherefore, the answer is")
        let continued = try await result("stages", lane) { $0.kind = .vLLM }
        #expect(continued.samples[0].text == " Five plus three.\nTherefore, the answer is 8.")
        #expect(continued.answer == "8.")
        let sent = try Faults.requests("stages").suffix(2).map(\.body)
        #expect(sent[1]["continue_final_message"] as? Bool == true)
        #expect(sent[1]["max_tokens"] as? Int == 32)
        let asked = try await result("stages", lane)
        #expect(asked.samples[0].text == " Five plus three.\nTherefore, the answer is\n 8.")
        #expect(try Faults.requests("stages").last?.body["continue_final_message"] == nil)
    }

    @Test(arguments: Server.Kind.allCases)
    func `values for the chat template go to servers that take them, and others are told about`(kind: Server.Kind)
        async throws
    {
        var lane = LaneRequest("template \(kind)", asking: "Template \(kind)?")
        lane.prompt.chat = ChatOptions(
            template: "{{ x }}",
            arguments: ["enable_thinking": "false", "effort": "\"high\"", "list": "[1, 2.5, null, {\"a\": \"b\"}]"])
        let server = try Faults.server("ok") { $0.kind = kind }
        _ = try await RemoteEngine(server).result(of: lane)
        let request = try #require(
            try Faults.requests("ok").last {
                ($0.body["messages"] as? [[String: String]])?.last?["content"] == "Template \(kind)?"
            })
        let sent = request.body["chat_template_kwargs"] as? NSDictionary
        let notices = RemoteEngine(server).notices(for: lane, mode: .fast)
        #expect(notices.contains { $0 == "box has a chat template of its own: the one that was given isn't sent." })
        let untold = notices.contains {
            $0 == "box can't be told values for its chat template (effort, enable_thinking, list): they have no effect."
        }
        #expect(request.body["chat_template"] == nil)
        if kind == .llamaServer || kind == .vLLM {
            let values: NSDictionary = [
                "enable_thinking": false, "effort": "high", "list": [1, 2.5, NSNull(), ["a": "b"]] as [Any],
            ]
            #expect(sent == values && !untold)
        } else {
            #expect(sent == nil && untold)
        }
        #expect(try RemoteEngine(server).render(lane.prompt).notices.count == (untold ? 2 : 1))
    }

    @Test func `a plain text carries no values for a chat template`() async throws {
        var lane = LaneRequest()
        lane.prompt.body = .completion([Fragment("7 * 7 =", isField: true)])
        lane.prompt.chat.arguments = ["a": "1"]
        _ = try await result("ok", lane) { $0.kind = .llamaServer }
        let request = try #require(try Faults.requests("ok").last { $0.body["prompt"] as? String == "7 * 7 =" })
        #expect(request.body["chat_template_kwargs"] == nil)
    }

    @Test func `samples have seeds of their own, the first the lane's`() async throws {
        let lane = LaneRequest("seeds", samples: 5) { $0.seed = 77 }
        let outcome = try await result("ok", lane)
        #expect(outcome.samples.count == 5)
        #expect(outcome.usage.generatedTokens == 2500)
        let seeds = try Faults.requests("ok").suffix(5).compactMap { $0.body["seed"] as? Int }
        #expect(Set(seeds).count == 5)
        #expect(seeds.contains(77))
        #expect(seeds.allSatisfy { (0..<1 << 31).contains($0) })
    }

    @Test func `a plain text goes to the completions`() async throws {
        var lane = LaneRequest()
        lane.prompt.body = .completion([Fragment("6 * 7 =", isField: true)])
        let outcome = try await result("ok", lane)
        #expect(outcome.answer == "42")
        #expect(try Faults.requests("ok").last?.body["prompt"] as? String == "6 * 7 =")
    }

    // MARK: faults that pass

    @Test(arguments: ["limited", "recovers", "hangup"])
    func `what passes is asked again`(fault: String) async throws {
        let outcome = try await result(fault)
        #expect(outcome.error == nil, "\(reason(outcome))")
        #expect(outcome.answer == "Hello, 세계")
        #expect(outcome.notices.first?.hasPrefix("box was asked again") == true, "\(outcome.notices)")
    }

    @Test func `the time that a server asks for is waited`() async throws {
        let outcome = try await result("later")
        #expect(outcome.error == nil)
        let times = try Faults.requests("later").map(\.time)
        try #require(times.count == 2)
        #expect(times[1] - times[0] >= 0.99)
    }

    @Test func `a server that stays broken is given up`() async throws {
        let outcome = try await result("broken") { $0.retries = 2 }
        #expect(reason(outcome) == "box answered 500: the model fell over, also when asked 2 times more.")
        #expect(outcome.samples[0].stages[0].finish == .error)
        #expect(try Faults.requests("broken").count == 3)
    }

    @Test func `what no waiting mends isn't asked again`() async throws {
        #expect(reason(try await result("muchlater")).contains("asks for a wait of 86400 s"))
        #expect(reason(try await result("quota")).contains("quota is used up"))
        #expect(try Faults.requests("muchlater").count == 1)
        #expect(try Faults.requests("quota").count == 1)
    }

    // MARK: faults that stay

    @Test func `an answer that breaks off is kept, and isn't asked for again`() async throws {
        let outcome = try await result("drop")
        #expect(outcome.samples[0].text == "begun well")
        #expect(outcome.samples[0].stages[0].finish == .error)
        #expect(
            reason(outcome).contains("middle of the answer")
                || reason(outcome).contains("before the answer was complete"))
        #expect(try Faults.requests("drop").count == 1)
    }

    @Test(arguments: [
        ("nofinish", "ended before the answer was complete", "half"),
        ("malformed", "isn't part of the protocol", "so far"),
        ("breaksoff", "broke off: out of memory", "so far"), ("filtered", "content filter", "half"),
        ("foreign", "isn't part of the protocol", ""), ("page", "answered with text/html", ""),
        ("unknown", "(404): The model `x` does not exist", ""), ("google", "answered 400: Invalid value", ""),
        ("long", "more than 1 MB", ""),
    ])
    func `each fault has a sentence of its own`(fault: String, says: String, text: String) async throws {
        let outcome = try await result(fault)
        #expect(reason(outcome).hasPrefix("box "))
        #expect(reason(outcome).contains(says), "\(reason(outcome))")
        #expect(outcome.samples[0].text == text)
    }

    @Test func `an answer that is complete counts, whatever the stream does after it`() async throws {
        let outcome = try await result("nodone")
        #expect(outcome.error == nil)
        #expect(outcome.samples[0].stages[0].finish == .length)
        let whole = try await result("whole")
        #expect(whole.answer == "All at once.")
        #expect(whole.usage.generatedTokens == 4)
    }

    @Test func `odd but right event streams are understood`() async throws {
        let outcome = try await result("pieces")
        #expect(outcome.answer == "가나다 🙂", "\(reason(outcome))")
    }

    @Test func `a redirect is not followed and takes no key along`() async throws {
        let outcome = try await result("redirect", key: "SECRET-2") { $0.keyVariable = "K" }
        #expect(reason(outcome).contains("points to http://127.0.0.1:"))
        #expect(reason(outcome).contains("Correct its `url`"))
        #expect(try Faults.requests("stolen").isEmpty)
    }

    @Test func `a silent server is given up when its time is over`() async throws {
        let start = ContinuousClock.now
        let outcome = try await result("silent") { $0.timeout = 1 }
        #expect(reason(outcome).contains("sent nothing for 1 s"))
        let stalled = try await result("stalls") { $0.timeout = 1 }
        #expect(stalled.samples[0].text == "one")
        #expect(reason(stalled).contains("nothing came for 1 s"))
        #expect(start.duration(to: .now) < .seconds(6))
    }

    @Test func `nobody there is told at once`() async throws {
        let start = ContinuousClock.now
        var server = Server(name: "box", url: "http://127.0.0.1:9/v1")
        server.timeout = 20
        let outcome = try await RemoteEngine(server).result(of: LaneRequest())
        #expect(reason(outcome).contains("is the server running?"), "\(reason(outcome))")
        #expect(start.duration(to: .now) < .seconds(3))
    }

    // MARK: keys

    @Test func `a key that isn't there is named, and nothing is sent`() async throws {
        let outcome = try await result("unauthorized") { $0.keyVariable = "NO_SUCH_KEY" }
        #expect(reason(outcome).contains("the environment variable NO_SUCH_KEY is not set"))
        let strange = try await result("unauthorized", key: "two\nlines") { $0.keyVariable = "K" }
        #expect(reason(strange).contains("characters that a key can't have"))
        #expect(!reason(strange).contains("two"))
        #expect(try Faults.requests("unauthorized").isEmpty)
    }

    @Test(arguments: ["unauthorized2", "forbidden", "breaksoff"])
    func `a key is never shown, even where the server repeats it`(fault: String) async throws {
        let path = fault == "unauthorized2" ? "unauthorized/x" : fault
        let outcome = try await result(path, key: "SECRET-3") { $0.keyVariable = "BOX_KEY" }
        #expect(outcome.error != nil)
        #expect(!"\(outcome)".contains("SECRET"), "\(reason(outcome))")
        if fault == "unauthorized2" { #expect(reason(outcome) == "box refuses the key in BOX_KEY (401).") }
    }

    // MARK: ends

    @Test func `a stop string that the server lets through ends the answer, and the request`() async throws {
        let start = ContinuousClock.now
        var lane = LaneRequest()
        lane.prompt.layoutStops = ["\nQ:"]
        let outcome = try await result("stops", lane)
        #expect(outcome.samples[0].text == "4")
        #expect(outcome.samples[0].stages[0].finish == .stop)
        #expect(start.duration(to: .now) < .seconds(5))
        #expect(try await result("stopped").samples[0].stages[0].finish == .stop)
    }

    @Test func `cancelling ends a stream within 100 ms and keeps what came`() async throws {
        let engine = RemoteEngine(try Faults.server("trickle"))
        let run = engine.start(RunRequest(lanes: [LaneRequest("a"), LaneRequest("b")]))
        var cancelled: ContinuousClock.Instant?
        var summary: RunSummary?
        for await event in run.events {
            if case .text(_, _, _, let text, _) = event, text.hasPrefix("5"), cancelled == nil {
                cancelled = .now
                run.cancel()
            }
            if case .finished(let result) = event { summary = result }
        }
        let time = try #require(cancelled).duration(to: .now)
        #expect(time < .milliseconds(100), "\(time)")
        let lanes = try #require(summary).lanes
        #expect(summary?.isCancelled == true)
        #expect(lanes.allSatisfy { $0.samples[0].text.hasPrefix("0 1 ") && $0.error == nil })
        #expect(lanes.allSatisfy { $0.samples[0].stages[0].finish == .cancelled })
    }

    @Test(arguments: ["silent", "waits"]) func `cancelling ends a wait too`(fault: String) async throws {
        // Not answered at all, or told to come back: both are waits.
        let server = try Faults.server(fault == "silent" ? "silent" : "limited/z") { $0.timeout = 30 }
        let run = RemoteEngine(server).start(RunRequest(lanes: [LaneRequest(samples: 9)]))
        try await Task.sleep(for: .milliseconds(fault == "silent" ? 300 : 1))
        let start = ContinuousClock.now
        run.cancel()
        let summary = await run.summary()
        #expect(start.duration(to: .now) < .milliseconds(200))
        #expect(summary.isCancelled)
        #expect(summary.lanes[0].samples.count == 9)
        #expect(summary.lanes[0].error == nil)
    }

    @Test func `letting go of the events ends the run`() async throws {
        let before = try Faults.requests("trickle").count
        do {
            let run = RemoteEngine(try Faults.server("trickle")).start(RunRequest(lanes: [LaneRequest()]))
            for await event in run.events {
                if case .text = event { break }
            }
        }
        #expect(try Faults.requests("trickle").count == before + 1)
    }

    @Test func `tokens that nobody counts are estimated, and the lane says so`() async throws {
        let outcome = try await result("uncounted") { $0.price = .init(input: 1, output: 1) }
        #expect(outcome.usage.generatedTokens == 3)
        #expect(outcome.usage.cost == nil)
        #expect(
            outcome.notices == [
                "box doesn't report tokens, so the number of pieces received is shown, and the cost isn't known."
            ])
    }

    @Test func `no more requests than allowed are under way at once`() async throws {
        let server = try Faults.server("later/p") { $0.parallel = 1 }
        let outcome = try await RemoteEngine(server).result(of: LaneRequest(samples: 3))
        #expect(outcome.error == nil)
        #expect(outcome.samples.count == 3)
    }

    @Test func `a server gives no distribution and says so`() async throws {
        let engine = RemoteEngine(Server(name: "box", url: "http://127.0.0.1:9/v1"), model: "m")
        await #expect(throws: EngineError.noDistribution(server: "box")) {
            _ = try await engine.next(LaneRequest().prompt, mode: .fast)
        }
        #expect(try engine.render(LaneRequest().prompt).text == "[user]\nHi\n\n[assistant]\n")
        #expect(engine.name == "box/m")
    }
}
