/// Keys that hold in one place, as the help shows them.
package struct KeySection: Sendable, Hashable {
    /// A key or several, and what they do.
    package struct Line: Sendable, Hashable {
        /// As the help writes them: `F5 ^R`.
        package var names: String
        /// In a few words.
        package var action: String
    }

    /// Where they hold.
    package var title: String
    /// In the order of the help.
    package var keys: [Line]
}
