import Foundation
import Testing

@testable import Evaluation

@Suite struct SequentialRateTests {
    @Test func `bounds are those of the confidence sequence method's own examples`() {
        func bound(_ count: Int, _ rate: Double, _ wins: Int) -> Double {
            SequentialRate(wins: wins, losses: count - wins).logBound(rate: rate)
        }
        #expect(abs(bound(10, 0.05, 1) - 1.243108442750477) < 1e-6)
        #expect(abs(bound(100_000, 0.05, 100) + 4624.756745998) < 1e-6)
        #expect(abs(bound(1_000_000, 0.99, 990_596) + 9.977077184266818) < 1e-6)
        #expect(abs(bound(1_000_000, 0.99, 990_597) + 10.039129993485403) < 1e-6)
    }

    @Test func `98 of 100 aren't told from 90 % at an error of 0.00001, and are at 0.2`() {
        let rate = SequentialRate(wins: 98, losses: 2)
        #expect(!rate.isRejected(rate: 0.9, level: 1e-5))
        #expect(rate.isRejected(rate: 0.9, level: 0.2))
    }

    @Test func `the evidence is 2 to the votes times the beta function`() {
        let rate = SequentialRate(wins: 25, losses: 9)
        let beta = lgamma(26) + lgamma(10) - lgamma(36)
        #expect(abs(rate.logEvidence - (34 * log(2) + beta)) < 1e-9)
    }

    @Test func `of lanes that are alike at most 5 % are ever called different in 200 looks`() {
        var random = SplitMix64(seed: 20_261_202)
        var alarms = 0
        for _ in 0..<2000 {
            var rate = SequentialRate(wins: 0, losses: 0)
            for _ in 0..<200 {
                if random.unit() < 0.5 { rate.wins += 1 } else { rate.losses += 1 }
                if rate.isDecided() {
                    alarms += 1
                    break
                }
            }
        }
        #expect(alarms > 20 && alarms <= 100)
    }

    @Test func `the interval leaves out one half as soon as it is decided`() {
        for count in 1...60 {
            for wins in 0...count {
                let rate = SequentialRate(wins: wins, losses: count - wins)
                let interval = rate.interval()
                #expect(interval.low <= rate.rate && rate.rate <= interval.high)
                #expect(rate.isDecided() == (interval.low > 0.5 || interval.high < 0.5))
            }
        }
    }

    @Test func `a clearer preference takes fewer votes, and as many as simulated runs take`() throws {
        let start = SequentialRate(wins: 0, losses: 0)
        let needed = try [0.6, 0.7, 0.8].map { try #require(start.votesLeft(rate: $0)) }
        #expect(needed == needed.sorted(by: >))
        var random = SplitMix64(seed: 3)
        var decided = 0
        for _ in 0..<2000 {
            var rate = start
            for _ in 0..<needed[1] where !rate.isDecided() {
                if random.unit() < 0.7 { rate.wins += 1 } else { rate.losses += 1 }
            }
            if rate.isDecided() && rate.wins > rate.losses { decided += 1 }
        }
        #expect(abs(Double(decided) / 2000 - 0.8) < 0.03)
    }

    @Test func `votes that were cast are taken off those that are left`() throws {
        let left = try #require(SequentialRate(wins: 20, losses: 12).votesLeft(rate: 0.7))
        #expect(left < (try #require(SequentialRate(wins: 0, losses: 0).votesLeft(rate: 0.7))))
        #expect(SequentialRate(wins: 30, losses: 2).votesLeft(rate: 0.7) == 0)
    }
}
