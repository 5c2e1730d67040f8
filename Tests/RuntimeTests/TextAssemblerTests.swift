import TestRandom
import Testing

@testable import Lanes
@testable import Runtime

struct TextAssemblerTests {
    /// Feeds pieces of bytes and returns what was shown after each.
    private func shown(_ pieces: [[UInt8]], stops: [String]) -> (parts: [String], assembler: TextAssembler) {
        var assembler = TextAssembler(stops: stops)
        var parts: [String] = []
        for piece in pieces where !assembler.isStopped { parts.append(assembler.append(piece).text) }
        return (parts, assembler)
    }

    @Test func `a stop string across token borders ends the text before it`() {
        let (parts, assembler) = shown(["4", "\n", "Q", ": next"].map { Array($0.utf8) }, stops: ["\nQ:"])
        #expect(parts == ["4", "", "", ""])
        #expect(assembler.text == "4")
        #expect(assembler.isStopped)
        #expect(assembler.cut == (1, ""))
    }

    @Test func `what might have become a stop string is shown once it can't`() {
        let (parts, _) = shown(["4", "\n", "Q", "uite"].map { Array($0.utf8) }, stops: ["\nQ:"])
        #expect(parts == ["4", "", "", "\nQuite"])
    }

    @Test func `a stop string inside a token leaves the token's beginning as rest`() {
        let (_, assembler) = shown(["yes", ".END"].map { Array($0.utf8) }, stops: ["END"])
        #expect(assembler.text == "yes.")
        #expect(assembler.cut == (1, "."))
    }

    @Test func `a character split over tokens is shown whole`() {
        let bytes = Array("한".utf8)
        let (parts, assembler) = shown([[bytes[0]], [bytes[1]], [bytes[2]]], stops: [])
        #expect(parts == ["", "", "한"])
        #expect(assembler.text == "한")
    }

    @Test func `broken UTF-8 becomes replacement characters and loses nothing else`() {
        var assembler = TextAssembler(stops: [])
        let text = [assembler.append([0x61, 0xFF, 0x62]), assembler.append([0xED, 0x95]), assembler.flush()].map(\.text)
            .joined()
        #expect(text == "a\u{FFFD}b\u{FFFD}")
    }

    @Test func `a token ends where its text does, once all of it is shown`() {
        var assembler = TextAssembler(stops: ["END"])
        #expect(assembler.append(Array("한".utf8.prefix(2))).tokenEnds == [])
        #expect(assembler.append(Array("한".utf8.dropFirst(2)) + Array("a".utf8)).tokenEnds == [2, 4])
        #expect(assembler.append(Array("bE".utf8)).tokenEnds == [])
        #expect(assembler.append(Array("!".utf8)).tokenEnds == [6, 7])
    }

    @Test func `a token that a stop string cuts is not reported`() {
        var assembler = TextAssembler(stops: ["END"])
        #expect(assembler.append(Array("yes".utf8)).tokenEnds == [3])
        #expect(assembler.append(Array(".EN".utf8)) == TextAssembler.Piece(text: ".", tokenEnds: []))
        #expect(assembler.append(Array("D".utf8)) == TextAssembler.Piece())
    }

    @Test func `tokens after broken UTF-8 end where the shown text does`() {
        var assembler = TextAssembler(stops: [])
        #expect(assembler.append([0xFF]) == TextAssembler.Piece())
        #expect(assembler.append([0x61]) == TextAssembler.Piece(text: "\u{FFFD}a", tokenEnds: [3, 4]))
    }

    @Test func `random cuts of a text show the same text`() {
        var generator = SplitMix(seed: 1)
        let text = "날씨가 좋다. 👩‍👩‍👧 naïve\nQ: no"
        for _ in 0..<500 {
            var rest = Array(text.utf8)[...]
            var pieces: [[UInt8]] = []
            while !rest.isEmpty {
                let count = Int.random(in: 1...min(5, rest.count), using: &generator)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            let (parts, assembler) = shown(pieces, stops: ["\nQ:"])
            #expect(parts.joined() == "날씨가 좋다. 👩‍👩‍👧 naïve")
            #expect(assembler.isStopped)
        }
    }
}
