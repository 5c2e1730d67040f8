/// The look of each role on a kind of ground, with the colours that the terminal has.
///
/// No meaning depends on colour alone, and no two roles differ only as red and green do.
package struct Theme: Sendable, Hashable {
    /// The ground that text stands on.
    package enum Ground: Sendable, Hashable, CaseIterable {
        /// Light text on a dark ground.
        case dark
        /// Dark text on a light ground.
        case light
    }

    /// The number of colours.
    package enum Palette: Sendable, Hashable, CaseIterable {
        /// No colours: attributes carry all meaning.
        case monochrome
        /// The eight colours that every terminal with colours has.
        case basic
        /// xterm's 256 colours.
        case rich

        /// Takes the best palette for a number of colours.
        package init(colors: Int) {
            self = colors >= 256 ? .rich : colors >= 8 ? .basic : .monochrome
        }
    }

    /// The look of a cell.
    package struct Look: Sendable, Hashable {
        /// The number of the text's colour in the palette; -1 for the terminal's own colour.
        package var foreground: Int16
        /// The number of the ground's colour in the palette; -1 for the terminal's own colour.
        package var background: Int16
        /// The attributes.
        package var attributes: Style.Attributes

        /// Creates a look, by default that of the terminal's own text.
        package init(_ foreground: Int16 = -1, on background: Int16 = -1, _ attributes: Style.Attributes = []) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    /// The ground that text stands on.
    package let ground: Ground
    /// The number of colours.
    package let palette: Palette

    /// Creates the theme for a kind of terminal.
    package init(ground: Ground, palette: Palette) {
        self.ground = ground
        self.palette = palette
    }

    /// Returns the look of a style: its role's look with its own attributes added.
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

/// The choice of a theme.
package enum ThemeChoice: String, Sendable, CaseIterable {
    /// The theme for the ground that the terminal reports; the dark one if it doesn't report it.
    case automatic
    /// The theme for dark grounds.
    case dark
    /// The theme for light grounds.
    case light
}
