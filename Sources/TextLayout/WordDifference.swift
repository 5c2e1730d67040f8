/// The words in which two texts differ.
///
/// A word is a run of letters and digits (Hangul too); each Han or kana character, punctuation mark, symbol and newline
/// is one, and so is each run of spaces. The common words are a longest common sequence, found with Myers' method (An
/// O(ND) Difference Algorithm and Its Variations, 1986). If the texts differ too much for that within the limits, only
/// their common start and end are compared.
package struct WordDifference: Sendable, Hashable {
    /// The parts that only the first text has, in UTF-8 bytes, in order. Neighbouring words are joined.
    package let inFirst: [Range<Int>]
    /// The parts that only the second text has.
    package let inSecond: [Range<Int>]

    /// True if the texts are the same, byte for byte.
    package var isEmpty: Bool { inFirst.isEmpty && inSecond.isEmpty }

    /// Compares two texts.
    ///
    /// - Parameters:
    ///   - first: The first text.
    ///   - second: The second text.
    ///   - mostEdits: The number of words that may be missing on both sides together. If it is more, everything between
    ///     the common start and the common end counts as different. Memory grows with its square: 1000 take some 4 MB.
    package init(_ first: String, _ second: String, mostEdits: Int = 1000) {
        var numbers: [ArraySlice<UInt8>: Int32] = [:]
        let left = Words(first, numbers: &numbers)
        let right = Words(second, numbers: &numbers)
        let (inLeft, inRight) = Self.differing(left.numbers, right.numbers, mostEdits: mostEdits)
        inFirst = left.ranges(where: inLeft)
        inSecond = right.ranges(where: inRight)
    }

    /// Returns for each element of two sequences whether it isn't a part of what they have in common.
    private static func differing(_ left: [Int32], _ right: [Int32], mostEdits: Int) -> ([Bool], [Bool]) {
        let shorter = min(left.count, right.count)
        var start = 0
        while start < shorter, left[start] == right[start] { start += 1 }
        var end = 0
        while end < shorter - start, left[left.count - 1 - end] == right[right.count - 1 - end] { end += 1 }

        let middle = (left[start..<left.count - end], right[start..<right.count - end])
        var inLeft = Array(repeating: false, count: left.count)
        var inRight = Array(repeating: false, count: right.count)
        for index in middle.0.indices { inLeft[index] = true }
        for index in middle.1.indices { inRight[index] = true }
        for (x, y) in MyersSearch(Array(middle.0), Array(middle.1)).common(mostEdits: mostEdits) ?? [] {
            inLeft[start + x] = false
            inRight[start + y] = false
        }
        return (inLeft, inRight)
    }
}

/// The words of a text, each as a number. Equal words have the same number.
private struct Words {
    private(set) var numbers: [Int32] = []
    /// The UTF-8 offset of each word's end.
    private var ends: [Int] = []

    /// Splits a text. Known words keep their numbers; new words get new ones.
    init(_ text: String, numbers known: inout [ArraySlice<UInt8>: Int32]) {
        let bytes = Array(text.utf8)
        var start = 0
        var end = 0
        var before: WordClass?
        func close(_ words: inout Words, _ known: inout [ArraySlice<UInt8>: Int32]) {
            if start == end { return }
            let next = Int32(known.count)
            words.numbers.append(known[bytes[start..<end], default: next])
            known[bytes[start..<end]] = words.numbers[words.numbers.count - 1]
            words.ends.append(end)
            start = end
        }
        for character in text {
            let kind = character.isNewline ? .other : WordClass(character)
            if kind != before || (kind != .word && kind != .space) { close(&self, &known) }
            end += character.utf8.count
            before = kind
        }
        close(&self, &known)
    }

    /// Returns the bytes of the marked words. Neighbouring words are joined.
    func ranges(where isMarked: [Bool]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for (index, end) in ends.enumerated() {
            if isMarked[index] {
                if let last = ranges.last, last.upperBound == start {
                    ranges[ranges.count - 1] = last.lowerBound..<end
                } else {
                    ranges.append(start..<end)
                }
            }
            start = end
        }
        return ranges
    }
}

/// Myers' greedy search for the shortest way from one sequence to another.
private struct MyersSearch {
    private let left: [Int32]
    private let right: [Int32]

    init(_ left: [Int32], _ right: [Int32]) {
        self.left = left
        self.right = right
    }

    /// The number of comparisons after which the search is given up: about a twentieth of a second.
    private static let mostComparisons = 20_000_000

    /// Returns the index pairs of a longest common sequence, from the last to the first; nil if that is too much work.
    func common(mostEdits: Int) -> [(Int, Int)]? {
        let limit = min(left.count + right.count, max(0, mostEdits))
        // The furthest x on each diagonal (x - y) from -edits to edits, for each number of edits.
        var furthest = Array(repeating: 0, count: 2 * limit + 3)
        var trace: [ArraySlice<Int>] = []
        var comparisons = 0
        for edits in 0...limit {
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let at = diagonal + limit + 1
                let isDown = diagonal == -edits || (diagonal != edits && furthest[at - 1] < furthest[at + 1])
                var x = isDown ? furthest[at + 1] : furthest[at - 1] + 1
                var y = x - diagonal
                let start = x
                while x < left.count, y < right.count, left[x] == right[y] {
                    x += 1
                    y += 1
                }
                comparisons += x - start + 1
                furthest[at] = x
                if x >= left.count, y >= right.count {
                    return path(through: trace, limit: limit)
                }
            }
            if comparisons > Self.mostComparisons { return nil }
            trace.append(ArraySlice(Array(furthest[limit + 1 - edits...limit + 1 + edits])))
        }
        return nil
    }

    /// Follows the furthest places back from the ends of both, and returns the pairs.
    private func path(through trace: [ArraySlice<Int>], limit: Int) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var (x, y) = (left.count, right.count)
        for edits in stride(from: trace.count, to: 0, by: -1) {
            let furthest = trace[edits - 1]
            func reached(on diagonal: Int) -> Int? {
                let index = furthest.startIndex + diagonal + edits - 1
                return furthest.indices.contains(index) ? furthest[index] : nil
            }
            let diagonal = x - y
            let isDown =
                diagonal == -edits
                || (diagonal != edits && (reached(on: diagonal - 1) ?? -1) < (reached(on: diagonal + 1) ?? -1))
            let before = isDown ? diagonal + 1 : diagonal - 1
            let startX = reached(on: before) ?? 0
            let turn = isDown ? startX : startX + 1
            while x > turn {
                x -= 1
                y -= 1
                pairs.append((x, y))
            }
            x = startX
            y = startX - before
        }
        while x > 0 {
            x -= 1
            y -= 1
            pairs.append((x, y))
        }
        return pairs
    }
}
