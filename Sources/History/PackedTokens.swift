import Foundation
import Lanes

/// Tokens as the database holds them. For each token: its id and the number of bytes since the one before, both as
/// LEB128, then its surprise in two bytes, the lower first. That makes five or six bytes a token. The bytes of thoughts are
/// counted by themselves, since their tokens' ends refer to the thoughts and not to the text.
///
/// The surprise is the negative natural logarithm of the probability in thousandths. So a probability is kept to a
/// thousandth of itself, down to 4e-29.
///
/// Of a token that mirostat or adaptive-P steered, the id has a bit above its 32, and eight bytes with the steering follow the surprise.
enum PackedTokens {
    /// The surprise of a token that was given, not drawn.
    private static let none = UInt16.max
    /// The bit beside the id of a token that was steered.
    private static let steered: UInt64 = 1 << 32
    /// The largest number of tokens of a stage; the setting `maxTokens` allows fewer.
    private static let most = 1 << 20

    private static func surprise(of probability: Float?) -> UInt16 {
        guard let probability, probability.isFinite else { return none }
        let thousandths = probability > 0 ? (-1000 * log(Double(probability))).rounded() : .infinity
        return UInt16(min(max(thousandths, 0), Double(none - 1)))
    }

    private static func probability(of surprise: UInt16) -> Float? {
        surprise == none ? nil : Float(exp(-Double(surprise) / 1000))
    }

    /// Packs tokens, of which the first are those of thoughts.
    static func packed(_ tokens: [DrawnToken], thoughts: Int = 0) -> Data {
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
        for (index, token) in tokens.enumerated() {
            if index == thoughts { end = 0 }
            let steering = token.steering.flatMap { $0.isFinite ? $0 : nil }
            append(UInt64(UInt32(bitPattern: token.id)) | (steering == nil ? 0 : steered))
            append(UInt64(max(0, token.end - end)))
            let surprise = surprise(of: token.probability)
            bytes.append(UInt8(surprise & 0xFF))
            bytes.append(UInt8(surprise >> 8))
            if let steering {
                for shift in stride(from: 0, to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: steering.bitPattern >> UInt64(shift)))
                }
            }
            end = max(end, token.end)
        }
        return Data(bytes)
    }

    /// Reads what ``packed(_:thoughts:)`` wrote; nil if the bytes are something else.
    static func unpacked(_ data: Data, thoughts: Int = 0) -> [DrawnToken]? {
        var tokens: [DrawnToken] = []
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
        func double() -> Double? {
            var pattern: UInt64 = 0
            for shift in stride(from: 0, to: 64, by: 8) {
                guard let byte = bytes.next() else { return nil }
                pattern |= UInt64(byte) << UInt64(shift)
            }
            return Double(bitPattern: pattern)
        }
        var end = 0
        while let first = bytes.next() {
            if tokens.count == thoughts { end = 0 }
            guard tokens.count < most, let head = number(from: first), let id = UInt32(exactly: head & ~steered),
                let next = bytes.next(),
                let length = number(from: next).flatMap({ Int(exactly: $0) }), let low = bytes.next(),
                let high = bytes.next()
            else { return nil }
            let (sum, overflow) = end.addingReportingOverflow(length)
            guard !overflow else { return nil }
            end = sum
            let probability = probability(of: UInt16(high) << 8 | UInt16(low))
            var token = DrawnToken(id: Int32(bitPattern: id), probability: probability, end: end)
            if head & steered != 0 {
                guard let steering = double() else { return nil }
                token.steering = steering.isFinite ? steering : nil
            }
            tokens.append(token)
        }
        return tokens
    }
}
