import CChat
import Lanes
import Models
import Prompting

/// What a model's chat template, or another one on trial, can do and makes of a conversation. The weights aren't loaded.
package struct TemplateReport: Sendable, Hashable, Encodable {
    /// What a template can do, as llama.cpp finds by rendering it with and without each.
    package struct Abilities: Sendable, Hashable, Encodable {
        /// True if it takes a system message; if not, that begins the first message.
        package var systemRole: Bool
        /// True if it lists the tools that the model may call.
        package var tools: Bool
        /// True if it writes the calls that the model made.
        package var toolCalls: Bool
        /// True if the model thinks before it answers.
        package var thinking: Bool
        /// True if `enable_thinking` changes what it writes.
        package var thinkingSwitch: Bool
        /// True if it reads how much the model is to reason.
        package var reasoningEffort: Bool
        /// True if it can write the reasoning of earlier answers.
        package var keepsThoughts: Bool
        /// True if it takes a content only as a list of parts.
        package var wantsParts: Bool
    }

    /// The template.
    package var text: String
    /// What it can do; nil if it can't be parsed.
    package var abilities: Abilities?
    /// Names of values that it reads besides those that every template is given, as a look through its text finds them.
    package var reads: [String] = []
    /// The text of ``conversation``; nil if it can't be rendered.
    package var sample: String?
    /// What is to be said about that text.
    package var notices: [String] = []
    /// Why it can't be parsed, or can't render ``conversation``: the second half of a sentence that begins with "The chat
    /// template", without its full stop. Nil if it can.
    package var problem: String?

    /// The conversation that is rendered.
    package static let conversation = [
        Message(role: .system, content: "Answer in one word."),
        Message(role: .user, content: "What is the capital of France?"),
        Message(role: .assistant, content: "Paris"),
        Message(role: .user, content: "And of Korea?"),
    ]

    /// The values that every template is given.
    private static let standard: Set = ["messages", "tools", "add_generation_prompt", "bos_token", "eos_token"]

    /// Looks at a model's own template, or at `template` if that isn't nil. Returns nil if there is neither.
    ///
    /// `seconds` since 1970 is the time that the template is told, `arguments` are values for it, each written as JSON.
    ///
    /// - Throws: ``ModelFileError`` if the model's file can't be read.
    package init?(
        of model: ModelDescription, template: String?, arguments: [String: String] = [:], seconds: Int64
    ) throws(ModelFileError) {
        guard let text = template ?? model.chatTemplate else { return nil }
        let tokens = try GGUFFile(path: model.path).controlTokens()
        let (bos, eos) = (model.bos.flatMap { tokens[$0] } ?? "", model.eos.flatMap { tokens[$0] } ?? "")
        let renderer = ChatRenderer(
            template: text, bos: bos, eos: eos, controlTexts: ControlTexts(Array(tokens.values)))
        self.text = text
        do throws(TemplateProblem) {
            let parsed = try ChatTemplate(text, bos: bos, eos: eos)
            reads = parsed.names.filter { !Self.standard.contains($0) }
            let texts = ["true", "false"].map { value in
                try? renderer.render(
                    [Message(role: .user, content: "Hi")], opening: "",
                    options: ChatOptions(arguments: ["enable_thinking": value]), seconds: seconds
                ).fragments
            }
            abilities = Abilities(parsed.abilities, thinkingSwitch: texts[0] != texts[1])
        } catch {
            problem = error.text(ofParsing: true)
            return
        }
        do throws(EngineError) {
            let rendered = try renderer.render(
                Self.conversation, opening: "", options: ChatOptions(arguments: arguments), seconds: seconds)
            (sample, notices) = (rendered.fragments.map(\.text).joined(), rendered.notices)
        } catch {
            if case .chatTemplate(let text) = error { problem = text } else { problem = "can't be rendered: \(error)" }
        }
    }
}

extension TemplateReport {
    /// A sentence about a model's own template: what it can do, or why it can't be parsed.
    package var sentence: String {
        abilities.map { "Its chat template \($0.words)." } ?? "Its chat template \(problem ?? "isn't known")."
    }
}

extension TemplateReport.Abilities {
    /// What the template can do: the second half of a sentence, without its full stop.
    fileprivate var words: String {
        let role = systemRole ? "has a system role" : "has no system role"
        let listed = tools ? "lists tools" + (toolCalls ? " and their calls" : "") : "lists no tools"
        let thoughts =
            thinking
            ? "lets the model think" + (thinkingSwitch ? ", which can be switched off" : "")
            : thinkingSwitch ? "can switch thinking off" : "knows of no thoughts"
        return "\(role), \(listed), and \(thoughts)"
    }

    fileprivate init(_ abilities: cchat_abilities, thinkingSwitch: Bool) {
        systemRole = abilities.has_system_role
        tools = abilities.lists_tools
        toolCalls = abilities.writes_tool_calls
        thinking = abilities.thinks
        self.thinkingSwitch = thinkingSwitch
        reasoningEffort = abilities.has_reasoning_effort
        keepsThoughts = abilities.keeps_thoughts
        wantsParts = abilities.wants_parts
    }
}
