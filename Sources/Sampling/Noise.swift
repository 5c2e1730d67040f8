internal import CSampling

/// The key of the noise at one position, apart from the token. Lanes with equal keys share their noise.
package struct NoiseKey: Sendable, Hashable {
    /// The lane's ``Settings/seed``.
    package var seed: UInt64
    /// A hash of the case's content; 0 outside an evaluation.
    package var `case`: UInt64
    /// The number of the sample in its lane; noise repeats after 1024.
    package var sample: Int
    /// The number of the generation of the technique, 0 or 1; noise repeats after 4.
    package var stage: Int
    /// The index of the generated token in the stage; noise repeats after 1,048,576.
    package var index: Int

    /// Creates the key of one position.
    package init(seed: UInt64, case: UInt64 = 0, sample: Int = 0, stage: Int = 0, index: Int) {
        self.seed = seed
        self.case = `case`
        self.sample = sample
        self.stage = stage
        self.index = index
    }

    /// The words of the counter after the token, and the generator's key.
    var noise: csampling_noise {
        let position =
            UInt32(truncatingIfNeeded: index) & 0xF_FFFF | (UInt32(truncatingIfNeeded: stage) & 3) << 20
            | (UInt32(truncatingIfNeeded: sample) & 0x3FF) << 22
        return csampling_noise(
            counter: (position, UInt32(truncatingIfNeeded: `case`), UInt32(truncatingIfNeeded: `case` >> 32)),
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    }
}

/// Noise from a counter-based generator: a pure function of its key.
package enum Noise {
    /// Returns ten rounds of Philox4x32 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
    static func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var words: [UInt32] = [0, 0, 0, 0]
        csampling_philox([counter[0], counter[1], counter[2], counter[3]], [key[0], key[1]], &words)
        return SIMD4(words)
    }

    /// Returns a number that is at least 0 and below 1, from a counter that no token has. So lanes that draw it share
    /// their Gumbel noise with lanes that don't.
    static func chance(_ key: NoiseKey) -> Double {
        var words: [UInt32] = [0, 0, 0, 0]
        let noise = key.noise
        let counter = [UInt32.max, noise.counter.0, noise.counter.1, noise.counter.2]
        csampling_philox(counter, [noise.key.0, noise.key.1], &words)
        return Double((UInt64(words[0]) << 32 | UInt64(words[1])) >> 11) * 0x1p-53
    }

    /// Returns the standard Gumbel noise of a token: -ln(-ln u), where u has 53 bits and is never 0 or 1.
    package static func gumbel(_ key: NoiseKey, token: Int32) -> Double {
        var noise = key.noise
        return csampling_gumbel(&noise, token)
    }
}
