import Foundation
import Lanes
import Prompting

/// An answer while it comes: its text up to a stop string, the reason of its end, and the server's counts.
struct RemoteAnswer {
    /// The largest text, in bytes; no model's context holds more.
    static let mostBytes = 16 << 20

    private var output: OutputSplitter
    private var calls = ToolCallPieces()
    private(set) var finish: Finish?
    private(set) var usage: ChatChunk.Report?
    /// The number of pieces of text that came; nearly always each is a token.
    private(set) var pieces = 0
    private(set) var isDone = false
    private var failure: RemoteFailure?

    /// Creates an empty answer. If `tags` is nil, thoughts aren't looked for in its text.
    init(stops: [String], tags: ThoughtTags?) {
        output = OutputSplitter(tags: tags, isOpen: false, stops: stops)
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

    var text: String { output.text }
    var thoughts: String { output.thoughts }
    /// The calls of tools; nil if there are none.
    var toolUse: ToolUse? { calls.use(content: text, isCut: finish != .end && finish != .stop) }
    /// True if a stop string came that the server let through. Nothing after it is wanted.
    var isStopped: Bool { output.isStopped }

    /// Reads an event's data. Returns the text that can be shown.
    mutating func take(_ data: String, without secret: String?) throws(RemoteFailure) -> Shown {
        guard data != "[DONE]" else {
            isDone = true
            return Shown()
        }
        guard !isStopped else { return Shown() }
        let bytes = Data(data.utf8)
        guard let chunk = try? JSONDecoder().decode(ChatChunk.self, from: bytes),
            chunk.choices != nil || chunk.usage != nil
        else {
            if let message = try? JSONDecoder().decode(ServerMessage.self, from: bytes), let text = message.text {
                throw RemoteFailure(reason: "broke off: \(RemoteFailure.quoted(text, without: secret))")
            }
            // Some servers send such comments to keep the connection open.
            if data.allSatisfy(\.isWhitespace) { return Shown() }
            throw RemoteFailure(
                reason:
                    "sent something that isn't part of the protocol: \(RemoteFailure.quoted(String(data.prefix(80)), without: secret))"
            )
        }
        usage = chunk.usage ?? usage
        guard let choice = chunk.choices?.first else { return Shown() }
        var shown = Shown()
        if !choice.thought.isEmpty { shown.add(output.think(Array(choice.thought.utf8))) }
        let callsMore = calls.take(data)
        if callsMore { pieces += 1 }
        let added = choice.added
        if !added.isEmpty {
            pieces += 1
            shown.add(output.append(Array(added.utf8)))
        }
        if !added.isEmpty || !choice.thought.isEmpty || callsMore {
            guard output.byteCount + calls.byteCount <= Self.mostBytes else {
                throw RemoteFailure(reason: "sent more than \(Self.mostBytes >> 20) MB of text")
            }
        }
        if isStopped {
            finish = .stop
        } else if let reason = choice.finishReason {
            shown.add(output.flush())
            finish = try Self.finish(reason, stop: choice.stopReason)
        }
        return shown
    }

    /// Returns the text that was held back because it begins a stop string, when the answer ends.
    mutating func flush() -> Shown {
        var shown = Shown()
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
