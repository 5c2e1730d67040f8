import Evaluation
import Testing

@Suite struct SpearmanTests {
    private func correlation(_ first: [Double], _ second: [Double]) -> Double? {
        Spearman.correlation(zip(first, second).map { ($0, $1) })
    }

    @Test func `equal numbers share the mean of their ranks, as SciPy has it`() throws {
        // The example of scipy.stats.spearmanr.
        let value = try #require(correlation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]))
        #expect(abs(value - 0.8207826816681233) < 1e-12)
    }

    @Test func `only the order counts`() throws {
        #expect(abs(try #require(correlation([1, 2, 9], [10, 11, 1000])) - 1) < 1e-12)
        #expect(abs(try #require(correlation([1, 2, 9], [5, 4, -7])) + 1) < 1e-12)
    }

    @Test func `without differences or with two pairs there is none`() {
        #expect(correlation([3, 3, 3], [1, 2, 3]) == nil)
        #expect(correlation([1, 2], [1, 2]) == nil)
    }
}
