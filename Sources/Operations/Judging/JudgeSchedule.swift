/// Chooses which outputs a judge compares, if it isn't asked about all.
enum JudgeSchedule {
    /// Chooses the pairs that are asked about. They are drawn at random, but each two lanes get as many as any other two, as
    /// far as there are so many, so that all strengths are known alike.
    ///
    /// - Parameters:
    ///   - lanes: The lanes of each pair of outputs.
    ///   - most: The largest number of pairs.
    ///   - order: Returns a number that puts places in an order that looks random.
    /// - Returns: Their indices, the smallest first.
    static func chosen(_ lanes: [Set<String>], most: Int, order: (Int) -> UInt64) -> [Int] {
        let drawn = lanes.indices.map { (place: $0, key: order($0)) }.sorted { $0.key < $1.key }
        var counts: [Set<String>: Int] = [:]
        let ranked = drawn.enumerated().map { number, one -> (place: Int, round: Int, number: Int) in
            let round = counts[lanes[one.place], default: 0]
            counts[lanes[one.place]] = round + 1
            return (place: one.place, round: round, number: number)
        }
        let taken = ranked.sorted { ($0.round, $0.number) < ($1.round, $1.number) }.prefix(max(0, most))
        return taken.map(\.place).sorted()
    }
}
