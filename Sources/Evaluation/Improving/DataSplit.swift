/// One division of data: cases that examples are made of, cases that candidates race on, and cases that are held out for the
/// end. No text is in two parts.
package struct DataSplit: Sendable, Hashable {
    /// The parts.
    package enum Part: Int, Sendable, CaseIterable {
        /// Cases that examples and proposals are made of; they never count.
        case examples
        /// Cases that candidates race on.
        case race
        /// Cases that only the winner and the prompt as it was are compared on.
        case heldOut
    }

    /// A case as the split sees it.
    package struct Item: Sendable, Hashable {
        /// The text that the prompt asks with; cases with the same text stay together.
        package var text: String
        /// What else the prompt asks with. Items with the same text and the same detail are the same question.
        package var detail: String
        /// The right answer, whose shares are about the same in all parts.
        package var answer: String
        /// The part that it must be in; nil leaves that to the split.
        package var part: Part?

        /// Creates an item.
        package init(text: String, detail: String = "", answer: String, part: Part? = nil) {
            (self.text, self.detail, self.answer, self.part) = (text, detail, answer, part)
        }
    }

    private var members: [[Int]]
    /// What each item asks.
    private let questions: [[String]]

    /// The indices of a part's items, in an order that deals out the answers evenly.
    package subscript(part: Part) -> [Int] { members[part.rawValue] }

    /// Divides items. `shares` are those of the parts in their order; the same seed gives the same division.
    package init(_ items: [Item], shares: [Double], seed: UInt64) {
        var random = SplitMix64(seed: seed)
        members = Part.allCases.map { _ in [] }
        questions = items.map { [$0.text, $0.detail] }
        var places: [String: Part] = [:]
        for item in items { if let part = item.part { places[item.text] = part } }
        var all = [Double](repeating: 0, count: shares.count)
        var ofAnswer: [String: [Double]] = [:]
        for index in Self.order(items.map(\.answer), &random) {
            let item = items[index]
            if let part = places[item.text] {
                members[part.rawValue].append(index)
                continue
            }
            let counts = ofAnswer[item.answer] ?? [Double](repeating: 0, count: shares.count)
            let (total, own) = (all.reduce(0, +) + 1, counts.reduce(0, +) + 1)
            // The part that lacks most, of all cases and of those with this answer.
            func lack(_ part: Int) -> Double {
                shares[part] == 0 ? -.infinity : shares[part] * (total + own) - all[part] - counts[part]
            }
            let part = shares.indices.reduce(0) { lack($1) > lack($0) ? $1 : $0 }
            all[part] += 1
            ofAnswer[item.answer, default: counts][part] += 1
            members[part].append(index)
            places[item.text] = Part(rawValue: part)
        }
    }

    /// Returns the indices without those of items that ask what an item before them asks. A model's answers to the same question
    /// aren't independent, so that a test may count only one of them.
    package func distinct(_ indices: [Int]) -> [Int] {
        var asked: Set<[String]> = []
        return indices.filter { asked.insert(questions[$0]).inserted }
    }

    /// Returns the indices of items in a random order in which each answer comes at even distances.
    private static func order(_ answers: [String], _ random: inout SplitMix64) -> [Int] {
        let groups = Dictionary(grouping: answers.indices) { answers[$0] }.sorted { $0.key < $1.key }
        var ranked: [(place: Double, index: Int)] = []
        for (_, group) in groups {
            let start = random.unit()
            for (rank, index) in random.shuffled(group).enumerated() {
                ranked.append(((Double(rank) + start) / Double(group.count), index))
            }
        }
        return ranked.sorted { ($0.place, $0.index) < ($1.place, $1.index) }.map(\.index)
    }
}

extension SplitMix64 {
    /// Returns the elements in a random order (Fisher and Yates): the same for the same state on every machine.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for index in elements.indices.dropFirst().reversed() { elements.swapAt(index, below(index + 1)) }
        return elements
    }

    /// Returns a random number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
