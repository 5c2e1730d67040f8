import Lanes
import Prompting

/// Turns a compiled prompt into the text and the tokens that a model is sent.
struct PromptRenderer {
    /// A prompt as it is sent.
    struct Rendered {
        var text: String
        var tokens: [Int32]
        var notices: [String]
    }

    private let model: LlamaModel
    /// Whether llama.cpp can render the model's chat template.
    let hasChatTemplate: Bool
    /// What the model's own template says in a system message where a prompt has none.
    let defaultSystem: String?
    private let addsSpacePrefix: Bool

    init(model: LlamaModel) {
        self.model = model
        let template = model.chatTemplate ?? ""
        let probe = (try? model.rendered([(role: "user", content: "x")], template: template)) ?? ""
        hasChatTemplate = !template.isEmpty && probe.contains("x")
        defaultSystem = ChatTemplate.defaultSystem(in: template)
        // llama.cpp's rule: only the SentencePiece tokeniser adds one, unless its metadata say otherwise.
        addsSpacePrefix =
            model.metadata("tokenizer.ggml.model") == "llama"
            && model.metadata("tokenizer.ggml.add_space_prefix") != "false"
    }

    /// Returns the text of a prompt's first stage, and its tokens: BOS once if the model wants one, never EOS.
    func render(_ prompt: CompiledPrompt) throws(EngineError) -> Rendered {
        var notices: [String] = []
        let pieces: [Piece]
        switch prompt.body {
        case .completion(let fragments):
            pieces = fragments.flatMap { fragment in
                fragment.isField ? Piece.split(fragment.text, at: model.controlTexts) : [Piece(fragment.text)]
            }
        case .chat(let messages, let opening):
            guard model.chatTemplate != nil else { throw .noChatTemplate }
            var messages = messages
            if let defaultSystem, messages.first?.role != .system {
                messages.insert(Message(role: .system, content: defaultSystem), at: 0)
                notices.append("The model's own template adds a system message: \(defaultSystem)")
            }
            pieces = try chatPieces(messages) + Piece.split(opening, at: model.controlTexts)
        }
        let joined = Piece.joined(pieces)
        let literals = joined.filter(\.isLiteral).map(\.text)
        if !literals.isEmpty {
            notices.append("Sent as text, not as control tokens: \(literals.joined(separator: " "))")
        }
        var tokens: [Int32] = []
        for (index, piece) in joined.enumerated() where !piece.text.isEmpty {
            tokens +=
                index == 0
                ? try model.tokens(of: piece.text, addsSpecial: false, parsesSpecial: !piece.isLiteral)
                : try continuation(piece.text, parsesSpecial: !piece.isLiteral)
        }
        // By hand, because the tokeniser's own way would add an EOS too where a model asks for one.
        if model.info.adds_bos, model.info.bos >= 0, tokens.first != model.info.bos {
            tokens.insert(model.info.bos, at: 0)
        }
        guard !tokens.isEmpty else { throw .emptyPrompt }
        return Rendered(text: joined.map(\.text).joined(), tokens: tokens, notices: notices)
    }

    /// Returns tokens of a text that continues another: no BOS, no EOS, no space of the tokeniser's own before it.
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

    /// Renders turns with what looks like a control token in them marked, so that it can be told from the template's own.
    private func chatPieces(_ messages: [Message]) throws(EngineError) -> [Piece] {
        guard let mark = Piece.unusedMark(in: messages.map(\.content)) else { throw .unknownChatTemplate }
        var literals: [String] = []
        let turns = messages.map { message in
            let content = Piece.split(message.content, at: model.controlTexts).map { piece in
                guard piece.isLiteral else { return piece.text }
                literals.append(piece.text)
                return "\(mark)\(literals.count - 1)\(mark)"
            }
            return (role: message.role.rawValue, content: content.joined())
        }
        let rendered = try model.rendered(turns, template: model.chatTemplate ?? "")
        guard !literals.isEmpty else { return [Piece(rendered)] }
        return rendered.split(separator: Character(mark), omittingEmptySubsequences: false).enumerated().map {
            index, part in
            // Every second part is the number between two marks.
            guard index % 2 == 1, let number = Int(part), literals.indices.contains(number) else {
                return Piece(String(part))
            }
            return Piece(literals[number], isLiteral: true)
        }
    }
}

/// A stretch of text that is tokenised in one way.
struct Piece: Equatable {
    var text: String
    /// Whether it looks like a control token and must stay text.
    var isLiteral = false

    init(_ text: String, isLiteral: Bool = false) {
        self.text = text
        self.isLiteral = isLiteral
    }

    /// Cuts a field's text at what looks like control tokens.
    static func split(_ text: String, at controlTexts: ControlTexts) -> [Piece] {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            guard let length = controlTexts.length(at: index, of: bytes) else {
                index += 1
                continue
            }
            pieces.append(Piece(String(decoding: bytes[start..<index], as: UTF8.self)))
            pieces.append(Piece(String(decoding: bytes[index..<index + length], as: UTF8.self), isLiteral: true))
            index += length
            start = index
        }
        pieces.append(Piece(String(decoding: bytes[start...], as: UTF8.self)))
        return pieces
    }

    /// Neighbours that are tokenised alike become one, so that a text is tokenised whole.
    static func joined(_ pieces: [Piece]) -> [Piece] {
        pieces.reduce(into: []) { result, piece in
            if let last = result.last, !last.isLiteral, !piece.isLiteral {
                result[result.count - 1].text += piece.text
            } else if !piece.text.isEmpty {
                result.append(piece)
            }
        }
    }

    /// Returns a private-use character that stands in none of the texts.
    static func unusedMark(in texts: [String]) -> Unicode.Scalar? {
        let used = Set(texts.flatMap(\.unicodeScalars))
        return (0xE000...0xF8FF).lazy.compactMap { Unicode.Scalar($0 as Int) }.first { !used.contains($0) }
    }
}
