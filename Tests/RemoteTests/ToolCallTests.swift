import Foundation
import JSONText
import Prompting
import Testing

@testable import Lanes
@testable import Remote

/// Tools that go to a server, and the calls that come back.
struct ToolCallTests {
    private static let tool = Tool(
        name: "get_weather",
        definition:
            #"{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"b":{"type":"number","maximum":1.50}}}}}"#
    )

    private func result(_ fault: String) async throws -> LaneResult {
        var lane = LaneRequest()
        lane.prompt.chat.tools = [Self.tool]
        return try await RemoteEngine(try Faults.server(fault)).result(of: lane)
    }

    @Test func `tools are sent as they are written`() async throws {
        _ = try await result("calls")
        let sent = try #require(try Faults.requests("calls").last).body["tools"] as? [[String: Any]]
        let function = try #require(sent?.first?["function"] as? [String: Any])
        #expect(sent?.count == 1 && sent?.first?["type"] as? String == "function")
        #expect(function["name"] as? String == "get_weather" && function["parameters"] is [String: Any])
    }

    @Test func `a prompt without tools sends none, and neither does a plain text, which is told`() async throws {
        _ = try await RemoteEngine(try Faults.server("ok")).result(of: LaneRequest())
        #expect(try #require(try Faults.requests("ok").last).body["tools"] == nil)
        var lane = LaneRequest()
        lane.prompt.body = .completion([Fragment("Q", isField: true)])
        lane.prompt.chat.tools = [Self.tool]
        let engine = RemoteEngine(try Faults.server("ok"))
        #expect(engine.notices(for: lane, mode: .fast).contains { $0.contains("no place for tools") })
        _ = try await engine.result(of: lane)
        #expect(try #require(try Faults.requests("ok").last { $0.body["prompt"] != nil }).body["tools"] == nil)
    }

    @Test func `streamed pieces become calls, with their order of keys and every digit`() async throws {
        let lane = try await result("calls")
        #expect(
            lane.samples[0].calls == [
                ToolCall(name: "get_weather", arguments: #"{"b": 1.50, "a": "서울"}"#, id: "call_1"),
                ToolCall(name: "stop", arguments: "{}", id: "call_2"),
            ])
        #expect(lane.error == nil && lane.notices.allSatisfy { !$0.contains("call") })
        #expect(lane.answer == "get_weather {\"a\":\"서울\",\"b\":1.5}\nstop {}")
        #expect(lane.samples[0].stages[0].finish == .end)
    }

    @Test func `pieces without numbers, and the older form, are put together`() async throws {
        let lane = try await result("unnumbered")
        #expect(lane.samples[0].calls.map(\.text) == ["a {\"x\":1}", "b {}"])
        let old = try await result("oldcall")
        #expect(old.samples[0].calls.map(\.text) == ["a {\"x\":1}"])
    }

    @Test func `an answer in one piece may have text beside the call`() async throws {
        let lane = try await result("wholecall")
        #expect(lane.samples[0].calls.map(\.arguments) == [#"{"z":2.0,"a":[1]}"#])
        #expect(lane.samples[0].text == "One moment." && lane.samples[0].shown.hasPrefix("One moment.\n\n→ a\n"))
    }

    @Test func `a call that is cut doesn't count, and the lane says so`() async throws {
        let lane = try await result("cutcall")
        #expect(lane.samples[0].calls.map(\.name) == ["a"])
        #expect(lane.samples[0].stages[0].toolUse?.problem == .cut)
        #expect(lane.notices.contains { $0.contains("ends in the middle of a call") }, "\(lane.notices)")
    }

    @Test func `arguments that aren't an object are no call, and the lane says so`() async throws {
        let lane = try await result("badcall")
        #expect(lane.samples[0].calls == [] && lane.samples[0].stages[0].toolUse?.problem == .malformed)
        #expect(lane.notices.contains { $0.contains("aren't a JSON object") }, "\(lane.notices)")
    }
}
