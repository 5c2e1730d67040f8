import Testing

@testable import Remote

struct LoadSearchTests {
    /// The number of requests at once that a search ends with, on a server that has room for `slots` and gives each answer 20
    /// tokens in a second. All places are always taken.
    private func places(most: Int, slots: Int) -> [Int] {
        var search = LoadSearch(most: most)
        var seen = [search.places]
        var now = 0.0
        search.end(tokens: 20, began: -1, now: now, isCrowded: true)
        for _ in 0..<12 {
            let running = search.places
            // So many rounds until all of them have been answered, those that wait after those that run.
            for number in 0..<running {
                let end = now + Double(number / slots + 1)
                search.end(tokens: 20, began: now, now: end, isCrowded: true)
                if search.places != running { break }
            }
            now += Double((running - 1) / slots + 1)
            if search.places != seen.last { seen.append(search.places) }
        }
        return seen
    }

    @Test func `requests at once double until tokens a second stop growing`() {
        #expect(places(most: 64, slots: 16) == [8, 16, 32, 16])
        #expect(places(most: 64, slots: 1000) == [8, 16, 32, 64])
        #expect(places(most: 64, slots: 2) == [8, 16, 8])
    }

    @Test func `there are never more than allowed`() {
        #expect(places(most: 4, slots: 1000) == [4])
        #expect(places(most: 12, slots: 1000) == [8, 12])
        #expect(LoadSearch(most: 0).places == 1)
    }

    @Test func `answers that end with the first one aren't a measurement`() {
        var search = LoadSearch(most: 64)
        for _ in 0..<8 { search.end(tokens: 20, began: 0, now: 1, isCrowded: true) }
        #expect(search.places == 8)
        for _ in 0..<8 { search.end(tokens: 20, began: 1, now: 2, isCrowded: true) }
        #expect(search.places == 16)
        // Twice as many take twice as long.
        for _ in 0..<16 { search.end(tokens: 20, began: 2, now: 4, isCrowded: true) }
        #expect(search.places == 8)
    }

    @Test func `without requests that wait nothing is concluded`() {
        var search = LoadSearch(most: 64)
        for number in 0..<100 {
            search.end(tokens: 20, began: Double(number), now: Double(number) + 1, isCrowded: false)
        }
        #expect(search.places == 8)
    }

    @Test func `a server that has too much to do gets half, and one more at a time behind many answers`() {
        var search = LoadSearch(most: 64)
        search.refuse()
        #expect(search.places == 4)
        func answer(_ count: Int, isCrowded: Bool = true) {
            for number in 0..<count {
                search.end(tokens: 20, began: Double(number), now: Double(number) + 1, isCrowded: isCrowded)
            }
        }
        answer(15)
        answer(100, isCrowded: false)
        #expect(search.places == 4)
        answer(1)
        #expect(search.places == 5)
        answer(20)
        #expect(search.places == 6)
        search.refuse()
        #expect(search.places == 3)
        answer(10_000)
        #expect(search.places == 64)
    }
}
