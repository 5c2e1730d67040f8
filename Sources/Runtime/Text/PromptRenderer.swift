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

    /// True if the model carries a chat template.
    var hasChatTemplate: Bool { chat.hasTemplate }
    /// True if the template knows of thoughts.
    let thinks: Bool

    init(model: LlamaModel) {
        self.model = model
        chat = ChatRenderer(model: model)
        thinks = chat.thinks
        // llama.cpp's rule: only the SentencePiece tokeniser adds one, unless its metadata say otherwise.
        addsSpacePrefix =
            model.metadata("tokenizer.ggml.model") == "llama"
            && model.metadata("tokenizer.ggml.add_space_prefix") != "false"
    }

    /// Returns the text of a prompt's first stage, and its tokens: BOS once if the model wants one, never EOS.
    ///
    /// `seconds` since 1970 is the time that a chat template reads.
    func render(_ prompt: CompiledPrompt, seconds: Int64) throws(EngineError) -> Rendered {
        var notices: [String] = []
        let fragments: [Fragment]
        var thoughts: ThoughtFormat?
        var calls: CallFormat?
        switch prompt.body {
        case .completion(let own):
            fragments = own
            if !prompt.chat.tools.isEmpty {
                notices.append("The layout `completion` has no place for tools: the model isn't told of them.")
            }
        case .chat(let messages, let opening):
            guard messages.allSatisfy({ $0.images.isEmpty }) else { throw .cannotReadImages(model: "The model") }
            let rendered = try chat.render(messages, opening: opening, options: prompt.chat, seconds: seconds)
            (fragments, notices) = (rendered.fragments, rendered.notices)
            if thinks, prompt.chat.thinks != false,
                [.chainOfThought, .zeroShotChainOfThought].contains(prompt.technique)
            {
                notices.append(
                    "The model thinks before it answers by itself, and the prompt asks it to reason in the answer too: compare with the setting thinking off, or with another technique."
                )
            }
            thoughts = try format(rendered.tags, isOpen: rendered.opensThoughts)
            if let reader = rendered.callReader {
                calls = CallFormat(
                    reader: reader, begun: rendered.begun,
                    controls: try controls(of: reader.tokens).union(thoughts?.controls ?? []))
            }
        }
        let pieces = Piece.joined(
            fragments.flatMap { fragment in
                fragment.isField ? Piece.split(fragment.text, at: model.controlTexts) : [Piece(fragment.text)]
            })
        let literals = pieces.filter(\.isLiteral).map(\.text)
        if !literals.isEmpty {
            notices.append("These are sent as text, not as control tokens: \(literals.joined(separator: " "))")
        }
        var tokens: [Int32] = []
        for (index, piece) in pieces.enumerated() where !piece.text.isEmpty {
            tokens +=
                index == 0
                ? try model.tokens(of: piece.text, addsSpecial: false, parsesSpecial: !piece.isLiteral)
                : try continuation(piece.text, parsesSpecial: !piece.isLiteral)
        }
        // By hand, because the tokeniser's own way would add an EOS too if a model asks for one.
        if model.info.adds_bos, model.info.bos >= 0, tokens.first != model.info.bos {
            tokens.insert(model.info.bos, at: 0)
        }
        if model.info.bos >= 0, tokens.prefix(2) == [model.info.bos, model.info.bos] {
            notices.append("Two tokens that begin a text (BOS) come first; models know only one.")
        }
        guard !tokens.isEmpty else { throw .emptyPrompt }
        return Rendered(fragments: fragments, tokens: tokens, notices: notices, thoughts: thoughts, calls: calls)
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
