import Foundation
import Prompting
import Testing

/// What is written of a compiled prompt, by which outputs of an evaluation are known again.
struct ChatOptionsTests {
    private func json(_ prompt: CompiledPrompt) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(prompt), as: UTF8.self)
    }

    private let body = CompiledBody.chat(messages: [Message(role: .user, content: "Hi")], opening: "")

    @Test func `a prompt without options for a template is written as versions before them wrote it`() throws {
        let before =
            #"{"answerSentence":"The answer is","body":{"chat":{"messages":[{"content":"Hi","role":"user"}],"opening":""}},"layoutStops":[],"technique":"zero-shot"}"#
        let prompt = CompiledPrompt(technique: .zeroShot, body: body)
        #expect(try json(prompt) == before)
        #expect(try JSONDecoder().decode(CompiledPrompt.self, from: Data(before.utf8)) == prompt)
    }

    @Test func `options for a template are written and read`() throws {
        let options = ChatOptions(template: "{{ x }}", arguments: ["x": "1"], sent: "text", projector: "/m.gguf")
        let prompt = CompiledPrompt(technique: .zeroShot, body: body, chat: options)
        #expect(try JSONDecoder().decode(CompiledPrompt.self, from: Data(try json(prompt).utf8)) == prompt)
    }

    @Test func `the completion layout has no options for a template`() throws {
        var prompt = Prompt()
        prompt.input = "Hi"
        let options = ChatOptions(arguments: ["x": "1"])
        #expect(try prompt.compile(layout: .chat, hasChatTemplate: true, chat: options).chat == options)
        #expect(try prompt.compile(layout: .completion, hasChatTemplate: true, chat: options).chat == ChatOptions())
    }
}
