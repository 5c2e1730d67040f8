import History

/// A page of a list as JSON.
package struct HistoryListing: Encodable {
    private enum Key: CodingKey {
        case runs, next
    }

    private var runs: [HistoryEntry]
    private var next: Int64?

    /// Creates the listing of a page.
    package init(_ page: HistoryPage) {
        runs = page.entries
        if case .olderThan(let id) = page.next { next = id }
    }

    /// Writes the runs, and where the list goes on.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(runs, forKey: .runs)
        // The key is null at the end of the list, so that a script can check it.
        try container.encode(next, forKey: .next)
    }
}
