/// The changes from one list to another: which items stay, change, are added, are removed and move.
struct YAMLListEdit {
    /// An item of the new list, with its index in the old one; nil if it is new.
    struct Item {
        var index: Int?
        var value: YAMLValue
    }

    let old: [YAMLValue]
    let items: [Item]

    /// True if all items stay in their places and new ones only follow them.
    var keepsOrder: Bool {
        items.count >= old.count && items.prefix(old.count).enumerated().allSatisfy { $1.index == $0 }
    }

    init(from old: [YAMLValue], to new: [YAMLValue]) {
        self.old = old
        var items = new.map { Item(index: nil, value: $0) }
        var free = Set(old.indices)
        for place in items.indices where free.contains(place) && old[place] == new[place] {
            items[place].index = place
            free.remove(place)
        }
        for place in items.indices where items[place].index == nil {
            guard let index = free.sorted().first(where: { old[$0] == new[place] }) else { continue }
            items[place].index = index
            free.remove(index)
        }
        for place in items.indices where items[place].index == nil {
            let scored = free.sorted().map {
                (index: $0, score: Self.likeness(old[$0], new[place]) * 2 + ($0 == place ? 1 : 0))
            }
            guard let best = scored.max(by: { $0.score < $1.score || ($0.score == $1.score && $0.index > $1.index) }),
                best.score > 0
            else { continue }
            items[place].index = best.index
            free.remove(best.index)
        }
        self.items = items
    }

    /// Returns the number of equal parts that two items have.
    private static func likeness(_ a: YAMLValue, _ b: YAMLValue) -> Int {
        guard case .map(let a) = a, case .map(let b) = b else { return 0 }
        return a.count { pair in b[pair.key].map { $0 == pair.value && pair.value.scalar != "" } ?? false }
    }
}
