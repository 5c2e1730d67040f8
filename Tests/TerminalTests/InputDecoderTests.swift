import Terminal
import TestRandom
import Testing

/// What a terminal sends, and the key that it is.
struct Sent: CustomTestStringConvertible, Sendable {
    var bytes: String
    var key: Key
    var testDescription: String { "\(key) from \(bytes.debugDescription)" }

    init(_ bytes: String, _ code: Key.Code, _ modifiers: Key.Modifiers = []) {
        self.bytes = bytes
        key = Key(code, modifiers)
    }

    init(_ bytes: String, _ character: Character, _ modifiers: Key.Modifiers = []) {
        self.init(bytes, .character(character), modifiers)
    }

    static let all: [Sent] = characters + controls + arrows + editing + functions + protocols

    static let characters = [
        Sent("a", "a"), Sent("A", "A"), Sent(" ", " "), Sent("é", "é"), Sent("한", "한"), Sent("語", "語"), Sent("😀", "😀"),
        Sent("\u{1B}x", "x", .alt), Sent("\u{1B}X", "X", .alt), Sent("\u{1B}_", "_", .alt), Sent("\u{1B}é", "é", .alt),
        Sent("\u{1B}[", "[", .alt), Sent("\u{1B}]", "]", .alt), Sent("\u{1B}P", "P", .alt), Sent("\u{1B}O", "O", .alt),
        Sent("\u{1B}^", "^", .alt), Sent("\u{1B} ", " ", .alt),
    ]
    static let controls = [
        Sent("\0", " ", .control), Sent("\u{1}", "a", .control), Sent("\u{1A}", "z", .control),
        Sent("\n", "j", .control), Sent("\r", .enter), Sent("\t", .tab), Sent("\u{1B}", .escape),
        Sent("\u{1C}", "\\", .control), Sent("\u{1D}", "]", .control), Sent("\u{1E}", "^", .control),
        Sent("\u{1F}", "_", .control), Sent("\u{7F}", .backspace), Sent("\u{8}", .backspace),
        Sent("\u{1B}\r", .enter, .alt), Sent("\u{1B}\u{7F}", .backspace, .alt), Sent("\u{1B}\t", .tab, .alt),
        Sent("\u{1B}\u{1}", "a", [.control, .alt]),
    ]
    static let arrows = [
        Sent("\u{1B}[A", .up), Sent("\u{1B}OB", .down), Sent("\u{1B}[1;5C", .right, .control),
        Sent("\u{1B}[1;2D", .left, .shift), Sent("\u{1B}[1;3A", .up, .alt),
        Sent("\u{1B}[1;6A", .up, [.shift, .control]),
        Sent("\u{1B}[1;9A", .up, .alt), Sent("\u{1B}O5C", .right, .control), Sent("\u{1B}[5D", .left, .control),
        Sent("\u{1B}[a", .up, .shift), Sent("\u{1B}Od", .left, .control), Sent("\u{1B}\u{1B}[A", .up, .alt),
        Sent("\u{1B}\u{1B}OA", .up, .alt),
    ]
    static let editing = [
        Sent("\u{1B}[H", .home), Sent("\u{1B}OH", .home), Sent("\u{1B}[1~", .home), Sent("\u{1B}[7~", .home),
        Sent("\u{1B}[F", .end), Sent("\u{1B}OF", .end), Sent("\u{1B}[4~", .end), Sent("\u{1B}[8~", .end),
        Sent("\u{1B}[1;5H", .home, .control), Sent("\u{1B}[2~", .insert), Sent("\u{1B}[3~", .delete),
        Sent("\u{1B}[3;5~", .delete, .control), Sent("\u{1B}[5~", .pageUp), Sent("\u{1B}[6;3~", .pageDown, .alt),
        Sent("\u{1B}[3$", .delete, .shift), Sent("\u{1B}[3^", .delete, .control),
        Sent("\u{1B}[7@", .home, [.shift, .control]), Sent("\u{1B}[Z", .tab, .shift),
    ]
    static let functions = [
        Sent("\u{1B}OP", .function(1)), Sent("\u{1B}OS", .function(4)), Sent("\u{1B}[[A", .function(1)),
        Sent("\u{1B}[[E", .function(5)), Sent("\u{1B}[11~", .function(1)), Sent("\u{1B}[15~", .function(5)),
        Sent("\u{1B}[17~", .function(6)), Sent("\u{1B}[21~", .function(10)), Sent("\u{1B}[23~", .function(11)),
        Sent("\u{1B}[24~", .function(12)), Sent("\u{1B}[25~", .function(13)), Sent("\u{1B}[34~", .function(20)),
        Sent("\u{1B}[1;2P", .function(1), .shift), Sent("\u{1B}[15;5~", .function(5), .control),
        Sent("\u{1B}O1;2R", .function(3), .shift), Sent("\u{1B}[P", .function(1)), Sent("\u{1B}OM", .enter),
        Sent("\u{1B}Op", "0"), Sent("\u{1B}Ok", "+"),
    ]
    static let protocols = [
        Sent("\u{1B}[97;5u", "a", .control), Sent("\u{1B}[97;6u", "a", [.control, .shift]), Sent("\u{1B}[97;2u", "A"),
        Sent("\u{1B}[49:33;2u", "!"), Sent("\u{1B}[105;5u", "i", .control), Sent("\u{1B}[13;2u", .enter, .shift),
        Sent("\u{1B}[27u", .escape), Sent("\u{1B}[127;5u", .backspace, .control), Sent("\u{1B}[9;2u", .tab, .shift),
        Sent("\u{1B}[97;3:1u", "a", .alt), Sent("\u{1B}[54620u", "한"), Sent("\u{1B}[57376u", .function(13)),
        Sent("\u{1B}[57400u", "1"), Sent("\u{1B}[32;5u", " ", .control), Sent("\u{1B}[47;5u", "_", .control),
        Sent("\u{1B}[27;5;13~", .enter, .control), Sent("\u{1B}[27;2;13~", .enter, .shift),
        Sent("\u{1B}[27;5;73~", "i", .control), Sent("\u{1B}[27;6;97~", "a", [.control, .shift]),
    ]
}

