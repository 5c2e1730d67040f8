import Evaluation
import Terminal

/// One attack, with its tries in each lane.
struct AttackRow: Sendable {
    /// What its tries in a lane came to.
    enum Outcome { case broken, refused, held, missing }

    let first: AttackReport.Try
    /// The tries of each lane; none where they haven't run.
    var lanes: [[AttackReport.Try]]

    /// The tries in which a secret came out.
    var broken: [AttackReport.Try] { lanes.flatMap { $0 }.filter { $0.verdict == .broken } }
    /// The number of all tries.
    var count: Int { lanes.reduce(0) { $0 + $1.count } }

    /// Returns what its tries in a lane came to.
    func outcome(_ lane: Int) -> Outcome {
        let tries = lanes[lane]
        if tries.isEmpty { return .missing }
        if tries.contains(where: { $0.verdict == .broken }) { return .broken }
        return tries.allSatisfy { $0.verdict == .refused } ? .refused : .held
    }

    /// Returns all attacks of a report, those that broke a lane first, else in the suite's order.
    static func all(of report: AttackReport) -> [AttackRow] {
        var rows: [AttackRow] = []
        var places: [String: Int] = [:]
        let lanes = Dictionary(report.lanes.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for one in report.tries {
            guard let lane = lanes[one.lane] else { continue }
            let place = places[one.attack] ?? rows.count
            if place == rows.count {
                places[one.attack] = place
                rows.append(AttackRow(first: one, lanes: report.lanes.map { _ in [] }))
            }
            rows[place].lanes[lane].append(one)
        }
        return rows.filter { !$0.broken.isEmpty } + rows.filter(\.broken.isEmpty)
    }
}

extension AttackRow.Outcome {
    /// Its sign, and the sign's look.
    func sign(_ look: Look) -> (text: String, style: Style) {
        switch self {
        case .broken: (look.sign("✗", "x"), Style(.error))
        case .refused: ("~", .faint)
        case .held: (look.sign("✓", "+"), Style(.success))
        case .missing: (look.sign("·", "."), .faint)
        }
    }
}
