import Testing

@testable import Operations

/// Which pairs of outputs a judge is asked about.
struct JudgeScheduleTests {
    /// The lanes of all pairs of three lanes' outputs in so many cases.
    private func lanes(cases: Int) -> [Set<String>] {
        (0..<cases).flatMap { _ in [["A", "B"], ["A", "C"], ["B", "C"]] as [Set<String>] }
    }

    private func order(_ place: Int) -> UInt64 { UInt64(place) &* 0x9E37_79B9_7F4A_7C15 }

    @Test(arguments: [3, 12, 30])
    func `each two lanes get as many pairs as any other two`(most: Int) {
        let lanes = lanes(cases: 40)
        let chosen = JudgeSchedule.chosen(lanes, most: most, order: order)
        let counts = Dictionary(grouping: chosen) { lanes[$0] }.mapValues(\.count)
        #expect(counts.count == 3 && counts.values.allSatisfy { $0 == most / 3 })
        #expect(chosen == chosen.sorted() && Set(chosen).count == most)
    }

    @Test func `which cases are drawn looks random`() {
        let chosen = JudgeSchedule.chosen(lanes(cases: 40), most: 12, order: order)
        #expect(chosen != Array(0..<12))
    }

    @Test func `two lanes with few pairs leave theirs to others`() {
        let lanes: [Set<String>] = [["A", "B"]] + (0..<9).map { _ -> Set<String> in ["A", "C"] }
        let chosen = JudgeSchedule.chosen(lanes, most: 6, order: order)
        #expect(chosen.count == 6 && chosen.contains(0))
        #expect(JudgeSchedule.chosen(lanes, most: 50, order: order) == Array(0..<10))
    }
}
