import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Runtime

/// Calls that the starter model makes. It has no form of its own for them, so it is given Qwen's template, and the beginning
/// of a call.
struct ToolUseTests {
    private static let tool = Tool(
        name: "get_weather",
        definition:
            #"{"type":"function","function":{"name":"get_weather","description":"Weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}"#
    )

    private func lane(
        opening: String = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"", maxTokens: Int,
        stop: [String] = []
    ) throws -> LaneRequest {
        let template = try withFolder { folder in
            try #require(try SourceTemplates.unpack(into: folder)["Qwen-Qwen3-0.6B"])
        }
        var request = LaneRequest(
            "A", continuing: "",
            {
                $0.temperature = 0
                $0.maxTokens = maxTokens
                $0.stop = stop
            })
        let question = [
            Message(role: .system, content: "Be brief."),
            Message(role: .user, content: "What is the weather in Seoul?"),
        ]
        request.prompt = CompiledPrompt(
            technique: .zeroShot, body: .chat(messages: question, opening: opening),
            chat: ChatOptions(template: template, tools: [Self.tool]))
        return request
    }

    @Test func `a call that the model completes is read, in fast and in strict mode`() async throws {
        let engine = try await StarterModel.engine()
        for mode in [RunMode.fast, .strict] {
            let request = RunRequest(lanes: [try lane(maxTokens: 60)], mode: mode)
            let result = try #require(await engine.start(request).summary().lanes.first)
            let sample = try #require(result.samples.first)
            #expect(sample.calls.map(\.name) == ["get_weather"], "\(sample.text)")
            #expect(sample.calls.first?.object?["city"] == .text("Seoul"))
            #expect(sample.answer == "get_weather {\"city\":\"Seoul\"}")
            #expect(sample.text.contains("</tool_call>"))
        }
    }

    @Test func `a call that the limit of tokens cuts is none, and the lane says so`() async throws {
        let engine = try await StarterModel.engine()
        let summary = await engine.start(RunRequest(lanes: [try lane(maxTokens: 1)])).summary()
        let result = try #require(summary.lanes.first)
        #expect(result.samples.first?.calls == [] && result.samples.first?.stages[0].toolUse?.problem == .cut)
        #expect(result.notices.contains { $0.contains("ends in the middle of a call") }, "\(result.notices)")
    }

    @Test func `a stop string ends what is read`() async throws {
        let engine = try await StarterModel.engine()
        let request = RunRequest(lanes: [try lane(maxTokens: 60, stop: ["</tool"])])
        let result = try #require(await engine.start(request).summary().lanes.first)
        #expect(result.samples.first?.stages[0].finish == .stop)
        #expect(result.samples.first?.stages[0].toolUse?.problem == .cut)
    }

    @Test func `an answer in words has no calls`() async throws {
        let engine = try await StarterModel.engine()
        let summary = await engine.start(RunRequest(lanes: [try lane(opening: "", maxTokens: 8)])).summary()
        let result = try #require(summary.lanes.first)
        #expect(result.samples.first?.stages[0].toolUse == nil && result.notices == [])
    }
}
