import Foundation
import Lanes
import Prompting

/// The input of a chat template: messages, and values that it reads.
struct Conversation {
    var messages: [Message]
    /// The values by name, each written as JSON.
    var arguments: [String: String]
    /// True if the template takes a content only as a list of parts.
    var wantsParts: Bool
    /// The tools as a JSON list; nil if there are none.
    var tools: String?

    /// The conversation as a JSON object. It asks for the beginning of the answer, unless an argument says otherwise.
    var json: String {
        let turns = messages.map { message in
            let text = Self.quoted(message.text)
            let content = wantsParts ? #"[{"type":"text","text":\#(text)}]"# : text
            return #"{"role":"\#(message.role.rawValue)","content":\#(content)}"#
        }
        var values = [("messages", "[\(turns.joined(separator: ","))]")]
        if arguments["add_generation_prompt"] == nil { values.append(("add_generation_prompt", "true")) }
        if let tools { values.append(("tools", tools)) }
        let own: Set = tools == nil ? ["messages"] : ["messages", "tools"]
        values += arguments.sorted { $0.key < $1.key }.filter { !own.contains($0.key) }.map { ($0.key, $0.value) }
        return "{" + values.map { "\(Self.quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// Returns an object of values that are written as JSON, in the order of their names.
    static func object(of values: [String: String]) -> String {
        "{" + values.sorted { $0.key < $1.key }.map { "\(quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// Returns a conversation without a system message: its text is put before the first message, as llama.cpp does for
    /// templates without that role (`workaround::system_message_not_supported`, common/chat.cpp). A system message
    /// alone becomes the user's.
    static func mergingSystem(_ messages: [Message]) -> [Message] {
        guard let system = messages.first, system.role == .system else { return messages }
        guard messages.count > 1 else { return [Message(role: .user, content: system.content)] }
        var rest = Array(messages.dropFirst())
        rest[0].prepend(system.text + "\n")
        return rest
    }

    /// Returns messages of text alone, with a mark where an image stands. No text has the mark, nor one of `others`, so
    /// that it is found in what a template makes of them.
    static func marking(
        _ messages: [Message], _ others: [String]
    ) throws(EngineError) -> (messages: [Message], mark: Unicode.Scalar) {
        guard let mark = unusedMark(in: messages.map(\.text) + others) else {
            throw .chatTemplate("can't be rendered safely")
        }
        let marked = messages.map { message in
            let parts = message.content.map { part in
                switch part {
                case .text(let text): text
                case .image: String(Character(mark))
                }
            }
            return Message(role: message.role, content: parts.joined())
        }
        return (marked, mark)
    }

    /// Returns a private-use character that occurs in none of the texts, neither as itself nor as JSON's escape for it;
    /// nil if all occur.
    static func unusedMark(in texts: [String]) -> Unicode.Scalar? {
        let used = Set(texts.flatMap(\.unicodeScalars))
        return (0xE000...0xF8FF).lazy.compactMap { Unicode.Scalar($0 as Int) }.first { mark in
            !used.contains(mark) && !texts.contains { $0.contains(escape(of: mark)) }
        }
    }

    /// Returns a mark as JSON in ASCII writes it.
    static func escape(of mark: Unicode.Scalar) -> String { "\\u" + String(mark.value, radix: 16) }

    private static func quoted(_ text: String) -> String {
        // Text always encodes.
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
