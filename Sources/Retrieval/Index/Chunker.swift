import Prompting

/// The sizes of chunks, in tokens as ``TokenEstimate`` counts them.
package struct ChunkSizes: Sendable, Hashable, Codable {
    /// The most tokens of a chunk.
    package var size: Int
    /// The most tokens at a chunk's beginning that the chunk before it has too.
    package var overlap: Int

    /// The sizes of indexes that aren't asked for others.
    package static let usual = ChunkSizes(size: 200, overlap: 40)
    /// The sizes that can be asked for.
    package static let range = 20...4000

    /// Creates sizes.
    package init(size: Int, overlap: Int) {
        self.size = size
        self.overlap = overlap
    }
}

/// A piece of a file that is found as a whole.
struct Chunk: Hashable {
    var headings: [String]
    var text: String
    /// The first and last line of it in its file, from 1, or its pages.
    var first: Int
    var last: Int
}

/// Cuts sections into chunks of whole sentences. The sentences at the end of a chunk also begin the next one, if they are short
/// enough, so that what a border cuts apart stands together in one of the two.
struct Chunker {
    let sizes: ChunkSizes

    /// Returns the chunks of a section, in their order. Each is a stretch of the section's text.
    func chunks(of section: Section) -> [Chunk] {
        let text = section.text
        let parts = Sentences.ranges(in: text[...]).flatMap { pieces(of: text, $0) }
        // In quarters of a token, with the white space up to the next part.
        let costs = parts.indices.map { index in
            let end = index + 1 < parts.count ? parts[index + 1].lowerBound : parts[index].upperBound
            return text.unicodeScalars[parts[index].lowerBound..<end].reduce(0) { $0 + TokenEstimate.quarters(of: $1) }
        }
        let most = sizes.size * 4
        var chunks: [Chunk] = []
        let lines = LineCount(text)
        var start = 0
        while start < parts.count {
            var (end, total) = (start, 0)
            while end < parts.count, end == start || total + costs[end] <= most {
                total += costs[end]
                end += 1
            }
            let range = parts[start].lowerBound..<parts[end - 1].upperBound
            let (first, last) = lines.lines(of: range)
            chunks.append(
                Chunk(
                    headings: section.headings, text: String(text[range]), first: section.lines[first],
                    last: section.lines[last]))
            guard end < parts.count else { break }
            // The next chunk must get further than this one.
            var room = min(sizes.overlap * 4, most - costs[end])
            var next = end
            while next - 1 > start, costs[next - 1] <= room {
                next -= 1
                room -= costs[next]
            }
            start = next
        }
        return chunks
    }

    /// Returns a sentence's range, or if it is larger than a chunk, ranges of its words that aren't.
    private func pieces(of text: String, _ sentence: Range<String.Index>) -> [Range<String.Index>] {
        guard TokenEstimate.count(text[sentence]) > sizes.size else { return [sentence] }
        var pieces: [Range<String.Index>] = []
        var (start, end) = (sentence.lowerBound, sentence.lowerBound)
        var quarters = 0
        var lastSpace: String.Index?
        while end < sentence.upperBound {
            let next = text.unicodeScalars.index(after: end)
            quarters += TokenEstimate.quarters(of: text.unicodeScalars[end])
            if quarters > sizes.size * 4, start < end {
                // A text without spaces is cut where the size ends.
                let cut = lastSpace ?? end
                pieces.append(start..<cut)
                start = cut
                quarters = text.unicodeScalars[start..<next].reduce(0) { $0 + TokenEstimate.quarters(of: $1) }
                lastSpace = nil
            }
            if text.unicodeScalars[end].properties.isWhitespace { lastSpace = next }
            end = next
        }
        pieces.append(start..<end)
        return pieces.compactMap { piece in
            let scalars = text.unicodeScalars[piece]
            guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { return nil }
            return first..<scalars.index(after: last)
        }
    }
}

/// Finds the lines of places in a text.
private struct LineCount {
    private let breaks: [String.Index]

    init(_ text: String) {
        breaks = text.utf8.indices.filter { text.utf8[$0] == 0x0A }
    }

    /// Returns the numbers, from 0, of the lines in which a range begins and ends.
    func lines(of range: Range<String.Index>) -> (first: Int, last: Int) {
        (count(before: range.lowerBound), count(before: range.upperBound))
    }

    private func count(before place: String.Index) -> Int {
        var (low, high) = (0, breaks.count)
        while low < high {
            let middle = (low + high) / 2
            if breaks[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
