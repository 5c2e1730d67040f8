/// Random numbers from a seed, the same in each run, so that a failure can be seen again (Steele, Lea and Flood 2014, "Fast
/// splittable pseudorandom number generators").
package struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Returns a number from 0 up to a bound; 0 if that is below 1.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// Returns one of several values; the list isn't empty.
    package mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
