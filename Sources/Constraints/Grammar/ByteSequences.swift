/// A set of byte sequences: the UTF-8 forms of some characters, or one text.
struct ByteSequences: Hashable, Sendable {
    /// One sequence of byte ranges for each run of code points that have the same number of bytes and common first bytes.
    var sequences: [[ClosedRange<UInt8>]]

    /// The bytes of a text.
    init(text: [UInt8]) {
        sequences = [text.map { $0...$0 }]
    }

    /// The UTF-8 forms of the code points in `ranges`, or of all others if `isInverse`. Surrogates have none,
    /// and U+0000 is never among the others, as in llama.cpp.
    init(codePoints ranges: [ClosedRange<UInt32>], isInverse: Bool) {
        sequences = []
        for range in isInverse ? Self.complement(of: ranges) : ranges {
            for part in [UInt32(0)...0xD7FF, 0xE000...0x10FFFF] where part.overlaps(range) {
                add(range.clamped(to: part))
            }
        }
    }

    private static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var left: [ClosedRange<UInt32>] = []
        var next: UInt32 = 1
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { left.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound.addingReportingOverflow(1).partialValue)
            if next == 0 { return left }
        }
        if next <= 0x10FFFF { left.append(next...0x10FFFF) }
        return left
    }

    /// Adds a range of code points, cut where the number of bytes or a byte before the last ones changes.
    private mutating func add(_ range: ClosedRange<UInt32>) {
        for last: UInt32 in [0x7F, 0x7FF, 0xFFFF] where range.contains(last) && range.upperBound > last {
            add(range.lowerBound...last)
            return add(last + 1...range.upperBound)
        }
        if range.upperBound > 0x7F {
            for bits in [UInt32(6), 12, 18] {
                let mask = (UInt32(1) << bits) - 1
                guard range.lowerBound & ~mask != range.upperBound & ~mask else { continue }
                if range.lowerBound & mask != 0 {
                    let end = range.lowerBound | mask
                    add(range.lowerBound...end)
                    return add(end + 1...range.upperBound)
                }
                if range.upperBound & mask != mask {
                    let start = range.upperBound & ~mask
                    add(range.lowerBound...start - 1)
                    return add(start...range.upperBound)
                }
            }
        }
        let (low, high) = (Self.bytes(of: range.lowerBound), Self.bytes(of: range.upperBound))
        sequences.append(zip(low, high).map { $0...$1 })
    }

    private static func bytes(of codePoint: UInt32) -> [UInt8] {
        Unicode.Scalar(codePoint).map { Array(String($0).utf8) } ?? []
    }
}
