/// The keys that hold in one place, for the help.
package struct KeySection: Sendable, Hashable {
    /// One or more keys with their action.
    package struct Line: Sendable, Hashable {
        /// The keys as the help writes them: `F5 ^R`.
        package var names: String
        /// The action in a few words.
        package var action: String
    }

    /// Where the keys hold.
    package var title: String
    /// The keys, in the order of the help.
    package var keys: [Line]
}
