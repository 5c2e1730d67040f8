/// A passage that was found in a source, or stands in one.
package struct FoundPassage: Sendable, Hashable, Codable {
    /// The number that it has in the prompt, on the screen and in answers, from 1 in the order of the scores.
    package var number: Int
    /// The file's path, beginning with the source as it was named.
    package var file: String
    /// The first line in it, from 1, or the first page; 0 if it isn't known.
    package var first: Int
    /// The last line, or the last page.
    package var last: Int
    /// True if ``first`` and ``last`` are pages.
    package var hasPages: Bool
    /// The headings above it, the outermost first.
    package var headings: [String]
    /// The text.
    package var text: String
    /// How well it fits the query: by BM25, by the cosine, or by the fused ranks; 0 if nothing was searched for.
    package var score: Double

    /// Creates a passage.
    package init(
        number: Int, file: String, first: Int, last: Int, hasPages: Bool = false, headings: [String] = [], text: String,
        score: Double = 0
    ) {
        self.number = number
        self.file = file
        self.first = first
        self.last = last
        self.hasPages = hasPages
        self.headings = headings
        self.text = text
        self.score = score
    }

    /// True if it is known where in the file it stands.
    package var hasPlace: Bool { first > 0 }

    /// The file and the place in it: `docs/refunds.md:12-18`, `paper.pdf, page 3`.
    package var place: String {
        guard hasPlace else { return file }
        let range = first == last ? "\(first)" : "\(first)-\(last)"
        return hasPages ? "\(file), page \(range)" : "\(file):\(range)"
    }

    /// The passage as a prompt sends it.
    package var passage: Passage {
        let above = headings.isEmpty ? "" : ", " + headings.joined(separator: " > ")
        return Passage(number: number, title: place + above, text: text)
    }
}
