/// The role of a cell. A theme has a look for each role. Without colours the attributes carry the meaning.
package enum Role: Sendable, Hashable, CaseIterable {
    /// Text that is read or written.
    case text
    /// Text that can be overlooked: units, hints, lines between things.
    case faint
    /// The border of a pane, and that of the pane that has the focus.
    case border, focusedBorder
    /// The name of a pane or a field.
    case title
    /// A thing that is chosen, switched on or active.
    case accent
    /// The line of a list that the cursor is on, and selected text.
    case selection
    /// The key in a hint.
    case key
    /// Text that differs from another lane's.
    case difference
    /// Something to notice: unsaved, stale, not fitting.
    case warning
    /// A failure.
    case error
    /// A success.
    case success
    /// A bar of a chart, and the fainter one behind it.
    case bar, faintBar
    /// A token of the prompt that the model obeys.
    case control
    /// Text on the tinted ground of every other token.
    case tint
    /// Text of a prompt that template or layout wrote, and the same on the tinted ground.
    case written, writtenTint
    /// Tokens by their probability, from unlikely to near certain.
    case unlikely, doubtful, likely, certain
}

/// The style of a cell's text.
package struct Style: Sendable, Hashable {
    /// The changes of a cell that a terminal can make besides colours.
    package struct Attributes: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8
        /// Creates attributes.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Bold, or brighter.
        package static let bold = Attributes(rawValue: 1)
        /// Fainter.
        package static let dim = Attributes(rawValue: 2)
        /// Underlined.
        package static let underline = Attributes(rawValue: 4)
        /// With the colours of text and ground exchanged.
        package static let reverse = Attributes(rawValue: 8)
    }

    /// The role.
    package var role: Role
    /// Attributes added to the role's own.
    package var attributes: Attributes

    /// Creates a style.
    package init(_ role: Role, _ attributes: Attributes = []) {
        self.role = role
        self.attributes = attributes
    }

    /// Plain text.
    package static let text = Style(.text)
    /// Text that can be overlooked.
    package static let faint = Style(.faint)

    /// Returns the style with more attributes.
    package func with(_ more: Attributes) -> Style {
        Style(role, attributes.union(more))
    }
}
