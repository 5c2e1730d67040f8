extension [CaseOutput] {
    /// The time that most of these outputs' templates were told, the latest of those that equally many were told; nil if none
    /// says it. What is added to them is told the same, so that one prompt doesn't change over midnight.
    package var commonDate: Int64? {
        let counts = compactMap(\.date).reduce(into: [Int64: Int]()) { $0[$1, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}
