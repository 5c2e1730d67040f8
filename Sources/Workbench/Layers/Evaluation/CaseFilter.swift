import Evaluation

/// A filter for the cases in the list.
struct CaseFilter: Sendable, Hashable {
    /// The wanted outcome of a lane. An answer that couldn't be read counts as wrong, like in comparisons of lanes, and
    /// can also be wanted by itself.
    enum Wanted: Sendable, Hashable {
        case right, wrong, unread
    }

    /// The wanted outcomes by the lane's index. Lanes without an entry may have any.
    var wanted: [Int: Wanted] = [:]
    /// True to show only cases that some lanes have right and others wrong.
    var isDisputed = false

    /// Goes on to the next wanted outcome of a lane: right, wrong, unread, any.
    mutating func turn(_ lane: Int) {
        switch wanted[lane] {
        case nil: wanted[lane] = .right
        case .right: wanted[lane] = .wrong
        case .wrong: wanted[lane] = .unread
        case .unread: wanted[lane] = nil
        }
    }

    func holds(for row: EvaluationReport.Row) -> Bool {
        if isDisputed, !row.isDisputed { return false }
        return wanted.allSatisfy { lane, wanted in
            guard row.lanes.indices.contains(lane), let scored = row.lanes[lane] else { return false }
            switch wanted {
            case .right: return scored.isCorrect
            case .wrong: return !scored.isCorrect
            case .unread: return scored.isUnread
            }
        }
    }

    /// Returns the filter in words: `A right, B wrong`.
    func title(_ names: [String]) -> String {
        var parts = isDisputed ? ["lanes differ"] : []
        for (lane, wanted) in wanted.sorted(by: { $0.key < $1.key }) where names.indices.contains(lane) {
            parts.append("\(names[lane]) \(wanted)")
        }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}
