import TestRandom

extension SplitMix {
    /// Creates the random numbers of an input; neighbours have nothing in common.
    init(input seed: Int) { self.init(seed: UInt64(bitPattern: Int64(seed)) &* 0xD134_2543_DE82_EF95) }

    /// Returns true once in so many times.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }
}
