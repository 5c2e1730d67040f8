import Foundation
import Lanes
import Prompting
import Sampling

/// A message between an engine's process and its parent: four bytes of length, one of kind, four with the question's
/// number, then the message itself.
struct EngineFrame: Sendable {
    enum Kind: UInt8, Sendable {
        /// A question or an answer, as JSON.
        case json = 1
        /// A piece of a lane's text.
        case text = 2
        /// The distribution of a token.
        case nextToken = 3
    }

    var kind: Kind
    var number: UInt32
    var payload: [UInt8]

    /// Writes messages. The logarithm of a probability of 0 is -infinity, for which JSON has no number.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    /// Reads messages.
    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }

    /// The longest message in bytes; longer ones are a mistake.
    static let most = 1 << 30

    /// The frame as bytes.
    var bytes: [UInt8] {
        var packer = Packer()
        packer.add(UInt32(payload.count + 5))
        packer.add(kind.rawValue)
        packer.add(number)
        return packer.bytes + payload
    }

    /// Creates a frame with a message as JSON.
    init(_ number: UInt32, _ message: some Encodable) throws {
        self.init(kind: .json, number: number, payload: [UInt8](try Self.encoder.encode(message)))
    }

    init(kind: Kind, number: UInt32, payload: [UInt8]) {
        self.kind = kind
        self.number = number
        self.payload = payload
    }
}

/// Splits a stream of bytes into frames.
struct FrameReader {
    private var bytes: [UInt8] = []
    private var start = 0

    /// Adds bytes that have come.
    mutating func append(_ more: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += more
    }

    /// Returns the next whole frame; nil if it isn't complete yet.
    ///
    /// - Throws: ``NoFrame`` if the bytes aren't a frame.
    mutating func next() throws(NoFrame) -> EngineFrame? {
        var unpacker = Unpacker(bytes, from: start)
        guard let length = unpacker.integer(UInt32.self) else { return nil }
        guard length >= 5, length <= EngineFrame.most else { throw NoFrame() }
        guard unpacker.left >= Int(length) else { return nil }
        guard let code = unpacker.integer(UInt8.self), let kind = EngineFrame.Kind(rawValue: code),
            let number = unpacker.integer(UInt32.self)
        else { throw NoFrame() }
        let end = start + 4 + Int(length)
        defer { start = end }
        return EngineFrame(kind: kind, number: number, payload: Array(bytes[start + 9..<end]))
    }

    /// Thrown for bytes that are no message.
    struct NoFrame: Error {}
}

extension EngineReply {
    /// Reads a reply; nil if it isn't one.
    init?(_ frame: EngineFrame) {
        var unpacker = Unpacker(frame.payload)
        switch frame.kind {
        case .json:
            guard let answer = try? EngineFrame.decoder.decode(EngineAnswer.self, from: Data(frame.payload)) else {
                return nil
            }
            self = .answer(answer)
        case .text:
            guard let event = RunEvent(unpackingText: &unpacker) else { return nil }
            self = .text(event)
        case .nextToken:
            guard let history = unpacker.list(of: 4, { $0.integer(Int32.self) }), let row = Row(unpacking: &unpacker)
            else { return nil }
            guard let hasMask = unpacker.integer(UInt8.self) else { return nil }
            let mask = hasMask == 1 ? TokenMask(unpacking: &unpacker) : nil
            self = .nextToken(NextToken(row: row, history: history, allowed: mask))
        }
    }

    /// Returns the frame of the reply to the question with this number; nil for replies that are never sent.
    func frame(_ number: UInt32) throws -> EngineFrame? {
        var packer = Packer()
        switch self {
        case .answer(let answer): return try EngineFrame(number, answer)
        case .text(let event):
            event.packText(into: &packer)
            return EngineFrame(kind: .text, number: number, payload: packer.bytes)
        case .nextToken(let next):
            packer.add(UInt32(next.history.count))
            for token in next.history { packer.add(token) }
            next.row.pack(into: &packer)
            packer.add(UInt8(next.allowed == nil ? 0 : 1))
            next.allowed?.pack(into: &packer)
            return EngineFrame(kind: .nextToken, number: number, payload: packer.bytes)
        case .lost: return nil
        }
    }
}

extension RunEvent {
    /// Writes ``text(lane:sample:stage:text:tokens:)`` or ``thoughts(lane:sample:stage:text:tokens:)``. Does nothing for other
    /// events.
    fileprivate func packText(into packer: inout Packer) {
        switch self {
        case .text(let lane, let sample, let stage, let text, let tokens):
            Self.pack([lane, sample, stage], text, tokens, isThought: false, into: &packer)
        case .thoughts(let lane, let sample, let stage, let text, let tokens):
            Self.pack([lane, sample, stage], text, tokens, isThought: true, into: &packer)
        default: break
        }
    }

    private static func pack(
        _ place: [Int], _ text: String, _ tokens: [DrawnToken], isThought: Bool, into packer: inout Packer
    ) {
        packer.add(UInt8(isThought ? 1 : 0))
        for number in place { packer.add(UInt32(number)) }
        packer.add(text)
        packer.add(UInt32(tokens.count))
        for token in tokens {
            packer.add(token.id)
            // A NaN stands for no number.
            packer.add(token.probability ?? .nan)
            packer.add(UInt32(token.end))
            packer.add(token.steering ?? .nan)
        }
    }

    fileprivate init?(unpackingText unpacker: inout Unpacker) {
        guard let isThought = unpacker.integer(UInt8.self), let lane = unpacker.integer(UInt32.self),
            let sample = unpacker.integer(UInt32.self),
            let stage = unpacker.integer(UInt32.self), let text = unpacker.text(),
            let tokens = unpacker.list(
                of: 20,
                { unpacker -> DrawnToken? in
                    guard let id = unpacker.integer(Int32.self), let probability = unpacker.float(),
                        let end = unpacker.integer(UInt32.self), let steering = unpacker.double()
                    else { return nil }
                    return DrawnToken(
                        id: id, probability: probability.isNaN ? nil : probability, end: Int(end),
                        steering: steering.isNaN ? nil : steering)
                })
        else { return nil }
        self =
            isThought == 1
            ? .thoughts(lane: Int(lane), sample: Int(sample), stage: Int(stage), text: text, tokens: tokens)
            : .text(lane: Int(lane), sample: Int(sample), stage: Int(stage), text: text, tokens: tokens)
    }
}
