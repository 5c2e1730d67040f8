import Foundation

@testable import Evaluation

/// What statsmodels says: Reference/pairs.json, made by pairs.py beside it.
struct PairFigures: Decodable {
    struct Fit: Decodable {
        let coefficients: [Double]
        let errors: [Double]
    }

    struct RandomSet: Decodable {
        let competitors: Int
        let duels: [[Double]]
        let fit: Fit
    }

    struct Lengths: Decodable {
        let differences: [Double]
        let preferences: [Double]
        let raw: Double
        let controlled: Double
        let influence: Double
    }

    let baseball: [[Double]]
    let baseballPlain: Fit
    let baseballHome: Fit
    let random: [RandomSet]
    let lengths: [Lengths]

    static let shared = Result {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Reference/pairs.json")
        return try JSONDecoder().decode(PairFigures.self, from: Data(contentsOf: file))
    }

    /// Returns rows of first, second, score, weight and case as duels.
    static func duels(_ rows: [[Double]]) -> [Duel] {
        rows.map { Duel(first: Int($0[0]), second: Int($0[1]), score: $0[2], weight: $0[3], cluster: Int($0[4])) }
    }
}
