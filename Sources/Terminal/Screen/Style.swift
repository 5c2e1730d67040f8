/// What a cell stands for. A theme says how each role looks; without colours the attributes carry the meaning.
package enum Role: Sendable, Hashable, CaseIterable {
    /// Text that is read or written.
    case text
    /// What can be overlooked: units, hints, lines between things.
    case faint
    /// The border of a pane, and that of the pane that has the focus.
    case border, focusedBorder
    /// The name of a pane or a field.
    case title
    /// What is chosen, switched on or active.
    case accent
    /// The line of a list that the cursor is on, and selected text.
    case selection
    /// The key in a hint.
    case key
    /// What differs from another lane.
    case difference
    /// Something to look at: unsaved, stale, not fitting.
    case warning
    /// Something failed.
    case error
    /// Something is well.
    case success
    /// A bar of a chart, and the fainter one behind it.
    case bar, faintBar
    /// A token of the prompt that the model obeys.
    case control
    /// Text on the ground of every other token.
    case tint
    /// Tokens by their probability, from unlikely to near certain.
    case unlikely, doubtful, likely, certain
}

/// How the text of a cell is shown.
package struct Style: Sendable, Hashable {
    /// What a terminal can do to a cell beside colours.
    package struct Attributes: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8
        /// Attributes of these bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Heavier, or brighter.
        package static let bold = Attributes(rawValue: 1)
        /// Fainter.
        package static let dim = Attributes(rawValue: 2)
        /// With a line below.
        package static let underline = Attributes(rawValue: 4)
        /// Ground and text exchanged.
        package static let reverse = Attributes(rawValue: 8)
    }

    /// What the cell stands for.
    package var role: Role
    /// Added to the role's own.
    package var attributes: Attributes

    /// A role, with attributes of its own if need be.
    package init(_ role: Role, _ attributes: Attributes = []) {
        self.role = role
        self.attributes = attributes
    }

    /// Plain text.
    package static let text = Style(.text)
    /// Text that can be overlooked.
    package static let faint = Style(.faint)

    /// Returns the same with more attributes.
    package func with(_ more: Attributes) -> Style {
        Style(role, attributes.union(more))
    }
}
