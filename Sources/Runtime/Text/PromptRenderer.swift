import Lanes
import Prompting
import Synchronization

/// Turns a compiled prompt into the text and the tokens that a model is sent.
struct PromptRenderer {
    /// A prompt as it is sent.
    struct Rendered {
        /// The text in stretches: those of the prompt's fields, and those that the layout or the template wrote.
        var fragments: [Fragment]
        var tokens: [Int32]
        var notices: [String]
        /// The images that are among the tokens.
        var images: [ImageTable.Entry] = []
        /// How to separate the output's thoughts from its answer; nil if thoughts aren't looked for.
        var thoughts: ThoughtFormat?
        /// How to read the calls of tools in the output; nil if none are looked for.
        var calls: CallFormat?

        /// The whole text.
        var text: String { fragments.map(\.text).joined() }
    }

    private let model: LlamaModel
    private let chat: ChatRenderer
    private let addsSpacePrefix: Bool
    /// The tokens of tags that were met before. Each rendering needs them, also at a keystroke.
    private let formats = KnownFormats()
    /// The images that the model reads; nil if it reads none.
    let images: ImageTable?

    /// True if the model carries a chat template.
    var hasChatTemplate: Bool { chat.hasTemplate }
    /// True if the model's template knows of thoughts.
    let thinks: Bool

    init(model: LlamaModel, images: ImageTable? = nil) {
        self.model = model
        self.images = images
        chat = ChatRenderer(model: model)
        thinks = chat.thinks()
        // llama.cpp's rule: only the SentencePiece tokeniser adds one, unless its metadata say otherwise.
        addsSpacePrefix =
            model.metadata("tokenizer.ggml.model") == "llama"
            && model.metadata("tokenizer.ggml.add_space_prefix") != "false"
    }

    /// Returns whether the template that a prompt is sent through knows of thoughts: the model's, or the one that is tried.
    func thinks(under prompt: CompiledPrompt) -> Bool {
        prompt.chat.template.map { chat.thinks($0) } ?? thinks
    }

    /// Returns the text of a prompt's first stage, and its tokens: BOS once if the model wants one, never EOS.
    ///
    /// `seconds` since 1970 is the time that a chat template reads.
    func render(_ prompt: CompiledPrompt, seconds: Int64) throws(EngineError) -> Rendered {
        var notices: [String] = []
        var fragments: [Fragment]
        var thoughts: ThoughtFormat?
        var calls: CallFormat?
        var sent: [ImageTable.Entry] = []
        var mark: Unicode.Scalar?
        switch prompt.body {
        case .completion(let own):
            fragments = own
            if !prompt.chat.tools.isEmpty {
                notices.append("The layout `completion` has no place for tools: the model isn't told of them.")
            }
        case .chat(let messages, let opening):
            sent = try entries(of: prompt.images, projector: prompt.chat.projector)
            let others = [opening, prompt.chat.tools.json] + prompt.chat.arguments.values
            let marked = sent.isEmpty ? nil : try Conversation.marking(messages, others)
            mark = marked?.mark
            var options = prompt.chat
            // A recorded text has names in place of images.
            if mark != nil { options.sent = nil }
            let rendered = try chat.render(
                marked?.messages ?? messages, opening: opening, options: options, seconds: seconds)
            (fragments, notices) = (rendered.fragments, rendered.notices)
            notices += Self.thinkingNotices(prompt, thinks(under: prompt))
            if let notice = prompt.toolsNotice { notices.append(notice) }
            thoughts = try format(rendered.tags, isOpen: rendered.opensThoughts)
            if let reader = rendered.callReader {
                calls = CallFormat(
                    reader: reader, begun: rendered.begun,
                    controls: try controls(of: reader.tokens).union(thoughts?.controls ?? []))
            }
        }
        let stretches = mark.map { fragments.split(at: $0) } ?? [fragments]
        guard stretches.count == sent.count + 1 else {
            throw .chatTemplate("leaves an image of the conversation out, or repeats one")
        }
        fragments = stretches[0]
        var literals: [String] = []
        var tokens = try self.tokens(of: stretches[0], isStart: true, &literals)
        for (image, stretch) in zip(sent, stretches.dropFirst()) {
            tokens += image.tokens + (try self.tokens(of: stretch, isStart: false, &literals))
            fragments += [Fragment("[\(image.file.summary)]", isField: false)] + stretch
        }
        if !literals.isEmpty {
            notices.append("These are sent as text, not as control tokens: \(literals.joined(separator: " "))")
        }
        // By hand, because the tokeniser's own way would add an EOS too if a model asks for one.
        if model.info.adds_bos, model.info.bos >= 0, tokens.first != model.info.bos {
            tokens.insert(model.info.bos, at: 0)
        }
        if model.info.bos >= 0, tokens.prefix(2) == [model.info.bos, model.info.bos] {
            notices.append("Two tokens that begin a text (BOS) come first; models know only one.")
        }
        guard !tokens.isEmpty else { throw .emptyPrompt }
        if let recorded = prompt.chat.sent, !sent.isEmpty, recorded != fragments.map(\.text).joined() {
            notices.append(
                "The model's template gives another text now than was recorded; with images the new one is sent.")
        }
        return Rendered(
            fragments: fragments, tokens: tokens, notices: notices, images: sent, thoughts: thoughts, calls: calls)
    }

