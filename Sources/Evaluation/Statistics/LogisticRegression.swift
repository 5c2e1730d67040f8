import Foundation

/// A logistic regression without an intercept of its own, fitted by Newton's method.
struct LogisticRegression: Sendable {
    /// One observation.
    struct Row: Sendable {
        /// The values, as many in each row.
        var values: [Double]
        /// The share of successes, from 0 to 1. A share between counts as both, each with its part.
        var target: Double
        /// How often the row counts.
        var weight = 1.0
        /// Rows of one cluster aren't independent.
        var cluster = 0
    }

    /// The usual ridge, which is so small that four decimals don't change.
    static let smallRidge = 1e-6
    /// A linear predictor beyond this (odds of 22,026 to 1) says that the likelihood has no largest value.
    private static let limit = 10.0

    /// The coefficients, one for each value of a row.
    let coefficients: [Double]
    /// The inverse of the information: the coefficients' covariance if all rows are independent and the model holds.
    let covariance: SymmetricMatrix
    /// The largest linear predictor, whatever its sign.
    private let reach: Double

    /// False if some combination of the values tells successes from failures without an error, so that the
    /// coefficients have no finite estimate.
    var isFinite: Bool { reach < Self.limit }

    /// Fits the rows; nil if their values don't determine the coefficients.
    ///
    /// - Parameters:
    ///   - rows: The observations, with as many values each.
    ///   - centred: Number of values, from the first, whose coefficients are known only up to a constant; their sum
    ///     becomes 0.
    ///   - ridge: Half of it times each squared coefficient is subtracted from the log-likelihood.
    ///   - start: Where the search begins.
    init?(_ rows: [Row], centred: Int = 0, ridge: Double = smallRidge, start: [Double]? = nil) {
        guard let width = rows.first?.values.count else { return nil }
        var coefficients = start ?? [Double](repeating: 0, count: width)
        var found = SymmetricMatrix(size: width)
        var reach = 0.0
        for step in 0..<60 {
            var information = SymmetricMatrix(size: width)
            var gradient = coefficients.map { -ridge * $0 }
            for index in 0..<width { information[index, index] = ridge }
            let sum = coefficients.prefix(centred).reduce(0, +)
            for first in 0..<centred {
                gradient[first] -= sum
                for second in 0..<centred { information[first, second] += 1 }
            }
            reach = 0
            for row in rows where row.weight > 0 {
                let predictor = Self.product(row.values, coefficients)
                reach = max(reach, abs(predictor))
                let share = Self.share(predictor)
                let residual = row.weight * (row.target - share)
                for index in 0..<width where row.values[index] != 0 { gradient[index] += residual * row.values[index] }
                information.add(row.values, weight: row.weight * share * (1 - share))
            }
            guard let inverse = information.inverse else { return nil }
            found = inverse
            // A step over 2 in the predictor may go too far.
            var change = (0..<width).map { row in
                (0..<width).reduce(0.0) { $0 + inverse[row, $1] * gradient[$1] }
            }
            let largest = change.reduce(0) { max($0, abs($1)) }
            if largest > 2 { change = change.map { $0 * 2 / largest } }
            for index in 0..<width { coefficients[index] += change[index] }
            if largest < 1e-10 || (reach >= Self.limit && step > 10) { break }
        }
        self.coefficients = coefficients
        self.reach = reach
        covariance = found
    }

    /// Returns the covariance that holds also if rows of one cluster depend on each other (Huber's sandwich, times the
    /// number of clusters by one less); nil with fewer than two clusters.
    func clusteredCovariance(_ rows: [Row]) -> SymmetricMatrix? {
        var scores: [Int: [Double]] = [:]
        for row in rows where row.weight > 0 {
            let residual = row.weight * (row.target - Self.share(Self.product(row.values, coefficients)))
            var score = scores[row.cluster] ?? [Double](repeating: 0, count: coefficients.count)
            for index in score.indices { score[index] += residual * row.values[index] }
            scores[row.cluster] = score
        }
        guard scores.count > 1 else { return nil }
        var middle = SymmetricMatrix(size: coefficients.count)
        let factor = Double(scores.count) / Double(scores.count - 1)
        for (_, score) in scores.sorted(by: { $0.key < $1.key }) { middle.add(score, weight: factor) }
        return covariance.sandwich(of: middle)
    }

    /// Returns the logistic function of a linear predictor.
    static func share(_ predictor: Double) -> Double { 1 / (1 + exp(-predictor)) }

    private static func product(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in 0..<first.count { sum += first[index] * second[index] }
        return sum
    }
}
