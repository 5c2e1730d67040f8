import TestRandom

/// Changes a sound input into a hostile one, the same for the same random numbers.
enum Mutation {
    /// Texts that programs trip over.
    static let words: [String] = [
        "", "0", "-1", "1e300", "-1e300", "1e400", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "nan", "inf", "null", "true", "~", "{}", "[]", "\"", "'", "{{x}}", "{{", "}}",
        "{{{input}}}",
        "\u{0}", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{1B}[31m", "\u{202E}", "e\u{301}", "👨‍👩‍👧‍👦", "한국", "\r", "\r\n", "\n",
        "\n\n---\n", "\t", "#", "&a ", "*a", "<<: *a", "!!int ", "!!binary ", "|", ">-", "? ", "- ", ": ", ",", ";",
        "|",
        "%", "\\", "\\u0000", "\\ud83d", "file:///dev/zero", "file://x", "../../x", "/", "http://127.0.0.1:1/", "${x}",
        "{% raw %}", "{% for x in y %}", "{{#each x}}", "<<<dotprompt:role:user>>>", "(a+)+$", "[[:alpha:]", "\\boxed{",
    ]

    /// Returns a hostile form of one of several inputs.
    static func bytes(from samples: [String], _ random: inout SplitMix) -> [UInt8] {
        var bytes = Array(random.pick(samples).utf8)
        let other = Array(random.pick(samples).utf8)
        for _ in 0..<(1 + random.below(6)) { change(&bytes, other, &random) }
        return Array(bytes.prefix(6 << 20))
    }

    private static func change(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout SplitMix) {
        let place = random.below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + random.below(random.once(in: 3) ? 200 : 12))
        let word = Array(random.pick(words).utf8)
        switch random.below(14) {
        case 0: bytes.replaceSubrange(place..<end, with: word)
        case 1: bytes.insert(contentsOf: word, at: place)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 5: bytes.removeSubrange(place...)
        case 6:
            let from = random.below(other.count + 1)
            bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: place)
        case 7:
            // The value behind a colon or an equals sign.
            guard let colon = bytes[place...].firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) else { return }
            let line = bytes[colon...].firstIndex(of: 0x0A) ?? bytes.count
            bytes.replaceSubrange((colon + 1)..<line, with: [0x20] + word)
        case 8: repeated(bytes[place..<end], at: place, in: &bytes, times: 1 + random.below(2000))
        case 9 where random.once(in: 4):
            repeated(bytes[place..<end], at: place, in: &bytes, times: 1 + random.below(100_000))
        case 10:
            let (open, close) = random.pick([("[", "]"), ("{a: ", "}"), ("{\"a\":", "}"), ("- ", ""), ("(", ")")])
            let depth = random.pick([10, 100, 1000, 50_000])
            let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            bytes.insert(contentsOf: nested.utf8, at: place)
        case 11 where random.once(in: 4):
            bytes.insert(
                contentsOf: [UInt8](repeating: 0x61, count: random.pick([5000, 300_000, 2_000_000])), at: place)
        case 12:
            let line = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
            let next = line < bytes.count ? (bytes[(line + 1)...].firstIndex(of: 0x0A) ?? bytes.count) : bytes.count
            if line < next { bytes.insert(contentsOf: bytes[line..<next], at: line) }
        default:
            bytes.insert(
                contentsOf: (0..<random.below(20)).map { _ in UInt8(truncatingIfNeeded: random.next()) }, at: place)
        }
    }

    private static func repeated(_ part: ArraySlice<UInt8>, at place: Int, in bytes: inout [UInt8], times: Int) {
        let many = min(times, (4 << 20) / max(1, part.count))
        bytes.insert(contentsOf: repeatElement(part, count: many).joined(), at: place)
    }
}
