import Testing

@testable import Evaluation

@Suite struct StrictCheckTests {
    /// SciPy's `beta.ppf(0.95, different + 1, outputs - different)`.
    @Test(arguments: [
        (8, 0, 0.3123439780663687), (20, 1, 0.216106164206848), (10, 3, 0.6066242161054135),
        (120, 7, 0.10677172541532265),
    ])
    func `the bound is the upper end of Clopper's and Pearson's interval`(outputs: Int, different: Int, bound: Double) {
        let check = StrictCheck(outputs: outputs, different: different)
        #expect(abs(check.mostDifferent - bound) < 1e-9)
    }

    @Test func `a check without outputs, or with nothing but differences, shows nothing`() {
        #expect(StrictCheck(outputs: 0, different: 0).mostDifferent == 1)
        #expect(StrictCheck(outputs: 3, different: 3).mostDifferent == 1)
    }

    @Test func `a few outputs that are the same don't reassure`() {
        let sentence = "\(StrictCheck(outputs: 8, different: 0).notice.sentence)"
        #expect(sentence.contains("8 of the longest outputs"))
        #expect(sentence.contains("at most 32 % of outputs this long would differ"))
    }
}
