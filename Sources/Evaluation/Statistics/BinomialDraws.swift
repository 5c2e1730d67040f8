/// Draws the number of successes of some trials with a fixed probability, in a time that hardly grows with the trials.
struct BinomialDraws {
    /// At [j], the distribution function for 2^j trials.
    private let tables: [[Double]]
    private let probability: Double

    /// Creates the tables for up to `trials` trials.
    init(probability: Double, upTo trials: Int) {
        self.probability = probability
        guard probability > 0, probability < 1 else {
            tables = []
            return
        }
        tables = (0..<(Int.bitWidth - trials.leadingZeroBitCount)).map { bit in
            var sum = 0.0
            return (0..<(1 << bit)).map {
                sum += Binomial.exactly($0, of: 1 << bit, probability: probability)
                return sum
            }
        }
    }

    /// Draws the number of successes of `trials` trials: the sum over powers of two, each by inverting its distribution
    /// function.
    func draw(_ trials: Int, _ random: inout SplitMix64) -> Int {
        if probability <= 0 { return 0 }
        if probability >= 1 { return trials }
        var successes = 0
        var left = trials
        while left > 0 {
            successes += Self.invert(tables[left.trailingZeroBitCount], random.unit())
            left &= left - 1
        }
        return successes
    }

    /// Returns the first index whose value is above `unit`, or the count.
    private static func invert(_ table: [Double], _ unit: Double) -> Int {
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if table[middle] > unit { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
