import Testing

@testable import Lanes
@testable import Runtime

struct RowCostsTests {
    @Test func `where nothing was measured nothing is padded`() {
        let costs = RowCosts(seconds: [])
        #expect(costs.padded(3) == 3)
    }

    @Test func `a longer batch is preferred where it is faster`() {
        let costs = RowCosts(seconds: [0.010, 0.020, 0.040, 0.022, 0.060, 0.060, 0.060, 0.059])
        #expect((1...9).map(costs.padded) == [1, 2, 4, 4, 5, 6, 7, 8, 9])
    }
}
