/// The parts of a value that a schema that holds has looked at, for `unevaluatedItems` and `unevaluatedProperties`.
struct Evaluated {
    /// The members, by index.
    var members: Set<Int> = []
    var hasAllMembers = false
    /// The number of items that were looked at, counted from the first.
    var firstItems = 0
    var items: Set<Int> = []

    mutating func add(_ other: Evaluated) {
        members.formUnion(other.members)
        hasAllMembers = hasAllMembers || other.hasAllMembers
        firstItems = max(firstItems, other.firstItems)
        items.formUnion(other.items)
    }
}
