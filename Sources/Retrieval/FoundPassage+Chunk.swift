import Prompting

extension FoundPassage {
    /// Takes a chunk of a source with this name, which a file's own is if the source is a file.
    init(number: Int, source: String, isFile: Bool, _ found: IndexedChunk, score: Double = 0) {
        let file = isFile ? source : source.hasSuffix("/") ? source + found.file : "\(source)/\(found.file)"
        self.init(
            number: number, file: file, first: found.chunk.first, last: found.chunk.last, hasPages: found.hasPages,
            headings: found.chunk.headings, text: found.chunk.text, score: score)
    }
}
