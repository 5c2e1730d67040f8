import Foundation
import Lanes
import Prompting
import Remedies

/// An answer while it comes: its text up to a stop string, the reason of its end, and the server's counts.
struct RemoteAnswer {
    /// The largest text with thoughts and calls, in bytes; no model answers with more.
    static let mostBytes = 4 << 20
    /// The largest number of events of an answer of few tokens. Most servers send one for each token.
    static let fewestEvents = 100_000

    private var output: OutputSplitter
    private let tags: ThoughtTags?
    private var calls = ToolCallPieces()
    private var textMask: KeyMask
    private var thoughtMask: KeyMask
    /// The largest number of events that it may have.
    let mostEvents: Int
    private var events = 0
    private(set) var finish: Finish?
    private(set) var usage: ChatChunk.Report?
    /// The number of pieces of text that came; nearly always each is a token.
    private(set) var pieces = 0
    private(set) var isDone = false

    /// Creates an empty answer.
    ///
    /// - Parameters:
    ///   - stops: The stop strings, which are also looked for here.
    ///   - tags: The tags of thoughts; nil if they aren't looked for in the text.
    ///   - tokens: The largest number of tokens that was asked for.
    ///   - secret: The key that is hidden.
    init(stops: [String], tags: ThoughtTags?, tokens: Int = 0, secret: String? = nil) {
        output = OutputSplitter(tags: tags, isOpen: false, stops: stops)
        self.tags = tags
        textMask = KeyMask(secret)
        thoughtMask = textMask
        // Some servers send a piece for each letter.
        mostEvents = max(Self.fewestEvents, 16 * min(tokens, 10_000_000))
    }

    /// The parts of an answer that can be shown.
    struct Shown: Equatable {
        var thoughts = ""
        var text = ""

        fileprivate mutating func add(_ piece: OutputSplitter.Piece) {
            thoughts += piece.thoughts.text
            text += piece.text.text
        }
    }

    var text: String { parts?.answer ?? output.text }
    var thoughts: String { parts?.thoughts ?? output.thoughts }
    /// The parts of a text whose thoughts the server's template began, so that only their end is in it; else nil. Nobody can
    /// know it before the end of the thoughts, so that they are shown as text until then.
    private var parts: (thoughts: String, answer: String)? {
        output.thoughts.isEmpty ? tags?.partsBehindOpenThoughts(of: output.text) : nil
    }
    /// The calls of tools; nil if there are none.
    var toolUse: ToolUse? {
        calls.use(content: text, isCut: finish != .end && finish != .stop, hiding: textMask)
    }
    /// True if a part of it came, so that asking again would give another answer.
    var hasBegun: Bool { pieces > 0 || output.byteCount > 0 }
    /// True if a stop string came that the server let through. Nothing after it is wanted.
    var isStopped: Bool { output.isStopped }

    /// Reads an event's data. Returns the text that can be shown.
    mutating func take(_ data: String) throws(RemoteFailure) -> Shown {
        guard data != "[DONE]" else {
            isDone = true
            return Shown()
        }
        guard !isStopped else { return Shown() }
        events += 1
        guard events <= mostEvents else {
            throw RemoteFailure(reason: "was cut off: it sent more than \(mostEvents) events")
        }
        guard let chunk = try chunk(data) else { return Shown() }
        usage = chunk.usage ?? usage
        guard let choice = chunk.choices?.first else { return Shown() }
        var shown = Shown()
        if !choice.thought.isEmpty { shown.add(output.think(thoughtMask.append(choice.thought.utf8))) }
        let callsMore = calls.take(data)
        if callsMore { pieces += 1 }
        let added = choice.added
        if !added.isEmpty {
            pieces += 1
            shown.add(output.append(textMask.append(added.utf8)))
        }
        if !added.isEmpty || !choice.thought.isEmpty || callsMore {
            guard output.byteCount + calls.byteCount <= Self.mostBytes else {
                throw RemoteFailure(reason: "was cut off: it sent more than \(Self.mostBytes >> 20) MB of text")
            }
            guard calls.count <= ToolCallPieces.most else {
                throw RemoteFailure(reason: "was cut off: it called more than \(ToolCallPieces.most) tools")
            }
        }
        if isStopped {
            finish = .stop
        } else if let reason = choice.finishReason {
            let end = flush()
            shown.thoughts += end.thoughts
            shown.text += end.text
            finish = try Self.finish(reason, stop: choice.stopReason)
        }
        return shown
    }

    /// Returns the piece that an event has; nil for an event without data. Throws if it has an error or something else.
    private func chunk(_ data: String) throws(RemoteFailure) -> ChatChunk? {
        let bytes = Data(data.utf8)
        if let chunk = try? JSONDecoder().decode(ChatChunk.self, from: bytes),
            chunk.choices != nil || chunk.usage != nil
        {
            return chunk
        }
        if let message = try? JSONDecoder().decode(ServerMessage.self, from: bytes), let text = message.text {
            throw RemoteFailure(reason: "broke off: \(textMask.masked(text).quoted)")
        }
        // Some servers send such comments to keep the connection open.
        if data.allSatisfy(\.isWhitespace) { return nil }
        throw RemoteFailure(
            reason: "sent something that isn't part of the protocol: \(textMask.masked(data).quoted(within: 80))")
    }

    /// Returns the text that was held back because it begins a stop string or the key, when the answer ends.
    mutating func flush() -> Shown {
        var shown = Shown()
        let thoughts = thoughtMask.flush()
        if !thoughts.isEmpty { shown.add(output.think(thoughts)) }
        guard !isStopped else { return shown }
        shown.add(output.append(textMask.flush()))
        if !isStopped { shown.add(output.flush()) }
        return shown
    }

    /// Returns why the answer ended. Servers say `stop` both for the model's own end and for a stop string that they
    /// removed.
    private static func finish(_ reason: String, stop: String?) throws(RemoteFailure) -> Finish {
        switch reason {
        case "stop": stop == nil ? .end : .stop
        case "length": .length
        case "content_filter": throw RemoteFailure(reason: "cut the answer off with its content filter")
        default: .end
        }
    }
}
