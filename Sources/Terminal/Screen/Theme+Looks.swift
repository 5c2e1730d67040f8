// The colours are blue and violet against orange and yellow, which people of every colour vision tell apart.

extension Theme {
    static func monochrome(_ role: Role) -> Look {
        switch role {
        case .text, .bar, .likely: Look()
        case .faint, .border, .faintBar, .certain: Look(-1, .dim)
        case .focusedBorder: Look(-1, [.bold, .reverse])
        case .title, .accent, .key, .success: Look(-1, .bold)
        case .selection: Look(-1, .reverse)
        case .difference, .unlikely: Look(-1, [.underline, .bold])
        case .warning: Look(-1, [.reverse, .dim])
        case .error: Look(-1, [.reverse, .bold])
        case .control: Look(-1, .bold)
        case .tint, .doubtful: Look(-1, .underline)
        case .written: Look(-1, .dim)
        case .writtenTint: Look(-1, [.dim, .underline])
        }
    }

    static func basicDark(_ role: Role) -> Look {
        switch role {
        case .text: Look()
        case .faint, .border: Look(-1, .dim)
        case .focusedBorder, .accent, .certain: Look(6, .bold)
        case .title: Look(-1, .bold)
        case .selection: Look(-1, .reverse)
        case .key, .success, .bar, .likely: Look(6)
        case .difference: Look(3, [.underline, .bold])
        case .warning, .unlikely: Look(3, .bold)
        case .error: Look(1, [.reverse, .bold])
        case .faintBar: Look(4)
        case .control: Look(5)
        case .tint: Look(-1, .underline)
        case .written: Look(6)
        case .writtenTint: Look(6, .underline)
        case .doubtful: Look(3)
        }
    }

    static func basicLight(_ role: Role) -> Look {
        switch role {
        case .text: Look()
        case .faint, .border: Look(-1, .dim)
        case .focusedBorder, .accent, .certain: Look(4, .bold)
        case .title: Look(-1, .bold)
        case .selection: Look(-1, .reverse)
        case .key, .success, .bar, .likely: Look(4)
        case .difference: Look(1, [.underline, .bold])
        case .warning, .unlikely: Look(1, .bold)
        case .error: Look(1, [.reverse, .bold])
        case .faintBar: Look(6)
        case .control: Look(5)
        case .tint: Look(-1, .underline)
        case .written: Look(4)
        case .writtenTint: Look(4, .underline)
        case .doubtful: Look(5, .bold)
        }
    }

    static func richDark(_ role: Role) -> Look {
        switch role {
        case .text: Look()
        case .faint: Look(245)
        case .border: Look(240)
        case .focusedBorder, .bar, .certain: Look(75)
        case .title: Look(-1, .bold)
        case .accent: Look(75, .bold)
        case .selection: Look(231, on: 25)
        case .key: Look(117)
        case .difference: Look(215, [.underline, .bold])
        case .warning: Look(221)
        case .error: Look(209, .bold)
        case .success: Look(111)
        case .faintBar: Look(60)
        case .control: Look(141)
        case .tint: Look(-1, on: 237)
        case .written: Look(110)
        case .writtenTint: Look(110, on: 237)
        case .unlikely: Look(208, .bold)
        case .doubtful: Look(222)
        case .likely: Look(153)
        }
    }

    static func richLight(_ role: Role) -> Look {
        switch role {
        case .text: Look()
        case .faint: Look(242)
        case .border: Look(248)
        case .focusedBorder, .bar, .certain: Look(25)
        case .title: Look(-1, .bold)
        case .accent: Look(25, .bold)
        case .selection: Look(231, on: 25)
        case .key: Look(25)
        case .difference: Look(130, [.underline, .bold])
        case .warning: Look(130)
        case .error: Look(124, .bold)
        case .success: Look(26)
        case .faintBar: Look(146)
        case .control: Look(91)
        case .tint: Look(-1, on: 254)
        case .written: Look(31)
        case .writtenTint: Look(31, on: 254)
        case .unlikely: Look(166, .bold)
        case .doubtful: Look(94)
        case .likely: Look(67)
        }
    }
}

extension Theme.Look {
    fileprivate init(_ foreground: Int16, _ attributes: Style.Attributes) {
        self.init(foreground, on: -1, attributes)
    }
}
