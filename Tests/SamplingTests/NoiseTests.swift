import Testing

@testable import Sampling

@Test func `Philox gives the known answers of Random123`() {
    #expect(
        Noise.philox(counter: [0, 0, 0, 0], key: [0, 0]) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
        Noise.philox(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
            == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
        Noise.philox(
            counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: [0xa409_3822, 0x299f_31d0])
            == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
}

@Test func `the noise is the one of the reference script`() {
    for (token, key, value) in ReferenceNumbers.gumbels {
        #expect(abs(Noise.gumbel(key, token: token) - value) < 1e-12)
    }
}

@Test func `each part of the key changes the noise`() {
    let key = NoiseKey(seed: 1, case: 1, sample: 1, stage: 1, index: 1)
    var others = [key, key, key, key, key, key, key]
    others[0].seed = 2
    others[1].seed = 1 << 40
    others[2].case = 2
    others[3].case = 1 << 40
    others[4].sample = 2
    others[5].stage = 0
    others[6].index = 2
    let values = Set((others + [key]).map { Noise.gumbel($0, token: 7) } + [Noise.gumbel(key, token: 8)])
    #expect(values.count == 9)
}

@Test func `the noise has the mean and variance of Gumbel's law`() {
    let count = 200_000
    let values = (0..<count).map { Noise.gumbel(NoiseKey(seed: 3, index: $0), token: 5) }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // Euler's constant and pi squared over 6, within about four standard errors.
    #expect(abs(mean - 0.577216) < 0.012)
    #expect(abs(variance - 1.644934) < 0.035)
}
