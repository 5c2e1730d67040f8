import Foundation

/// A text that is marked in all outputs.
struct Sought: Sendable, Hashable {
    var text: String
    /// The place that was gone to last; nil if there is none.
    var place: Place?

    /// A place in a lane's output, by its first UTF-8 byte.
    struct Place: Sendable, Hashable {
        var lane: LaneID
        var start: Int
    }

    /// Returns where it stands in a text, in UTF-8 bytes. Small and capital letters are the same.
    func places(in text: some StringProtocol) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var rest = text.startIndex
        while rest < text.endIndex,
            let found = text.range(of: self.text, options: .caseInsensitive, range: rest..<text.endIndex)
        {
            let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
            places.append(start..<start + text.utf8.distance(from: found.lowerBound, to: found.upperBound))
            rest = found.upperBound > rest ? found.upperBound : text.index(after: rest)
        }
        return places
    }

    /// Returns where it stands in a part of a text, in UTF-8 bytes of the whole, also where it begins before the part.
    func places(in text: String, seen: Range<Int>) -> [Range<Int>] {
        let margin = 4 * self.text.utf8.count
        let bytes = text.utf8
        // Both ends move outwards to the borders of characters.
        func isInside(_ offset: Int) -> Bool {
            offset > 0 && offset < bytes.count && bytes[bytes.index(bytes.startIndex, offsetBy: offset)] & 0xC0 == 0x80
        }
        var low = max(0, seen.lowerBound - margin)
        while isInside(low) { low -= 1 }
        var high = min(bytes.count, seen.upperBound + margin)
        while isInside(high) { high += 1 }
        let part = String(
            decoding: bytes[
                bytes.index(bytes.startIndex, offsetBy: low)..<bytes.index(bytes.startIndex, offsetBy: high)],
            as: UTF8.self)
        return places(in: part).map { $0.lowerBound + low..<$0.upperBound + low }.filter { $0.overlaps(seen) }
    }
}
