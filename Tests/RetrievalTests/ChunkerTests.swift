import Prompting
import Testing

@testable import Retrieval

struct ChunkerTests {
    private func section(_ text: String) -> Section {
        var section = Section()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            section.add(line, at: index + 1)
        }
        return section
    }

    @Test func `a chunk holds whole sentences, and the next one begins with the last of them`() {
        let text = "One two three four. Five six seven eight. Nine ten eleven twelve."
        let chunks = Chunker(sizes: ChunkSizes(size: 12, overlap: 6)).chunks(of: section(text))
        #expect(
            chunks.map(\.text) == [
                "One two three four. Five six seven eight.", "Five six seven eight. Nine ten eleven twelve.",
            ])
    }

    @Test func `without overlap each sentence is in one chunk`() {
        let sentences = (1...40).map { "This is the sentence with the number \($0)." }
        let chunks = Chunker(sizes: ChunkSizes(size: 50, overlap: 0)).chunks(
            of: section(sentences.joined(separator: " ")))
        #expect(chunks.map(\.text).joined(separator: " ") == sentences.joined(separator: " "))
        #expect(chunks.allSatisfy { TokenEstimate.count($0.text) <= 50 })
    }

    @Test func `every chunk gets further than the one before, whatever the sizes`() {
        let text = (1...60).map { String(repeating: "word ", count: $0 % 9 + 1) + "\($0)." }.joined(separator: " ")
        for (size, overlap) in [(20, 10), (20, 19), (40, 0), (100, 50)] {
            let chunks = Chunker(sizes: ChunkSizes(size: size, overlap: overlap)).chunks(of: section(text))
            for number in 1...60 { #expect(chunks.contains { $0.text.contains("\(number).") }) }
            #expect(Set(chunks.map(\.text)).count == chunks.count)
        }
        for (size, overlap) in [(5, 4), (1, 0)] {
            let chunks = Chunker(sizes: ChunkSizes(size: size, overlap: overlap)).chunks(of: section(text))
            #expect(chunks.last?.text.hasSuffix("60.") == true)
        }
    }

    @Test func `a chunk knows its lines`() {
        let chunks = Chunker(sizes: ChunkSizes(size: 10, overlap: 0)).chunks(
            of: section("\nThe first sentence\nhas two lines.\n\nThe second has one line."))
        #expect(chunks.map { [$0.first, $0.last] } == [[2, 3], [5, 5]])
    }

    @Test func `a sentence that is too long is cut between words, and a word that is too long within`() {
        let sizes = ChunkSizes(size: 20, overlap: 0)
        let words = Chunker(sizes: sizes).chunks(of: section(String(repeating: "word ", count: 100)))
        #expect(words.count > 4 && words.allSatisfy { $0.text.split(separator: " ").allSatisfy { $0 == "word" } })
        let letters = Chunker(sizes: sizes).chunks(of: section(String(repeating: "가", count: 100)))
        #expect(letters.map(\.text.count) == [20, 20, 20, 20, 20])
    }
}