    /// Returns notices about a prompt whose template knows of thoughts, or doesn't.
    private static func thinkingNotices(_ prompt: CompiledPrompt, _ knowsThoughts: Bool) -> [String] {
        guard knowsThoughts else {
            return prompt.chat.thinks == nil
                ? [] : ["The chat template knows of no thoughts: the setting thinking changes nothing in what is sent."]
        }
        let reasons = [.chainOfThought, .zeroShotChainOfThought].contains(prompt.technique)
        guard reasons, prompt.chat.thinks != false else { return [] }
        return [
            "The model thinks before it answers by itself, and the prompt asks it to reason in the answer too: compare with the setting thinking off, or with another technique."
        ]
    }

    /// Returns how to separate the thoughts from the answer in an output; nil if thoughts aren't looked for.
    func thoughts(of prompt: CompiledPrompt) throws(EngineError) -> ThoughtFormat? {
        guard case .chat(let messages, let opening) = prompt.body else { return nil }
        let rendered = try chat.render(messages, opening: opening, options: prompt.chat, seconds: 0)
        return try format(rendered.tags, isOpen: rendered.opensThoughts)
    }

    /// Returns images as histories have them, read by the projector at a path; nil is the model's usual one.
    private func entries(of files: [ImageFile], projector path: String?) throws(EngineError) -> [ImageTable.Entry] {
        guard !files.isEmpty else { return [] }
        guard let images else { throw .cannotReadImages(model: "The model") }
        let projector = try images.projector(named: path)
        var entries: [ImageTable.Entry] = []
        for file in files { entries.append(try images.entry(of: file, by: projector)) }
        return entries
    }

    /// Returns the tokens of a stretch of the text. Adds parts of fields that look like control tokens to `literals`.
    private func tokens(
        of fragments: [Fragment], isStart: Bool, _ literals: inout [String]
    ) throws(EngineError) -> [Int32] {
        let pieces = Piece.joined(
            fragments.flatMap { fragment in
                fragment.isField ? Piece.split(fragment.text, at: model.controlTexts) : [Piece(fragment.text)]
            })
        literals += pieces.filter(\.isLiteral).map(\.text)
        var tokens: [Int32] = []
        for (index, piece) in pieces.enumerated() where !piece.text.isEmpty {
            tokens +=
                isStart && index == 0
                ? try model.tokens(of: piece.text, addsSpecial: false, parsesSpecial: !piece.isLiteral)
                : try continuation(piece.text, parsesSpecial: !piece.isLiteral)
        }
        return tokens
    }

    /// Returns how to separate thoughts between these tags from an answer.
    private func format(_ tags: ThoughtTags, isOpen: Bool) throws(EngineError) -> ThoughtFormat {
        var format: ThoughtFormat
        if let known = formats[tags] {
            format = known
        } else {
            format = ThoughtFormat(
                tags: tags, isOpen: isOpen, controls: try controls(of: tags.all),
                closing: try continuation(tags.closing, parsesSpecial: true))
            formats[tags] = format
        }
        format.isOpen = isOpen
        return format
    }

    /// Returns the control tokens in some texts.
    private func controls(of texts: [String]) throws(EngineError) -> Set<Int32> {
        var controls: Set<Int32> = []
        for text in texts {
            let tokens = try model.tokens(of: text, addsSpecial: false, parsesSpecial: true)
            // The other tokens keep their own text.
            controls.formUnion(tokens.filter { model.bytes(of: $0).isEmpty })
        }
        return controls
    }

    /// Returns the tokens of a text that continues another: without BOS, EOS or a space that the tokeniser would add
    /// before it.
    func continuation(_ text: String, parsesSpecial: Bool = false) throws(EngineError) -> [Int32] {
        guard addsSpacePrefix else {
            return try model.tokens(of: text, addsSpecial: false, parsesSpecial: parsesSpecial)
        }
        let anchor = try model.tokens(of: "\n", addsSpecial: false, parsesSpecial: false)
        let anchored = try model.tokens(of: "\n" + text, addsSpecial: false, parsesSpecial: parsesSpecial)
        guard anchored.starts(with: anchor) else {
            return try model.tokens(of: text, addsSpecial: false, parsesSpecial: parsesSpecial)
        }
        return Array(anchored.dropFirst(anchor.count))
    }
}

/// A cache of the tokens of thoughts' tags.
private final class KnownFormats: Sendable {
    private let formats = Mutex<[ThoughtTags: ThoughtFormat]>([:])

    subscript(tags: ThoughtTags) -> ThoughtFormat? {
        get { formats.withLock { $0[tags] } }
        set {
            formats.withLock { formats in
                if formats.count >= 16 { formats = [:] }
                formats[tags] = newValue
            }
        }
    }
}
