import Testing

@testable import Runtime

struct TextAssemblerTests {
    /// Feeds pieces of bytes and returns what was shown after each.
    private func shown(_ pieces: [[UInt8]], stops: [String]) -> (parts: [String], assembler: TextAssembler) {
        var assembler = TextAssembler(stops: stops)
        var parts: [String] = []
        for piece in pieces where !assembler.isStopped { parts.append(assembler.append(piece)) }
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
        let text = assembler.append([0x61, 0xFF, 0x62]) + assembler.append([0xED, 0x95]) + assembler.flush()
        #expect(text == "a\u{FFFD}b\u{FFFD}")
    }

    @Test func `random cuts of a text show the same text`() {
        var generator = SeededGenerator(state: 1)
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
