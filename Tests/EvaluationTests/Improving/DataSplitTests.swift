import Testing

@testable import Evaluation

struct DataSplitTests {
    private func items(_ count: Int, answers: [String]) -> [DataSplit.Item] {
        (0..<count).map { DataSplit.Item(text: "text \($0)", answer: answers[$0 % answers.count]) }
    }

    private func parts(_ split: DataSplit) -> [[Int]] { DataSplit.Part.allCases.map { split[$0] } }

    @Test(arguments: [["A", "B"], ["A", "B", "C", "D"], (0..<120).map(String.init), [""]])
    func `each case is in one part, the parts have their shares, and so has each answer`(answers: [String]) {
        let items = items(120, answers: answers)
        let parts = parts(DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 7))
        #expect(parts.flatMap(\.self).sorted() == Array(0..<120))
        for (part, size) in zip(parts, [24, 36, 60]) { #expect(abs(part.count - size) <= 2) }
        guard answers.count < 5 else { return }
        for answer in answers {
            let inRace = parts[1].count { items[$0].answer == answer }
            #expect(abs(inRace - 36 / answers.count) <= 1)
        }
    }

    @Test func `the first cases of a part have each answer about equally often`() {
        let items = items(120, answers: ["A", "B"])
        let race = DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 3)[.race]
        for count in [4, 8, 16] {
            #expect(abs(race.prefix(count).count { items[$0].answer == "A" } - count / 2) <= 1)
        }
    }

    @Test func `the same seed gives the same parts, and another one others`() {
        let items = items(60, answers: ["A", "B"])
        let split = DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 1)
        #expect(split == DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 1))
        #expect(split != DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 2))
    }

    @Test func `cases with the same text are in the same part`() {
        let items = items(40, answers: ["A"]) + items(40, answers: ["A"])
        let parts = parts(DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 1))
        for part in parts { #expect(Set(part.map { $0 % 40 }).count * 2 == part.count) }
    }

    @Test func `a part that a case must be in holds for all cases with its text`() {
        var items = items(20, answers: ["A"]) + items(20, answers: ["A"])
        for index in 0..<5 { items[index].part = .heldOut }
        let parts = parts(DataSplit(items, shares: [0.5, 0.5, 0], seed: 1))
        #expect(parts[2].sorted() == Array(0..<5) + Array(20..<25))
    }

    @Test func `of cases that ask the same, one is distinct`() {
        var items = items(20, answers: ["A", "B"]) + items(20, answers: ["B", "A"])
        let split = DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 1)
        for part in parts(split) {
            let distinct = split.distinct(part)
            #expect(Set(distinct.map { $0 % 20 }).count == distinct.count && distinct.count * 2 == part.count)
        }
        // The same input under another instruction is another question.
        for index in 20..<40 { items[index].detail = "another" }
        let others = DataSplit(items, shares: [0.2, 0.3, 0.5], seed: 1)
        for part in parts(others) { #expect(others.distinct(part) == part) }
    }
}
