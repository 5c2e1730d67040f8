/// Keys that hold in one place, as the help shows them.
public struct KeySection: Sendable, Hashable {
    /// A key or several, and what they do.
    public struct Line: Sendable, Hashable {
        /// As the help writes them: `F5 ^R`.
        public var names: String
        /// In a few words.
        public var action: String
    }

    /// Where they hold.
    public var title: String
    /// In the order of the help.
    public var keys: [Line]
}
