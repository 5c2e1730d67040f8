import Terminal
import Testing

@Suite struct ThemeTests {
    private static let all = Theme.Ground.allCases.flatMap { ground in
        Theme.Palette.allCases.map { Theme(ground: ground, palette: $0) }
    }

    @Test(arguments: all) func `colours stay within the palette`(_ theme: Theme) {
        let colors = [Theme.Palette.monochrome: 0, .basic: 8, .rich: 256][theme.palette] ?? 0
        for role in Role.allCases {
            let look = theme.look(of: Style(role))
            #expect((-1..<Int16(colors)).contains(look.foreground))
            #expect((-1..<Int16(colors)).contains(look.background))
        }
    }

    @Test(arguments: all) func `what means something looks different from plain text`(_ theme: Theme) {
        let plain = theme.look(of: .text)
        for role in Role.allCases where ![.text, .bar, .likely].contains(role) {
            #expect(theme.look(of: Style(role)) != plain, "\(role)")
        }
    }

    @Test(arguments: all) func `roles that stand side by side look different`(_ theme: Theme) {
        for group in [
            [.text, .selection, .difference, .faint], [.border, .focusedBorder],
            [.text, .warning, .error, .success, .faint],
            [.bar, .faintBar], [.text, .control, .tint, .written, .writtenTint],
            [.unlikely, .doubtful, .likely, .certain], [.key, .faint],
            [.accent, .text, .faint],
        ] as [[Role]] { #expect(Set(group.map { theme.look(of: Style($0)) }).count == group.count, "\(group)") }
    }

    @Test func `without colours attributes carry the meaning`() {
        let theme = Theme(ground: .dark, palette: .monochrome)
        #expect(theme.look(of: Style(.selection)).attributes == .reverse)
        #expect(theme.look(of: Style(.difference)).attributes == [.underline, .bold])
        #expect(theme.look(of: Style(.accent)).attributes == .bold)
        #expect(theme.look(of: Style(.text, .dim)).attributes == .dim)
    }

    @Test(arguments: all) func `a style's own attributes are added`(_ theme: Theme) {
        for role in Role.allCases {
            let look = theme.look(of: Style(role, [.dim, .underline]))
            #expect(look.attributes.isSuperset(of: theme.look(of: Style(role)).attributes.union([.dim, .underline])))
        }
    }

    @Test(arguments: all) func `nothing is green, so nothing is red against green`(_ theme: Theme) {
        for role in Role.allCases {
            for color in [theme.look(of: Style(role)).foreground, theme.look(of: Style(role)).background] {
                #expect(color != 2 && color != 10)
                guard color >= 16, color < 232 else { continue }
                let (red, green, blue) = ((color - 16) / 36, (color - 16) / 6 % 6, (color - 16) % 6)
                #expect(green <= max(red, blue), "\(role) is \(color)")
            }
        }
    }

    @Test func `a terminal's colours choose the palette`() {
        #expect(Theme.Palette(colors: 0) == .monochrome)
        #expect(Theme.Palette(colors: 8) == .basic)
        #expect(Theme.Palette(colors: 16) == .basic)
        #expect(Theme.Palette(colors: 256) == .rich)
        #expect(Theme.Palette(colors: 1 << 24) == .rich)
    }
}
