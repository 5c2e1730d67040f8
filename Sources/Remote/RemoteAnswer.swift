import Foundation
import Lanes

/// An answer while it comes: its text up to a stop string, the reason of its end, and the server's counts.
struct RemoteAnswer {
    /// The largest text, in bytes; no model's context holds more.
    static let mostBytes = 16 << 20

    private var assembler: TextAssembler
    private(set) var finish: Finish?
    private(set) var usage: ChatChunk.Report?
    /// The number of pieces of text that came; nearly always each is a token.
    private(set) var pieces = 0
    /// The number of characters of thoughts, which aren't shown.
    private(set) var thoughtCharacters = 0
    private(set) var isDone = false
    private var failure: RemoteFailure?

    init(stops: [String]) {
        assembler = TextAssembler(stops: stops)
    }

    var text: String { assembler.text }
    /// True if a stop string came that the server let through. Nothing after it is wanted.
    var isStopped: Bool { assembler.isStopped }

    /// Takes an event's data. Returns the text that can be shown.
    mutating func take(_ data: String, without secret: String?) throws(RemoteFailure) -> String {
        guard data != "[DONE]" else {
            isDone = true
            return ""
        }
        guard !isStopped else { return "" }
        let bytes = Data(data.utf8)
        guard let chunk = try? JSONDecoder().decode(ChatChunk.self, from: bytes),
            chunk.choices != nil || chunk.usage != nil
        else {
            if let message = try? JSONDecoder().decode(ServerMessage.self, from: bytes), let text = message.text {
                throw RemoteFailure(reason: "broke off: \(RemoteFailure.quoted(text, without: secret))")
            }
            // Some servers send such comments to keep the connection open.
            if data.allSatisfy(\.isWhitespace) { return "" }
            throw RemoteFailure(
                reason:
                    "sent what isn't part of the protocol: \(RemoteFailure.quoted(String(data.prefix(80)), without: secret))"
            )
        }
        usage = chunk.usage ?? usage
        guard let choice = chunk.choices?.first else { return "" }
        var shown = ""
        thoughtCharacters += choice.thought.count
        let added = choice.added
        if !added.isEmpty {
            pieces += 1
            shown = assembler.append(Array(added.utf8)).text
            guard assembler.bytes.count <= Self.mostBytes else {
                throw RemoteFailure(reason: "sent more than \(Self.mostBytes >> 20) MB of text")
            }
        }
        if isStopped {
            finish = .stop
        } else if let reason = choice.finishReason {
            shown += assembler.flush().text
            finish = try Self.finish(reason, stop: choice.stopReason)
        }
        return shown
    }

    /// Returns the text that was held back because it begins a stop string, when the answer ends.
    mutating func flush() -> String { isStopped ? "" : assembler.flush().text }

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
