import Lanes
import Prompting
import Synchronization

/// Renders conversations through a model's chat template, or through another one that is being tried.
///
/// Text of a message never becomes a control token, even if it looks like the template's own markup. The template
/// engine marks the text that comes from a message. A filter that rebuilds a text (`tojson`) loses the mark, which is
/// noticed by counting.
struct ChatRenderer: Sendable {
    private let controlTexts: ControlTexts
    private let bos: String
    private let eos: String
    /// True if the model wants BOS before each text.
    private let wantsBOS: Bool
    private let own: String?
    /// The template for prompts with tools; nil if the model has only one.
    private let ownForTools: String?
    private let parsed = ParsedTemplates()

    /// True if the model has a template.
    var hasTemplate: Bool { own != nil }

    /// Returns whether the model's template, or `tried` in its place, has tags for thoughts, or writes something else where
    /// the model isn't to think.
    func thinks(_ tried: String? = nil) -> Bool {
        guard let source = tried ?? own, let template = try? parsed.template(source, bos: bos, eos: eos) else {
            return false
        }
        if template.abilities.thinks { return true }
        return parsed.thinking(of: source) {
            let texts = [true, false].map { thinks in
                try? render(
                    [Message(role: .user, content: "Hi")], opening: "",
                    options: ChatOptions(template: tried, thinks: thinks), seconds: 0
                ).fragments
            }
            return texts[0] != texts[1]
        }
    }

