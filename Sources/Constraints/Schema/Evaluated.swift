/// Which parts of a value some schema that holds has looked at, for `unevaluatedItems` and `unevaluatedProperties`.
struct Evaluated {
    /// Members by their index.
    var members: Set<Int> = []
    var hasAllMembers = false
    /// So many items from the first on.
    var firstItems = 0
    var items: Set<Int> = []

    mutating func add(_ other: Evaluated) {
        members.formUnion(other.members)
        hasAllMembers = hasAllMembers || other.hasAllMembers
        firstItems = max(firstItems, other.firstItems)
        items.formUnion(other.items)
    }
}
