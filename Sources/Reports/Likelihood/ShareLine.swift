import TextLayout

/// Answers with bars as long as their shares, in one line: `Positive ━━━━━━ 83 % · Negative ━ 17 %`.
struct ShareLine {
    /// The length of a bar of 100 %, where there is room for it.
    private static let longest = 30

    /// The answers in the words that stand for them, with their shares, the likeliest first.
    let shares: [(name: String, share: Double)]

    /// Returns the line. The least likely answers are left out where there is no room for them, and bars before them.
    func text(columns: Int, glyphs: Glyphs) -> String {
        let isPlain = glyphs == .ascii
        let dot = isPlain ? " - " : " · "
        func width(_ count: Int) -> Int {
            shares.prefix(count).reduce((count - 1) * dot.displayWidth) {
                $0 + $1.name.displayWidth + Self.percent($1.share).displayWidth + 1
            }
        }
        let count = (1...max(1, shares.count)).last { width($0) <= columns } ?? 1
        // Each bar has a blank before it.
        let room = min(Self.longest, columns - width(count) - count)
        return shares.prefix(count).map { name, share in
            let length = room >= count * 3 ? Int((share * Double(room)).rounded()) : 0
            let bar = String(repeating: isPlain ? "#" : "━", count: length)
            return [name, bar, Self.percent(share)].filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: dot)
    }

    /// Returns a share in whole percents.
    private static func percent(_ share: Double) -> String {
        let whole = (share * 100).rounded()
        return share > 0 && whole < 1 ? "<1 %" : "\(Int(whole)) %"
    }
}
