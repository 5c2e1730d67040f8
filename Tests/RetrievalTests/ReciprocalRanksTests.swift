import Testing

@testable import Retrieval

struct ReciprocalRanksTests {
    @Test func `sums are those of a worked example`() {
        // By hand: a 1/61 + 1/62, c 1/63 + 1/61, b 1/62, d 1/63.
        let fused = ReciprocalRanks.fused([["a", "b", "c"], ["c", "a", "d"]])
        #expect(fused.map(\.item) == ["a", "c", "b", "d"])
        let wanted = [0.0325224748810153, 0.0322664584959667, 0.0161290322580645, 0.0158730158730159]
        #expect(zip(fused.map(\.score), wanted).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test func `one ranking keeps its order, and of equal sums the first comes first`() {
        #expect(ReciprocalRanks.fused([[3, 1, 2]]).map(\.item) == [3, 1, 2])
        #expect(ReciprocalRanks.fused([["x", "y"], ["y", "x"]]).map(\.item) == ["x", "y"])
        #expect(ReciprocalRanks.fused([[Int](), []]).isEmpty)
    }
}
