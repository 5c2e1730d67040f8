import Foundation

/// The binomial distribution, exact to about 14 digits for any count (Loader 2000, "Fast and accurate computation of
/// binomial probabilities"): logarithms of factorials would lose the small difference of large numbers.
enum Binomial {
    /// Returns the probability that exactly `successes` of `trials` succeed, each with `probability`.
    static func exactly(_ successes: Int, of trials: Int, probability: Double) -> Double {
        guard successes >= 0, successes <= trials else { return 0 }
        if probability <= 0 { return successes == 0 ? 1 : 0 }
        if probability >= 1 { return successes == trials ? 1 : 0 }
        let n = Double(trials)
        if successes == 0 { return exp(n * log1p(-probability)) }
        if successes == trials { return exp(n * log(probability)) }
        let k = Double(successes)
        let exponent =
            stirlingError(trials) - stirlingError(successes) - stirlingError(trials - successes)
            - deviance(k, n * probability) - deviance(n - k, n * (1 - probability))
        return exp(exponent) * (n / (2 * .pi * k * (n - k))).squareRoot()
    }

    /// Returns the natural logarithm of ``exactly(_:of:probability:)``, also where the probability is too small for a
    /// number of its own.
    static func logExactly(_ successes: Int, of trials: Int, probability: Double) -> Double {
        guard successes >= 0, successes <= trials else { return -.infinity }
        if probability <= 0 { return successes == 0 ? 0 : -.infinity }
        if probability >= 1 { return successes == trials ? 0 : -.infinity }
        let n = Double(trials)
        if successes == 0 { return n * log1p(-probability) }
        if successes == trials { return n * log(probability) }
        let k = Double(successes)
        return stirlingError(trials) - stirlingError(successes) - stirlingError(trials - successes)
            - deviance(k, n * probability) - deviance(n - k, n * (1 - probability))
            + log(n / (2 * .pi * k * (n - k))) / 2
    }

    /// Returns the probability that at most `successes` of `trials` succeed.
    static func atMost(_ successes: Int, of trials: Int, probability: Double) -> Double {
        if successes < 0 { return 0 }
        if successes >= trials { return 1 }
        // Sums the tail away from the mean, because its terms only get smaller.
        if Double(successes) > Double(trials) * probability {
            return 1 - atLeast(successes + 1, of: trials, probability: probability)
        }
        var term = exactly(successes, of: trials, probability: probability)
        var sum = term
        let odds = (1 - probability) / probability
        var k = successes
        while k > 0, term > sum * 1e-17 {
            term *= Double(k) / Double(trials - k + 1) * odds
            sum += term
            k -= 1
        }
        return min(1, sum)
    }

    /// Returns the probability that at least `successes` of `trials` succeed.
    static func atLeast(_ successes: Int, of trials: Int, probability: Double) -> Double {
        if successes <= 0 { return 1 }
        if successes > trials { return 0 }
        if Double(successes) <= Double(trials) * probability {
            return 1 - atMost(successes - 1, of: trials, probability: probability)
        }
        return atMost(trials - successes, of: trials, probability: 1 - probability)
    }

    /// Returns ln n! less Stirling's formula.
    private static func stirlingError(_ n: Int) -> Double {
        let x = Double(n)
        if n < 16 {
            let factorial = (1...max(1, n)).reduce(1.0) { $0 * Double($1) }
            return n == 0 ? 0 : log(factorial) - (x + 0.5) * log(x) + x - 0.5 * log(2 * .pi)
        }
        let square = x * x
        return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / x
    }

    /// Returns x ln(x/mean) + mean - x, by its series if the two are near each other.
    private static func deviance(_ x: Double, _ mean: Double) -> Double {
        guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
        let ratio = (x - mean) / (x + mean)
        var sum = (x - mean) * ratio
        var term = 2 * x * ratio
        for j in 1..<1000 {
            term *= ratio * ratio
            let next = sum + term / Double(2 * j + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }
}
