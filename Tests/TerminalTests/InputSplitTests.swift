import Terminal
import TestRandom
import Testing

@Suite struct InputSplitTests {
    @Test func `events are the same however the bytes are split`() {
        var random = SplitMix(seed: 1)
        let others = [
            "\u{1B}[200~one\r\ntwo\rthree\n\u{1B}[20x\u{1B}[201~", "\u{1B}[<0;10;20M", "\u{1B}[<32;11;20M",
            "\u{1B}[<0;11;20m",
            "\u{1B}[<64;1;1M", "\u{1B}]11;rgb:1/2/3\u{1B}\\", "\u{1B}]0;t\u{7}", "\u{1B}P1$r\u{1B}\\", "\u{1B}[?1;2c",
            "\u{1B}[M !!", "\u{1B}]52;c;YQ==\u{1B}[A",
        ]
        // A key that another one would continue is left out: that is settled by time.
        let keys = Sent.all.map(\.bytes).filter {
            !["\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P"].contains($0)
        }
        for round in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                let part =
                    Bool.random(using: &random)
                    ? keys.randomElement(using: &random) : others.randomElement(using: &random)
                bytes += Array((part ?? "").utf8)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    bytes.append(.random(in: 0x80...0xFF, using: &random))
                }
            }
            let whole = InputDecoderTests.events(bytes)
            var decoder = InputDecoder()
            var split: [TerminalEvent] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = min(rest.count, Int.random(in: 1...(round % 2 == 0 ? 3 : 40), using: &random))
                split += decoder.decode(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            split += decoder.flush()
            #expect(split == whole, "round \(round)")
        }
    }

    @Test func `a paste is one event with LF for the ends of lines`() {
        #expect(
            InputDecoderTests.events("a\u{1B}[200~x\r\ny\rz\n\u{1B}[A\tq\u{1B}[201~b") == [
                .key(Key("a")), .paste("x\ny\nz\n\u{1B}[A\tq"), .key(Key("b")),
            ])
    }

    @Test func `the end of a paste is found wherever it is split`() {
        let bytes = Array("\u{1B}[200~한\u{1B}[201\u{1B}\u{1B}[201~x".utf8)
        for place in 1..<bytes.count {
            var decoder = InputDecoder()
            let events = decoder.decode(bytes[..<place]) + decoder.decode(bytes[place...])
            #expect(events == [.paste("한\u{1B}[201\u{1B}"), .key(Key("x"))])
        }
    }

    @Test func `an empty paste is nothing`() {
        #expect(InputDecoderTests.events("\u{1B}[200~\u{1B}[201~x") == [.key(Key("x"))])
    }

    @Test func `a paste that never ends comes after a silence of a second`() {
        var decoder = InputDecoder()
        #expect(decoder.decode("\u{1B}[200~lost\u{1B}[20".utf8).isEmpty)
        #expect(decoder.patience == .seconds(1))
        #expect(decoder.flush() == [.paste("lost\u{1B}[20")])
        #expect(decoder.decode("x".utf8) == [.key(Key("x"))])
    }

    @Test func `a megabyte is pasted whole and in linear time`() {
        let text = String(repeating: "0123456789 한글 \u{1B}[201 ", count: 40_000)
        let bytes = Array(("\u{1B}[200~" + text + "\u{1B}[201~").utf8)
        func time(_ count: Int, _ size: Int) -> (Duration, [TerminalEvent]) {
            var decoder = InputDecoder()
            var events: [TerminalEvent] = []
            let time = ContinuousClock().measure {
                for start in stride(from: 0, to: count, by: size) {
                    events += decoder.decode(bytes[start..<min(count, start + size)])
                }
            }
            return (time, events)
        }
        let (duration, events) = time(bytes.count, 1000)
        #expect(events == [.paste(text)])
        #expect(duration < .milliseconds(500))
    }

    @Test func `the mouse reports presses, drags, releases and the wheel`() {
        let position = Position(column: 299, row: 11)
        #expect(
            InputDecoderTests.events(
                "\u{1B}[<0;300;12M\u{1B}[<32;300;12M\u{1B}[<0;300;12m\u{1B}[<64;300;12M\u{1B}[<65;300;12M")
                == [.press, .drag, .release, .scrollUp, .scrollDown].map { .mouse(MouseEvent($0, at: position)) })
        #expect(InputDecoderTests.events("\u{1B}[<16;300;12M") == [.mouse(MouseEvent(.press, at: position))])
    }

    @Test func `other buttons and moves without one are left out`() {
        #expect(
            InputDecoderTests.events("\u{1B}[<2;3;4M\u{1B}[<35;3;4M\u{1B}[<66;3;4M\u{1B}[<0;0;1M\u{1B}[<0;1M").isEmpty)
    }

    @Test func `the mouse of old terminals is understood`() {
        #expect(
            InputDecoderTests.events("\u{1B}[M !!\u{1B}[M#!!\u{1B}[M`!!x") == [
                .mouse(MouseEvent(.press, at: Position(column: 0, row: 0))),
                .mouse(MouseEvent(.release, at: Position(column: 0, row: 0))),
                .mouse(MouseEvent(.scrollUp, at: Position(column: 0, row: 0))), .key(Key("x")),
            ])
    }
}
