/// What a run in the history was marked with, as JSON.
package enum RunMark {
    /// A rating.
    package struct Rating: Encodable {
        private var id: Int64
        private var rating: Int?

        private enum Key: CodingKey {
            case id, rating
        }

        /// Creates the rating of a run; nil if it has none.
        package init(id: Int64, rating: Int?) { (self.id, self.rating) = (id, rating) }

        /// Writes both keys, the rating as null if there is none.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(rating, forKey: .rating)
        }
    }

    /// All tags.
    package struct Tags: Encodable {
        private var id: Int64
        private var tags: [String]

        /// Creates the tags of a run.
        package init(id: Int64, tags: [String]) { (self.id, self.tags) = (id, tags) }
    }

    /// A note.
    package struct Note: Encodable {
        private var id: Int64
        private var note: String

        /// Creates the note of a run; empty if it has none.
        package init(id: Int64, note: String) { (self.id, self.note) = (id, note) }
    }
}

/// What was removed from the history for good, as JSON.
package struct PruneReport: Encodable {
    private var removed: Int
    private var isDryRun: Bool
    private var bytesBefore: Int
    private var bytesAfter: Int

    /// Creates the report of a number of runs.
    package init(removed: Int, isDryRun: Bool, bytesBefore: Int, bytesAfter: Int) {
        (self.removed, self.isDryRun) = (removed, isDryRun)
        (self.bytesBefore, self.bytesAfter) = (bytesBefore, bytesAfter)
    }
}
