import Prompting
import Testing

@testable import Evaluation

struct PassageUseTests {
    private let passages = [
        Passage(number: 1, title: "refunds.md:2", text: "A refund takes 14 days."),
        Passage(number: 2, title: "fees.md:1", text: "There are no fees."),
    ]

    @Test func `a passage can be cited without saying so, and say so without being cited`() {
        let uses = PassageUse.all(of: passages, in: "A refund takes 14 days [2].")
        #expect(uses.map(\.isCited) == [false, true])
        #expect(uses.map(\.saysSo) == [true, false])
        #expect(uses[0].overlap == 1)
    }

    @Test func `the best sentence counts`() {
        // Of "there are hidden fees too" three of five words, of the second sentence all.
        let uses = PassageUse.all(of: passages, in: "There are hidden fees too. There are no fees [2].")
        #expect(uses[1] == PassageUse(isCited: true, overlap: 1))
    }

    @Test func `an empty answer uses nothing, and numbers that aren't there are named`() {
        #expect(PassageUse.all(of: passages, in: "").allSatisfy { !$0.isCited && $0.overlap == 0 })
        #expect(PassageUse.missing(from: passages, in: "So it is [7][1, 9][7].") == [7, 9])
    }
}
