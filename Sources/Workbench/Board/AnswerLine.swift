import Terminal
import TextLayout

/// Possible answers with bars as long as their shares, in a line: `Positive ━━━━━━ 83 % · Negative ━ 17 %`.
struct AnswerLine {
    /// The answers, the likeliest first.
    let shares: [(label: String, share: Double)]
    /// True if they are of an earlier state.
    var isFaint = false

    /// Returns the columns that all answers take without bars.
    func columns(_ look: Look) -> Int { columns(shares.count, look) }

    private func dot(_ look: Look) -> String { look.sign(" · ", " - ") }

    private func words(_ count: Int, _ look: Look) -> [(name: String, number: String)] {
        shares.prefix(count).map { (look.line($0.label), Self.percent($0.share)) }
    }

    private func columns(_ count: Int, _ look: Look) -> Int {
        words(count, look).reduce((count - 1) * dot(look).displayWidth) {
            $0 + $1.name.displayWidth + $1.number.displayWidth + 1
        }
    }

    /// Draws the line. The bars take what room the words leave; answers that don't fit are left out, the least likely first.
    func draw(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let dot = dot(look)
        let most = area.size.columns
        let count = (1...max(1, shares.count)).last { columns($0, look) <= most } ?? 1
        // Each bar has a blank before it.
        let room = most - columns(count, look) - count
        var column = area.origin.column
        for (number, (name, text)) in words(count, look).enumerated() {
            if number > 0 {
                column += canvas.write(dot, at: Position(column: column, row: area.origin.row), .faint, in: area)
            }
            let nameStyle: Style = isFaint ? Style(.faint, .dim) : number == 0 ? Style(.accent) : .text
            column += canvas.write(
                look.fit(name, most - text.displayWidth - 1), at: Position(column: column, row: area.origin.row),
                nameStyle,
                in: area)
            let length = Int((shares[number].share * Double(room)).rounded())
            if room >= count * 3, length > 0 {
                let bar = String(repeating: look.sign("━", "#"), count: length)
                column += canvas.write(
                    " " + bar, at: Position(column: column, row: area.origin.row),
                    isFaint ? Style(.faintBar) : Style(.bar), in: area)
            }
            column += canvas.write(
                " " + text, at: Position(column: column, row: area.origin.row), isFaint ? .faint : .text, in: area)
        }
    }

    private static func percent(_ share: Double) -> String {
        let whole = (share * 100).rounded()
        return share > 0 && whole < 1 ? "<1 %" : "\(Int(whole)) %"
    }
}
