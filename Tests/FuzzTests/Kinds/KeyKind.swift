import Terminal
import TestRandom

/// Bytes that a terminal sends: keys, mouse, pastes and answers.
struct KeyKind: FuzzKind {
    let name = "terminal bytes"
    let count = 700

    static let pieces = [
        "a", "한", "\u{1B}", "\u{1B}[A", "\u{1B}OP", "\u{1B}[15~", "\u{1B}[1;5C", "\u{1B}[<0;10;10M",
        "\u{1B}[<0;99999999999;1m",
        "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[I", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:f/f",
        "\u{1B}[?62;4c",
        "\u{1B}[9999999999999999999;3u", "\u{1B}[", "\u{1B}P", "\u{1B}\\", "\u{0}", "\u{7F}", "\r", "\n", "\t",
        "\u{9B}A",
    ]

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        var bytes: [UInt8] = []
        for _ in 0..<(1 + random.below(60)) {
            bytes += Array(random.pick(Self.pieces).utf8)
            if random.once(in: 9) { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
            if random.once(in: 40) { bytes += repeatElement(UInt8(ascii: "9"), count: 100_000) }
        }
        return bytes
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        var decoder = InputDecoder()
        var rest = input[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + seed % 7)
            rest = rest.dropFirst(piece.count)
            _ = decoder.decode(piece)
        }
        _ = decoder.flush()
    }
}
