/// How each role looks on one kind of ground, with as many colours as there are.
///
/// Meaning never rests on colour alone, and no two roles differ as red and green do.
package struct Theme: Sendable, Hashable {
    /// What the text stands on.
    package enum Ground: Sendable, Hashable, CaseIterable {
        /// Light text on a dark ground.
        case dark
        /// Dark text on a light ground.
        case light
    }

    /// How many colours there are.
    package enum Palette: Sendable, Hashable, CaseIterable {
        /// None: attributes carry all meaning.
        case monochrome
        /// The eight that are on every terminal with colours.
        case basic
        /// xterm's 256.
        case rich

        /// What a terminal with so many colours can show.
        package init(colors: Int) {
            self = colors >= 256 ? .rich : colors >= 8 ? .basic : .monochrome
        }
    }

    /// What a terminal does to a cell.
    package struct Look: Sendable, Hashable {
        /// A number of the palette, or -1 for the terminal's own colour.
        package var foreground: Int16
        /// A number of the palette, or -1 for the terminal's own colour.
        package var background: Int16
        /// Everything else.
        package var attributes: Style.Attributes

        /// Colours and attributes; the terminal's own text unless said otherwise.
        package init(_ foreground: Int16 = -1, on background: Int16 = -1, _ attributes: Style.Attributes = []) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    /// What the text stands on.
    package let ground: Ground
    /// How many colours there are.
    package let palette: Palette

    /// The theme for a kind of terminal.
    package init(ground: Ground, palette: Palette) {
        self.ground = ground
        self.palette = palette
    }

    /// Returns how a style looks: its role's look, with its own attributes added.
    package func look(of style: Style) -> Look {
        var look =
            switch (palette, ground) {
            case (.monochrome, _): Self.monochrome(style.role)
            case (.basic, .dark): Self.basicDark(style.role)
            case (.basic, .light): Self.basicLight(style.role)
            case (.rich, .dark): Self.richDark(style.role)
            case (.rich, .light): Self.richLight(style.role)
            }
        look.attributes.formUnion(style.attributes)
        return look
    }
}

/// Which theme to take.
package enum ThemeChoice: String, Sendable, CaseIterable {
    /// By what the terminal says of itself, dark where it says nothing.
    case automatic
    /// For dark grounds.
    case dark
    /// For light grounds.
    case light
}
