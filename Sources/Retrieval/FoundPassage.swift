import Prompting

/// A passage that was found in a source, or stands in one.
package struct FoundPassage: Sendable, Hashable, Codable {
    /// The number that it has in the prompt, on the screen and in answers, from 1 in the order of the scores.
    package var number: Int
    /// The file's path, beginning with the source as it was named.
    package var file: String
    /// The first line in it, from 1, or the first page.
    package var first: Int
    /// The last line, or the last page.
    package var last: Int
    /// True if ``first`` and ``last`` are pages.
    package var hasPages: Bool
    /// The headings above it, the outermost first.
    package var headings: [String]
    /// The text.
    package var text: String
    /// How well it fits the query; 0 if nothing was searched for.
    package var score: Double

    /// Takes a chunk of a source with this name, which a file's own is if the source is a file.
    init(number: Int, source: String, isFile: Bool, _ found: IndexedChunk, score: Double = 0) {
        self.number = number
        file = isFile ? source : source.hasSuffix("/") ? source + found.file : "\(source)/\(found.file)"
        (first, last, hasPages) = (found.chunk.first, found.chunk.last, found.hasPages)
        headings = found.chunk.headings
        text = found.chunk.text
        self.score = score
    }

    /// The file and the place in it: `docs/refunds.md:12-18`, `paper.pdf, page 3`.
    package var place: String {
        let range = first == last ? "\(first)" : "\(first)-\(last)"
        return hasPages ? "\(file), page \(range)" : "\(file):\(range)"
    }

    /// The passage as a prompt sends it.
    package var passage: Passage {
        let above = headings.isEmpty ? "" : ", " + headings.joined(separator: " > ")
        return Passage(number: number, title: place + above, text: text)
    }
}
