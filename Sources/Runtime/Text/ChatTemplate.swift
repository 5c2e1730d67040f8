import CChat
import Prompting

/// A chat template in Jinja, rendered by llama.cpp's own template engine (common/jinja).
///
/// Unchecked Sendable: the pointer is set once, never escapes, and is freed with the last reference. A parsed template
/// doesn't change, and each rendering has its own values ("The AST is shared between threads", common/jinja/runtime.h).
final class ChatTemplate: @unchecked Sendable {
    /// A stretch of a rendered text.
    struct Part: Equatable {
        var text: String
        /// True if it comes from a message's content, false if the template wrote it.
        var isContent: Bool
    }

    /// The abilities of a template, which llama.cpp finds by rendering it with and without each.
    let abilities: cchat_abilities
    /// The texts around the model's thoughts; the usual ones if the template has none.
    let tags: ThoughtTags
    /// Names that it reads and doesn't set before, in the order of its text; those of functions aren't among them.
    let names: [String]
    private let pointer: OpaquePointer

    /// Parses a template.
    ///
    /// `bos` and `eos` are the texts of the model's tokens, which templates write.
    ///
    /// - Throws: ``TemplateProblem`` if the text is not a template, or needs more steps or memory than any model's
    ///   template.
    init(_ source: String, bos: String, eos: String) throws(TemplateProblem) {
        var problem = cchat_problem()
        var source = source
        let parsed = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cchat_template_parse($0.baseAddress, $0.count, bos, eos, &problem)
            }
        }
        guard let parsed else { throw TemplateProblem(problem) }
        pointer = parsed
        abilities = cchat_template_abilities(parsed)
        tags = Self.tags(of: parsed, source: source)
        names = Array(
            sequence(state: 0) { index in
                defer { index += 1 }
                return cchat_template_name(parsed, index).map { String(cString: $0) }
            })
    }

    private static func tags(of parsed: OpaquePointer, source: String) -> ThoughtTags {
        if source.contains("<|channel|>") { return .harmony }
        let start = String(cString: cchat_template_thoughts_start(parsed))
        var all: [String] = []
        while let end = cchat_template_thoughts_end(parsed, all.count) { all.append(String(cString: end)) }
        // llama.cpp also lists texts that begin a tool call, for thoughts that aren't closed.
        let boundaries = all.filter { $0.contains("tool") || $0.contains("function") }
        var ends: [String] = []
        for end in all where !boundaries.contains(end) {
            let text = end.split(whereSeparator: \.isNewline).joined()
            if !ends.contains(text) { ends.append(text) }
        }
        guard !start.isEmpty, !ends.isEmpty else { return .plain }
        return ThoughtTags(starts: [start], ends: ends, boundaries: boundaries)
    }

    deinit {
        cchat_template_free(pointer)
    }

    /// Runs a closure with the parsed template.
    func withPointer<Value>(_ body: (OpaquePointer) -> Value) -> Value { body(pointer) }

    /// Returns the text of a conversation: a JSON object with `messages` and the other values that the template reads.
    ///
    /// `seconds` since 1970 is the time that the template's `strftime_now` gives.
    ///
    /// - Throws: ``TemplateProblem`` with the template's own sentence if it raises an exception.
    func render(_ conversation: String, seconds: Int64) throws(TemplateProblem) -> [Part] {
        var problem = cchat_problem()
        var conversation = conversation
        let text = conversation.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cchat_template_render(pointer, $0.baseAddress, $0.count, seconds, &problem)
            }
        }
        guard let text else { throw TemplateProblem(problem) }
        defer { cchat_text_free(text) }
        return (0..<cchat_text_count(text)).map { index in
            let part = cchat_text_part(text, index)
            let bytes = UnsafeRawBufferPointer(start: part.text, count: part.length)
            return Part(text: String(decoding: bytes, as: UTF8.self), isContent: part.is_content)
        }
    }
}

/// Why a chat template can't be parsed or rendered.
struct TemplateProblem: Error, Equatable {
    /// A clause that says what is wrong, without a full stop.
    var reason: String
    /// The line in the template, from 1 on; nil if it is unknown.
    var line: Int?
    /// The column in the template, from 1 on; nil if it is unknown.
    var column: Int?
    /// True if the template itself raised the error, by `raise_exception`.
    var isRaised: Bool

    init(reason: String, line: Int? = nil, column: Int? = nil, isRaised: Bool = false) {
        self.reason = reason
        self.line = line
        self.column = column
        self.isRaised = isRaised
    }

    init(_ problem: cchat_problem) {
        var text = problem.text
        reason = withUnsafeBytes(of: &text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        line = problem.line > 0 ? Int(problem.line) : nil
        column = problem.column > 0 ? Int(problem.column) : nil
        isRaised = problem.is_raised
    }
}