    init(model: LlamaModel) {
        controlTexts = model.controlTexts
        func text(_ token: Int32) -> String {
            token < 0 ? "" : String(decoding: model.bytes(of: token, showsSpecial: true), as: UTF8.self)
        }
        bos = text(model.info.bos)
        eos = text(model.info.eos)
        wantsBOS = model.info.adds_bos
        own = model.chatTemplate.flatMap { $0.isEmpty ? nil : $0 }
        ownForTools = model.metadata("tokenizer.chat_template.tool_use").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Creates a renderer of a model that isn't loaded; `bos` and `eos` are the texts of its tokens.
    init(template: String?, bos: String, eos: String, controlTexts: ControlTexts) {
        (own, self.bos, self.eos, self.controlTexts) = (template, bos, eos, controlTexts)
        ownForTools = nil
        wantsBOS = false
    }

    /// A conversation as it is sent.
    struct Rendered {
        /// The text in stretches of the messages and of the template.
        var fragments: [Fragment]
        /// Notices about the rendering, as sentences.
        var notices: [String] = []
        /// The texts around the model's thoughts.
        var tags: ThoughtTags
        /// True if the text leaves thoughts open.
        var opensThoughts: Bool
        /// Reads the calls of tools in the output; nil if the prompt has no tools, or the template doesn't list them.
        var callReader: CallReader?
        /// The beginning of the answer that ``callReader`` has to be told: all behind what the template wrote.
        var begun = ""
    }

    /// Renders a conversation, up to and with what the answer begins with.
    ///
    /// - Throws: ``EngineError/noChatTemplate``, or ``EngineError/chatTemplate(_:)`` with the template's own sentence
    ///   if it refuses the conversation.
    func render(
        _ messages: [Message], opening: String, options: ChatOptions, seconds: Int64
    ) throws(EngineError) -> Rendered {
        let own = options.tools.isEmpty ? own : ownForTools ?? own
        guard let source = options.template ?? own else { throw .noChatTemplate }
        if let sent = options.sent {
            var fresh = options
            fresh.sent = nil
            let anew = try? render(messages, opening: opening, options: fresh, seconds: seconds)
            if let anew, anew.fragments.map(\.text).joined() == sent { return anew }
            let tags = anew?.tags ?? .usual
            return Rendered(
                fragments: Self.fragments(of: sent, with: messages.map(\.text) + [opening]),
                notices: [
                    "The recorded text is sent again, although the model's template would now give a different one."
                ],
                tags: tags, opensThoughts: tags.areOpen(in: sent), callReader: anew?.callReader,
                begun: anew?.begun ?? "")
        }
        let template: ChatTemplate
        do throws(TemplateProblem) {
            template = try parsed.template(source, bos: bos, eos: eos)
        } catch {
            throw .chatTemplate(error.text(ofParsing: true))
        }
        var notices: [String] = []
        var messages = messages
        if !template.abilities.has_system_role, messages.first?.role == .system {
            messages = Conversation.mergingSystem(messages)
            notices.append(
                "The model's chat template has no system role: the instruction begins the first message instead.")
        }
        let parts = try unambiguousParts(messages, template, options, seconds)
        var plain = parts
        var callReader: CallReader?
        if !options.tools.isEmpty {
            var without = options
            without.tools = []
            plain = try unambiguousParts(messages, template, without, seconds)
            if plain.map(\.text) == parts.map(\.text) {
                notices.append(
                    "The model's chat template lists no tools: the model isn't told of them, and no calls are read.")
            } else {
                do throws(TemplateProblem) {
                    callReader = try parsed.callReader(
                        of: template, source: source, tools: options.tools.json, arguments: arguments(options))
                } catch {
                    notices.append("Calls in the output can't be read: \(error.reason).")
                }
            }
        }
        let whole = parts.map(\.text).joined()
        let said = messages.map(\.text).filter { !$0.isEmpty }
        if !parts.contains(where: \.isContent), !said.isEmpty, !said.contains(where: whole.contains) {
            notices.append(
                "The chat template writes none of the messages: the model is sent only the template's own text.")
        }
        if let added = addedText(plain) { notices.append("The model's own template adds: \(added)") }
        var fragments = parts.map { Fragment($0.text, isField: $0.isContent) }
        // llama.cpp too takes the template's BOS away where the model wants one, which the tokens then begin with.
        if wantsBOS, Self.leavesOne(bos, in: &fragments) {
            notices.append(
                "The chat template writes the token that begins a text (BOS) more than once: it is sent once.")
        }
        // Only the text that the template writes after the last message can open thoughts.
        let tail = parts.reversed().prefix { !$0.isContent }.reversed().map(\.text).joined()
        var isOpen = template.tags.areOpen(in: tail)
        let written = fragments.count
        if isOpen, options.thinks == false || !opening.isEmpty {
            fragments.append(Fragment(template.tags.closing, isField: false))
            isOpen = false
            if options.thinks != false {
                notices.append(
                    "The template opens thoughts, and the prompt's opening ends them: the model answers without thinking."
                )
            }
        }
        if !opening.isEmpty { fragments.append(Fragment(opening, isField: true)) }
        return Rendered(
            fragments: fragments, notices: notices, tags: template.tags, opensThoughts: isOpen,
            callReader: callReader, begun: fragments[written...].map(\.text).joined())
    }

    /// Leaves one BOS at the start of what a template wrote. Returns false if there is at most one anyway.
    private static func leavesOne(_ bos: String, in fragments: inout [Fragment]) -> Bool {
        let own = fragments.prefix { !$0.isField }
        let text = Array(own.map(\.text).joined().utf8)
        let (bos, twice) = (Array(bos.utf8), Array((bos + bos).utf8))
        var rest = text[...]
        while !bos.isEmpty, rest.starts(with: twice) { rest = rest.dropFirst(bos.count) }
        guard rest.count < text.count else { return false }
        fragments.replaceSubrange(
            ..<own.count, with: [Fragment(String(decoding: rest, as: UTF8.self), isField: false)])
        return true
    }

    /// Returns the values that the template reads, with the names that templates have for thinking.
    private func arguments(_ options: ChatOptions) -> [String: String] {
        var arguments = options.arguments
        if let thinks = options.thinks {
            for name in ["enable_thinking", "thinking"] where arguments[name] == nil {
                arguments[name] = "\(thinks)"
            }
        }
        return arguments
    }

    /// Renders messages so that text in them that looks like a control token is distinguishable from the template's
    /// own.
    private func unambiguousParts(
        _ messages: [Message], _ template: ChatTemplate, _ options: ChatOptions, _ seconds: Int64
    ) throws(EngineError) -> [ChatTemplate.Part] {
        let tools = options.tools.isEmpty ? nil : options.tools.json
        func render(_ messages: [Message], _ tools: String?) throws(EngineError) -> [ChatTemplate.Part] {
            let conversation = Conversation(
                messages: messages, arguments: arguments(options), wantsParts: template.abilities.wants_parts,
                tools: tools)
            do throws(TemplateProblem) {
                return try template.render(conversation.json, seconds: seconds)
            } catch {
                throw .chatTemplate(error.text(ofParsing: false))
            }
        }
        let parts = try render(messages, tools)
        let texts = messages.map(\.text) + (tools.map { [$0] } ?? [])
        let given = count(texts)
        guard !given.isEmpty, given != count(parts.filter(\.isContent).map(\.text)) else { return parts }
        // Renders once more, with a mark inside each such text that no filter removes.
        guard let mark = Conversation.unusedMark(in: texts) else { throw .chatTemplate("can't be rendered safely") }
        let marked = try render(
            messages.map { Message(role: $0.role, content: broken($0.text, by: mark)) },
            tools.map { broken($0, by: mark) })
        let rejoined = marked.flatMap { self.parts(of: $0, brokenBy: mark) }
        if rejoined.map(\.text).joined() == parts.map(\.text).joined() { return rejoined }
        // A template that looks for such texts in a message now gives a different text. This is safe if the template
        // itself writes no more of them than before.
        let written = count(parts.filter { !$0.isContent }.map(\.text))
        let own = count(marked.filter { !$0.isContent }.map(\.text))
        for (text, number) in written where given[text] != nil && number > own[text, default: 0] {
            throw .chatTemplate(
                "rewrites `\(text)` in a field so that it looks like the template's own text; take it out of the field")
        }
        return parts
    }

    /// Returns the number of times that each control token's text occurs in some texts.
    private func count(_ texts: [String]) -> [String: Int] {
        texts.reduce(into: [:]) { result, text in
            for piece in Piece.split(text, at: controlTexts) where piece.isLiteral {
                result[piece.text, default: 0] += 1
            }
        }
    }

    /// Returns a text with a mark after the first character of each part that looks like a control token.
    private func broken(_ text: String, by mark: Unicode.Scalar) -> String {
        Piece.split(text, at: controlTexts).map { piece in
            guard piece.isLiteral else { return piece.text }
            var scalars = piece.text.unicodeScalars
            scalars.insert(mark, at: scalars.index(after: scalars.startIndex))
            return String(scalars)
        }.joined()
    }

    /// Returns a stretch without its marks, cut so that each control token's text with a mark counts as a message's.
    private func parts(of part: ChatTemplate.Part, brokenBy mark: Unicode.Scalar) -> [ChatTemplate.Part] {
        var result: [ChatTemplate.Part] = []
        func add(_ scalars: some Sequence<Unicode.Scalar>, isContent: Bool) {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            if !text.isEmpty { result.append(ChatTemplate.Part(text: String(text), isContent: isContent)) }
        }
        // A filter may have written it in ASCII.
        var rest = part.text.replacing(Conversation.escape(of: mark), with: String(mark)).unicodeScalars[...]
        while let found = rest.firstIndex(of: mark) {
            guard found > rest.startIndex else {
                rest = rest.dropFirst()
                continue
            }
            let first = rest.index(before: found)
            add(rest[..<first], isContent: part.isContent)
            let after = rest[rest.index(after: found)...]
            let whole = String(rest[first..<found]) + String(after)
            let length = controlTexts.length(at: 0, of: Array(whole.utf8)) ?? 0
            let literal = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
            add(
                length == 0 ? String(rest[first..<found]).unicodeScalars : literal.unicodeScalars,
                isContent: length > 0 || part.isContent)
            rest = length == 0 ? after : after.dropFirst(literal.unicodeScalars.count - 1)
        }
        add(rest, isContent: part.isContent)
        return result
    }

    /// Returns the text besides markup that a template writes before the first message; nil if it is at most a few
    /// words.
    private func addedText(_ parts: [ChatTemplate.Part]) -> String? {
        let before = parts.prefix { !$0.isContent }.map(\.text).joined()
        let sentences = Piece.split(before, at: controlTexts).filter { !$0.isLiteral }.compactMap { piece -> String? in
            var lines = piece.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }.filter
            { !$0.isEmpty }
            if let first = lines.first, !first.contains(" ") { lines.removeFirst() }
            let text = lines.joined(separator: " ")
            return text.split(separator: " ").count > 2 ? text : nil
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// Splits a text that was sent into the given contents and the rest. The contents are looked for in their order,
    /// and those that don't occur are skipped.
    private static func fragments(of sent: String, with contents: [String]) -> [Fragment] {
        var fragments: [Fragment] = []
        var rest = sent[...]
        for content in contents where !content.isEmpty {
            guard let range = rest.firstRange(of: content) else { continue }
            fragments.append(Fragment(String(rest[..<range.lowerBound]), isField: false))
            fragments.append(Fragment(content, isField: true))
            rest = rest[range.upperBound...]
        }
        return fragments + [Fragment(String(rest), isField: false)]
    }
}

/// A cache of parsed templates: the model's own, and those that are being tried. It also keeps what reads their calls.
private final class ParsedTemplates: Sendable {
    private let templates = Mutex<[String: Result<ChatTemplate, TemplateProblem>]>([:])
    private let readers = Mutex<[[String]: Result<CallReader, TemplateProblem>]>([:])
    private let thinking = Mutex<[String: Bool]>([:])
    /// The most templates that are kept. Someone who edits a template leaves one behind with each change.
    private static let most = 16

    func template(_ source: String, bos: String, eos: String) throws(TemplateProblem) -> ChatTemplate {
        if let known = templates.withLock({ $0[source] }) { return try known.get() }
        let result = Result { () throws(TemplateProblem) in try ChatTemplate(source, bos: bos, eos: eos) }
        templates.withLock { templates in
            if templates.count >= Self.most { templates = [:] }
            templates[source] = result
        }
        return try result.get()
    }

    /// Returns whether a template knows of thoughts, found by `find` the first time.
    func thinking(of source: String, _ find: () -> Bool) -> Bool {
        if let known = thinking.withLock({ $0[source] }) { return known }
        let found = find()
        thinking.withLock { thinking in
            if thinking.count >= Self.most { thinking = [:] }
            thinking[source] = found
        }
        return found
    }

    /// Returns what reads the calls of tools, a JSON list, in outputs of a model with this template.
    func callReader(
        of template: ChatTemplate, source: String, tools: String, arguments: [String: String]
    ) throws(TemplateProblem) -> CallReader {
        let values = Conversation.object(of: arguments)
        let key = [source, tools, values]
        if let known = readers.withLock({ $0[key] }) { return try known.get() }
        let result = Result { () throws(TemplateProblem) in
            try CallReader(template: template, tools: tools, arguments: values)
        }
        readers.withLock { readers in
            if readers.count >= Self.most { readers = [:] }
            readers[key] = result
        }
        return try result.get()
    }
}

extension TemplateProblem {
    /// Returns the second half of a sentence that begins with "The chat template".
    func text(ofParsing isParsing: Bool) -> String {
        if isRaised { return "refuses this conversation: “\(reason)”" }
        let place = line.map { "line \($0)" + (column.map { ", column \($0)" } ?? "") }
        guard let place else { return isParsing ? "can't be read: \(reason)" : "can't be rendered: \(reason)" }
        return isParsing ? "has a mistake at \(place): \(reason)" : "can't be rendered, at \(place): \(reason)"
    }
}
