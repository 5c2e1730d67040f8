import Foundation
import TextLayout

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

extension Board {
    /// Asks for the text to find in the outputs.
    func askForText() -> [Request] {
        [
            .askAnew(
                Question(
                    title: "Find in all outputs; empty marks nothing",
                    note: "Enter on the same text goes to the next place",
                    text: sought?.text ?? "", isSelected: true
                ) { [.find($0)] })
        ]
    }

    /// Marks a text in all outputs, and goes to its next place in the focused lane, or to the first behind the last.
    mutating func find(_ text: String) -> [Request] {
        guard !text.isEmpty else {
            sought = nil
            return [.say("Nothing is marked any more.")]
        }
        var next = Sought(text: text)
        if sought?.text == text { next.place = sought?.place }
        let places = next.places(in: lane.output.text.text)
        let others = lanes.filter { $0.id != lane.id }.compactMap { other -> String? in
            let count = next.places(in: other.output.text.text).count
            return count > 0 ? "\(other.lane.name) \(count)" : nil
        }
        let elsewhere = others.isEmpty ? "" : " In other lanes: \(others.joined(separator: ", "))."
        guard !places.isEmpty else {
            sought = Sought(text: text)
            return [.say("“\(text)” isn't in this lane's output.\(elsewhere)")]
        }
        let last = next.place?.lane == lane.id ? next.place?.start ?? -1 : -1
        let index = places.firstIndex { $0.lowerBound > last } ?? 0
        next.place = Sought.Place(lane: lane.id, start: places[index].lowerBound)
        sought = next
        lanes[focusedLane].output.text.scroll(toOffset: places[index].lowerBound, height: textSize.rows)
        return [.focusLanes, .say("“\(text)”: \(index + 1) of \(places.count) in this lane.\(elsewhere)")]
    }
}
