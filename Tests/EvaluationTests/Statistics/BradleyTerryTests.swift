import Foundation
import Testing

@testable import Evaluation

/// Returns the duels of a count of wins and losses for each pair.
private func counted(_ rows: [(first: Int, second: Int, wins: Double, losses: Double)]) -> [Duel] {
    rows.flatMap { row in
        [
            Duel(first: row.first, second: row.second, score: 1, weight: row.wins),
            Duel(first: row.first, second: row.second, score: 0, weight: row.losses),
        ]
    }
}

private func isNear(_ value: Double?, _ expected: Double, _ error: Double = 0.00005) -> Bool {
    abs((value ?? .nan) - expected) <= error
}

@Suite struct BradleyTerryTests {
    @Test func `four players have the strengths that the encyclopedia gives`() throws {
        let fit = BradleyTerry(
            counted([(0, 1, 2, 3), (0, 3, 1, 4), (1, 2, 5, 3), (2, 3, 1, 3)]), competitors: 4, shownFirst: false)
        for (strength, expected) in zip(fit.strengths, [0.6398, 1.0433, 0.6598, 2.2704]) {
            #expect(isNear(exp(try #require(strength).value), expected))
        }
    }

    @Test func `journals' citations have the published strengths and errors`() {
        let names = [714.0, 33, 320, 284, 730, 425, 813, 276, 498, 68, 1072, 325, 221, 17, 142, 188]
        var rows: [(first: Int, second: Int, wins: Double, losses: Double)] = []
        for first in 0..<4 {
            for second in (first + 1)..<4 {
                rows.append((first, second, names[second * 4 + first], names[first * 4 + second]))
            }
        }
        let fit = BradleyTerry(counted(rows), competitors: 4, shownFirst: false, errors: .model)
        let published = [(1, -2.9491, 0.1025), (2, -0.4796, 0.0606), (3, 0.2690, 0.0708)]
        for (journal, value, error) in published {
            #expect(isNear(fit.lead(of: journal, over: 0)?.value, value))
            #expect(isNear(fit.lead(of: journal, over: 0)?.error, error))
        }
    }

    @Test func `a season of baseball has the published strengths and errors`() throws {
        let duels = PairFigures.duels(try PairFigures.shared.get().baseball)
        let fit = BradleyTerry(duels, competitors: 7, shownFirst: false, errors: .model)
        let published = [
            (1.1077, 0.3339), (0.6839, 0.3319), (1.4364, 0.3396), (1.5814, 0.3433), (1.2476, 0.3359), (1.2945, 0.3367),
        ]
        for (team, expected) in zip(1..., published) {
            #expect(isNear(fit.lead(of: team, over: 0)?.value, expected.0))
            #expect(isNear(fit.lead(of: team, over: 0)?.error, expected.1))
        }
    }

    @Test func `being shown first is worth what statsmodels says of playing at home`() throws {
        let figures = try PairFigures.shared.get()
        let fit = BradleyTerry(PairFigures.duels(figures.baseball), competitors: 7, errors: .model)
        #expect(isNear(fit.shownFirst?.value, try #require(figures.baseballHome.coefficients.last)))
        #expect(isNear(fit.shownFirst?.error, try #require(figures.baseballHome.errors.last)))
        for team in 1..<7 {
            #expect(isNear(fit.lead(of: team, over: 0)?.value, figures.baseballHome.coefficients[team - 1]))
            #expect(isNear(fit.lead(of: team, over: 0)?.error, figures.baseballHome.errors[team - 1]))
        }
    }

    @Test func `ties, order and clustered errors are those of statsmodels on random votes`() throws {
        for set in try PairFigures.shared.get().random {
            let fit = BradleyTerry(PairFigures.duels(set.duels), competitors: set.competitors)
            for other in 1..<set.competitors {
                let lead = fit.lead(of: other, over: 0)
                #expect(isNear(lead?.value, set.fit.coefficients[other - 1]))
                #expect(isNear(lead?.error, set.fit.errors[other - 1]))
            }
            #expect(isNear(fit.shownFirst?.value, set.fit.coefficients[set.competitors - 1]))
            #expect(isNear(fit.shownFirst?.error, set.fit.errors[set.competitors - 1]))
        }
    }

    @Test func `a circle of wins makes all equal`() {
        let fit = BradleyTerry(counted([(0, 1, 1, 0), (1, 2, 1, 0), (2, 0, 1, 0)]), competitors: 3, shownFirst: false)
        for strength in fit.strengths { #expect(isNear(strength?.value, 0)) }
    }

    @Test func `a lane that never lost has no finite strength, and the others keep theirs`() {
        let others = counted([(1, 2, 6, 4), (2, 1, 3, 2)])
        let fit = BradleyTerry(
            others + counted([(0, 1, 5, 0), (2, 0, 0, 5)]), competitors: 3, shownFirst: false)
        #expect(fit.strengths[0] == nil)
        #expect(fit.obstacles == [.neverLost, nil, nil])
        #expect(isNear(fit.lead(of: 1, over: 2)?.value, log(8 / 7.0)))
    }

    @Test func `of two lanes one of which always won neither has a finite strength`() {
        let fit = BradleyTerry(counted([(0, 1, 9, 0)]), competitors: 2)
        #expect(fit.strengths == [nil, nil])
        #expect(fit.obstacles == [.neverLost, .neverWon])
    }

    @Test func `a judge that always takes the first place gives no strengths`() {
        let duels = (0..<20).map { Duel(first: $0 % 2, second: 1 - $0 % 2, score: 1, cluster: $0) }
        let fit = BradleyTerry(duels, competitors: 2)
        #expect(fit.obstacles == [.decidedOtherwise, .decidedOtherwise])
        #expect(fit.shownFirst == nil)
    }

    @Test func `a covariate takes out what it explains`() throws {
        var random = SplitMix64(seed: 5)
        let duels = (0..<4000).map { number -> Duel in
            let lead = random.unit() * 4 - 2
            // The first lane writes longer, and only the length decides.
            let longer = lead + 0.5
            let wins = random.unit() < LogisticRegression.share(1.5 * longer)
            return Duel(first: 0, second: 1, score: wins ? 1 : 0, cluster: number, covariates: [longer])
        }
        let plain = BradleyTerry(
            duels.map { duel in
                var duel = duel
                duel.covariates = []
                return duel
            }, competitors: 2, shownFirst: false)
        let controlled = BradleyTerry(duels, competitors: 2, shownFirst: false)
        #expect(try #require(plain.lead(of: 0, over: 1)?.interval).low > 0.3)
        #expect(abs(try #require(controlled.lead(of: 0, over: 1)).value) < 0.2)
        #expect(isNear(controlled.covariates.first?.value, 1.5, 0.15))
    }
}
