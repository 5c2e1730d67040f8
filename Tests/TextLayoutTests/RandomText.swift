import TestRandom

/// Random texts that dwell on what goes wrong: borders of clusters, widths and controls.
enum RandomText {
    private static let pieces: [String] = [
        " ", " ", " ", "  ", "a", "b", "word", "Longer", "-", ".", ",", ")", "(", "\"", "한", "글", "안녕하세요", "서울에서",
        "\u{1112}",
        "\u{1161}", "\u{11AB}", "日", "本語", "。", "「", "」", "ー", "ッ", "ｱ", "Ａ", "　", "😀", "👍🏽", "👨‍👩‍👧‍👦", "🇰🇷", "🇯",
        "❤️", "1️⃣", "⌚︎", "e\u{301}", "\u{301}", "\u{308}\u{323}", "क्षि", "ि", "กำ", "שלום", "مرحبا", "\u{6DD}",
    ]
    private static let hostile: [String] = [
        "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{9B}2J", "\u{0}", "\u{7F}", "\r", "\r\n", "\u{8}", "\u{85}", "\u{202E}",
        "\u{2066}", "\u{200B}", "\u{200D}", "\u{200C}", "\u{200F}", "\u{FEFF}", "\u{AD}", "\u{2028}", "\u{FFF9}",
        "\u{E0041}", "\u{E007F}", "\u{E0101}", "\u{FE0F}", "\u{FE0E}", "\u{FE01}", "\u{E000}", "\u{10FFFF}", "\u{FFFF}",
        "\u{378}", "\u{3164}", "\u{34F}", "🏴", "🏽", "\u{600}", "\u{D4E}", "\u{1100}", "\u{20E3}", "\u{180B}", "ᠠ",
    ]

    /// Words, scripts, emoji, tabs and newlines, no controls beside.
    static func layout(length: Int, using random: inout SplitMix) -> String {
        let all = pieces + ["\t", "\n", "\r\n"]
        return (0..<length).map { _ in all.randomElement(using: &random) ?? "" }.joined()
    }

    /// Anything at all: controls, invisible characters, floods, any scalar.
    static func hostile(length: Int, using random: inout SplitMix) -> String {
        var text = ""
        for _ in 0..<length {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: text += pieces.randomElement(using: &random) ?? ""
            case 3..<7: text += hostile.randomElement(using: &random) ?? ""
            case 7: text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: 0...255, using: &random)))
            case 8:
                let piece = (pieces + hostile).randomElement(using: &random) ?? ""
                text += String(repeating: piece, count: Int.random(in: 1...40, using: &random))
            default:
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