@Suite struct InputDecoderTests {
    /// All events, with what waits at the end.
    static func events(_ bytes: some Collection<UInt8>, keys: [[UInt8]: Key] = [:]) -> [TerminalEvent] {
        var decoder = InputDecoder(keys: keys)
        return decoder.decode(bytes) + decoder.flush()
    }

    static func events(_ text: String) -> [TerminalEvent] { events(Array(text.utf8)) }

    static func keys(_ text: String) -> [TerminalEvent] { text.map { .key(Key($0)) } }

    @Test(arguments: Sent.all) func `a key is known by what the terminal sends`(_ sent: Sent) {
        #expect(Self.events(sent.bytes) == [.key(sent.key)])
    }

    @Test(arguments: Sent.all) func `a key stays the same when its bytes come one by one`(_ sent: Sent) {
        var decoder = InputDecoder()
        var events: [TerminalEvent] = []
        for byte in sent.bytes.utf8 { events += decoder.decode([byte]) }
        events += decoder.flush()
        #expect(events == [.key(sent.key)])
        #expect(!decoder.isWaiting)
    }

    @Test func `keys in one read come in order`() {
        #expect(
            Self.events("ab\u{1B}[A\r\u{1B}[3;5~c") == [
                .key(Key("a")), .key(Key("b")), .key(Key(.up)), .key(Key(.enter)), .key(Key(.delete, .control)),
                .key(Key("c")),
            ])
    }

    @Test func `an escape waits for what follows and is a key after a silence`() {
        var decoder = InputDecoder()
        #expect(decoder.decode([0x1B]).isEmpty)
        #expect(decoder.patience == .milliseconds(25))
        #expect(decoder.flush() == [.key(Key(.escape))])
        #expect(!decoder.isWaiting)
        #expect(decoder.decode([0x5B, 0x41]) == Self.keys("[A"))
    }

    @Test func `two escapes are two presses`() {
        #expect(Self.events("\u{1B}\u{1B}") == [.key(Key(.escape)), .key(Key(.escape))])
        #expect(Self.events("\u{1B}\u{1B}x") == [.key(Key(.escape)), .key(Key("x", .alt))])
        #expect(Self.events("\u{1B}\u{1B}[") == [.key(Key(.escape)), .key(Key("[", .alt))])
        #expect(Self.events("\u{1B}\u{1B}\u{1B}[A") == [.key(Key(.escape)), .key(Key(.up, .alt))])
    }

    @Test func `marks and joiners in one read make one character`() {
        for text in ["e\u{301}", "👩‍👩‍👧", "👍🏽", "🇰🇷", "한", "\u{1112}\u{1161}\u{11AB}", "1\u{FE0F}\u{20E3}"] {
            #expect(Self.events(text) == [.key(Key(Character(text)))])
        }
    }

    @Test func `a mark that comes later is a character of its own`() {
        var decoder = InputDecoder()
        #expect(decoder.decode("e".utf8) == Self.keys("e"))
        #expect(decoder.decode("\u{301}".utf8) == [.key(Key("\u{301}"))])
    }

    @Test func `broken bytes become replacement characters`() {
        #expect(Self.events([0x61, 0xFF, 0x62]) == Self.keys("a\u{FFFD}b"))
        #expect(Self.events([0xC0, 0x80]) == Self.keys("\u{FFFD}\u{FFFD}"))
        #expect(Self.events([0xED, 0xA0, 0x80]) == Self.keys("\u{FFFD}\u{FFFD}\u{FFFD}"))
        #expect(Self.events([0xE3, 0x81, 0x61]) == Self.keys("\u{FFFD}a"))
        #expect(Self.events([0xF4, 0x90, 0x80, 0x80]) == Self.keys("\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"))
        #expect(Self.events([0xE3, 0x81]) == Self.keys("\u{FFFD}"))
        #expect(Self.events([0xE3, 0x81, 0x0D]) == Self.keys("\u{FFFD}") + [.key(Key(.enter))])
    }

    @Test func `broken bytes are replaced as Swift's own decoding does`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let bytes = (0..<8).map { _ in UInt8.random(in: 0x80...0xFF, using: &random) }
            let expected = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
                !(0x80..<0xA0).contains($0.value)
            }
            let text = Self.events(bytes).reduce(into: "") { text, event in
                if case .key(let key) = event, case .character(let character) = key.code { text.append(character) }
            }
            #expect(Array(text.unicodeScalars) == Array(expected))
        }
    }

    @Test func `controls beyond ASCII are no text`() {
        #expect(Self.events("a\u{9B}\u{85}b") == Self.keys("ab"))
    }

    @Test func `answers of the terminal are left out`() {
        for answer in [
            "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}[?62;22c",
            "\u{1B}[>0;276;0c",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P>|xterm(1)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[?2026;2$y",
            "\u{1B}[I",
            "\u{1B}[O", "\u{1B}[?1u", "\u{1B}[0n", "\u{1B}[97;1:3u", "\u{1B}[57441u", "\u{1B}[201~", "\u{1B}[99~",
        ] { #expect(Self.events("a" + answer + "b") == Self.keys("ab"), "\(answer.debugDescription)") }
    }

    @Test func `an answer that is cut off by another sequence ends there`() {
        #expect(Self.events("\u{1B}]11;rgb:\u{1B}[Ab") == [.key(Key(.up)), .key(Key("b"))])
        #expect(Self.events("\u{1B}]11;rgb:\u{18}b") == Self.keys("b"))
    }

    @Test func `an answer that never ends is given up after a silence`() {
        var decoder = InputDecoder()
        #expect(decoder.decode("\u{1B}]11;rgb".utf8).isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.decode("x".utf8) == Self.keys("x"))
    }

    @Test func `a sequence that is cut off is dropped and what follows is read`() {
        #expect(Self.events("\u{1B}[1;\u{1B}[A") == [.key(Key(.up))])
        #expect(Self.events("\u{1B}[1;\r") == [.key(Key(.enter))])
        #expect(Self.events("\u{1B}[1;5").isEmpty)
        #expect(Self.events("\u{1B}[" + String(repeating: "1", count: 1000) + "A").last == .key(Key("A")))
    }

    @Test func `the terminal's own keys come before everybody's`() {
        let own: [[UInt8]: Key] = [
            Array("\u{1B}\t".utf8): Key(.tab, .shift), Array("\u{1B}[M".utf8): Key(.function(1)),
            Array("\u{1B}[224z".utf8): Key(.function(2)), [0x08]: Key(.left),
        ]
        #expect(Self.events(Array("\u{1B}\t".utf8), keys: own) == [.key(Key(.tab, .shift))])
        #expect(Self.events(Array("\u{1B}[Mabc".utf8), keys: own) == [.key(Key(.function(1)))] + Self.keys("abc"))
        #expect(Self.events(Array("\u{1B}[224z".utf8), keys: own) == [.key(Key(.function(2)))])
        #expect(Self.events([0x08], keys: own) == [.key(Key(.backspace))])
        #expect(Self.events(Array("\u{1B}[A".utf8), keys: own) == [.key(Key(.up))])
    }

    @Test func `random bytes never stop the decoder`() {
        var random = SplitMix(seed: 3)
        var decoder = InputDecoder()
        for _ in 0..<3000 {
            let alphabet: [UInt8] = [
                0x1B, 0x5B, 0x4F, 0x5D, 0x50, 0x3B, 0x32, 0x30, 0x7E, 0x4D, 0x3C, 0x24, 0xE3, 0x81,
            ]
            let bytes = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
            }
            _ = decoder.decode(bytes)
            _ = decoder.flush()
            #expect(!decoder.isWaiting)
        }
        #expect(decoder.decode("ok".utf8) == Self.keys("ok"))
    }
}
