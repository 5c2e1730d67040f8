import Evaluation

/// Which cases are shown.
struct CaseFilter: Sendable, Hashable {
    /// What a lane must have made of a case. An answer that couldn't be read is wrong here, as the comparison of lanes has it,
    /// and can be looked for by itself.
    enum Wanted: Sendable, Hashable {
        case right, wrong, unread
    }

    /// By the lane's index; lanes without one may have made anything of it.
    var wanted: [Int: Wanted] = [:]
    /// Whether some lanes must have it right and others wrong.
    var isDisputed = false

    /// Goes on to the next thing that is wanted of a lane: right, wrong, unread, anything.
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
            case .unread: return scored.extracted == nil
            }
        }
    }

    /// In words: `A right, B wrong`.
    func title(_ names: [String]) -> String {
        var parts = isDisputed ? ["lanes differ"] : []
        for (lane, wanted) in wanted.sorted(by: { $0.key < $1.key }) where names.indices.contains(lane) {
            parts.append("\(names[lane]) \(wanted)")
        }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}
