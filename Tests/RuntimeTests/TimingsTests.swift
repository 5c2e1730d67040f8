import Testing

@testable import Lanes
@testable import Runtime

@Suite struct TimingsTests {
    private func timings(prefill: Double, first: Double, decode: Double) -> Timings {
        var timings = Timings()
        timings.prefillSeconds = prefill
        timings.firstTokenSeconds = first
        timings.decodeSeconds = decode
        return timings
    }

    @Test func `samples take together from the first token of one to the last token of another`() {
        var all = timings(prefill: 0.5, first: 0.75, decode: 1)
        all.cover(timings(prefill: 0.5, first: 1, decode: 3))
        #expect(all == timings(prefill: 0.5, first: 0.75, decode: 3.25))
        all.cover(timings(prefill: 0.25, first: 0.5, decode: 0.25))
        #expect(all == timings(prefill: 0.25, first: 0.5, decode: 3.5))
    }
}
