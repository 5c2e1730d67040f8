/// Cases of one kind among others, as attacks are among a prompt's own cases.
package struct CaseGroup: Sendable, Hashable {
    /// What they are, as a title.
    package var name: String
    /// Their ids.
    package var ids: Set<String>
    /// True if a candidate mustn't have fewer of them right than the prompt as it is.
    package var isKept: Bool

    /// Creates a group.
    package init(_ name: String, ids: Set<String>, isKept: Bool) {
        (self.name, self.ids, self.isKept) = (name, ids, isKept)
    }
}
