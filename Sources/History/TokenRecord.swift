import Foundation

/// A token that was drawn.
public struct TokenRecord: Sendable, Hashable {
    /// Its id.
    public var id: Int32
    /// Where its text ends in the stage's text, in UTF-8 bytes.
    public var end: Int
    /// The negative logarithm of its probability in thousandths; `none` where it wasn't drawn but given.
    private var surprise: UInt16

    private static let none = UInt16.max

    /// A token; its probability is kept to a thousandth of itself, down to 4e-29.
    public init(id: Int32, probability: Float?, end: Int) {
        self.id = id
        self.end = end
        guard let probability, probability.isFinite else {
            surprise = Self.none
            return
        }
        let thousandths = probability > 0 ? (-1000 * log(Double(probability))).rounded() : .infinity
        surprise = UInt16(min(max(thousandths, 0), Double(Self.none - 1)))
    }

    /// Its probability at temperature 1 before the funnel; nil where it wasn't drawn but given.
    public var probability: Float? { surprise == Self.none ? nil : Float(exp(-Double(surprise) / 1000)) }
}

extension TokenRecord: Codable {
    /// Reads `[id, end, probability]`.
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let id = try values.decode(Int32.self)
        let end = try values.decode(Int.self)
        let isGiven = try values.decodeNil()
        self.init(id: id, probability: isGiven ? nil : try values.decode(Float.self), end: end)
    }

    /// Writes `[id, end, probability]`, the probability null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(id)
        try values.encode(end)
        try values.encode(probability)
    }
}

/// Tokens as the database holds them: for each its id and the bytes since the one before, both as LEB128, then the surprise in
/// two bytes, the lower first; five or six bytes a token.
extension TokenRecord {
    static func packed(_ tokens: [TokenRecord]) -> Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tokens.count * 6)
        func append(_ number: UInt64) {
            var rest = number
            while rest > 0x7F {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        var end = 0
        for token in tokens {
            append(UInt64(UInt32(bitPattern: token.id)))
            append(UInt64(max(0, token.end - end)))
            bytes.append(UInt8(token.surprise & 0xFF))
            bytes.append(UInt8(token.surprise >> 8))
            end = max(end, token.end)
        }
        return Data(bytes)
    }

    /// Reads what ``packed(_:)`` wrote; nil where the bytes are something else.
    static func unpacked(_ data: Data) -> [TokenRecord]? {
        var tokens: [TokenRecord] = []
        var bytes = data.makeIterator()
        func number(from first: UInt8) -> UInt64? {
            var (value, shift, next) = (UInt64(first & 0x7F), UInt64(7), first)
            while next & 0x80 != 0 {
                guard shift < 64, let byte = bytes.next() else { return nil }
                next = byte
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
            }
            return value
        }
        var end = 0
        while let first = bytes.next() {
            guard let id = number(from: first).flatMap({ UInt32(exactly: $0) }), let next = bytes.next(),
                let length = number(from: next).flatMap({ Int(exactly: $0) }), let low = bytes.next(),
                let high = bytes.next()
            else { return nil }
            let (sum, overflow) = end.addingReportingOverflow(length)
            guard !overflow else { return nil }
            end = sum
            var token = TokenRecord(id: Int32(bitPattern: id), probability: nil, end: end)
            token.surprise = UInt16(high) << 8 | UInt16(low)
            tokens.append(token)
        }
        return tokens
    }
}
