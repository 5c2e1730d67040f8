import Foundation
import Library
import Prompting

/// Which chunk of which source it is. The chunk's id alone doesn't say that: it may be given again while an index changes.
struct ChunkKey: Hashable {
    /// The number of the source among a collection's.
    var source: Int
    /// The chunk as the source's index has it.
    var chunk: IndexedChunk
}

/// The sources of a prompt or a command, with an index for each.
package struct SourceCollection: Sendable {
    /// The sources' names with their indexes.
    let sources: [(name: String, index: SourceIndex)]

    /// Opens the indexes of sources, and creates those that aren't there.
    ///
    /// - Parameters:
    ///   - paths: The sources. A path that begins with `~` begins in the user's home.
    ///   - base: The folder of relative paths; the empty one is the working folder.
    ///   - folder: The folder of all indexes.
    ///   - sizes: The sizes of chunks; nil for those that an index has.
    /// - Throws: ``SourceError`` for the first that can't be read.
    package init(
        _ paths: [String], base: String = "", in folder: String, sizes: ChunkSizes? = nil
    ) throws(SourceError) {
        var sources: [(name: String, index: SourceIndex)] = []
        var seen: Set<String> = []
        for path in paths {
            let expanded = path.expandingHome
            let place = expanded.hasPrefix("/") || base.isEmpty ? expanded : base + "/" + expanded
            let index = try SourceIndex(of: place, in: folder, sizes: sizes)
            if seen.insert(index.root).inserted { sources.append((Self.shown(path), index)) }
        }
        self.sources = sources
    }

    /// Returns a path without `./` at its beginning and slashes at its end.
    private static func shown(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
        while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }

    /// Brings all indexes up to date.
    ///
    /// - Parameter tell: Gets a sentence about the progress.
    /// - Returns: For each source its name and what was done.
    /// - Throws: ``SourceError``.
    package func update(
        telling tell: (String) -> Void = { _ in }
    ) throws(SourceError) -> [(name: String, update: SourceUpdate)] {
        var updates: [(name: String, update: SourceUpdate)] = []
        for source in sources {
            let update = try source.index.update { done, count in
                tell("Indexing \(source.name): \(done) of \(count) files")
            }
            updates.append((source.name, update))
        }
        return updates
    }

    /// Sentences about what happened to indexes, each once.
    package func takeNotices() -> [String] { sources.flatMap { $0.index.takeNotices() } }

    /// How often indexes were damaged and are empty since.
    var repairs: [Int] { sources.map(\.index.repairs) }

    /// The fewest chunks of an index of which only some are scored.
    private static let candidates = 100

    /// Returns how many chunks of an index are ranked where this many passages are wanted.
    static func most(for count: Int) -> Int { max(candidates, count * 4) }

    /// Returns the passages that fit a query best, by BM25 over all sources together, numbered from 1.
    ///
    /// - Parameters:
    ///   - query: A question, or words.
    ///   - count: The most passages.
    ///   - tokens: The most tokens of all together, with their titles; nil for any number. A passage that doesn't fit is left
    ///     out, and the next ones are tried.
    ///   - isLeftOut: Returns whether a passage isn't to be found.
    /// - Returns: The passages, the best first.
    /// - Throws: ``SourceError``.
    package func search(
        _ query: String, count: Int, tokens: Int? = nil, leavingOut isLeftOut: (Passage) -> Bool = { _ in false }
    ) throws(SourceError) -> [FoundPassage] {
        do {
            let most = Self.most(for: count)
            let before = repairs
            var found = try ranked(query, most: most)
            if repairs != before {
                // An index was damaged, and is empty now.
                _ = try update()
                found = try ranked(query, most: most)
            }
            return Self.chosen(found.map(\.passage), count: count, tokens: tokens, leavingOut: isLeftOut)
        } catch {
            throw SourceIndex.explained(error, sources.first?.name ?? "")
        }
    }

    /// A passage with the chunk that it is.
    struct Ranked {
        var key: ChunkKey
        var passage: FoundPassage

        /// Returns whether one passage comes before another: by the score, then by the place.
        static func isBetter(_ one: Ranked, _ other: Ranked) -> Bool {
            let (one, other) = (one.passage, other.passage)
            return (other.score, one.file, one.first) < (one.score, other.file, other.first)
        }
    }

    /// Returns the passages that have words of a query, by BM25 over all sources together, the best first.
    func ranked(_ query: String, most: Int) throws -> [Ranked] {
        guard let words = try sources.first?.index.words(of: query), !words.isEmpty else { return [] }
        let found = try sources.map { try $0.index.candidates(for: words, most: most) }
        let chunks = found.reduce(0) { $0 + $1.chunks }
        let averageLength = Double(found.reduce(0) { $0 + $1.length }) / Double(max(1, chunks))
        let rarities = words.indices.map { word in
            BM25.rarity(of: found.reduce(0) { $0 + $1.counts[word] }, among: chunks)
        }
        var ranked: [Ranked] = []
        for (number, source) in sources.enumerated() {
            for candidate in found[number].found {
                let score = BM25().score(
                    candidate.frequencies, rarities: rarities, length: candidate.length, averageLength: averageLength)
                ranked.append(
                    Ranked(
                        key: ChunkKey(source: number, chunk: candidate.chunk),
                        passage: FoundPassage(
                            number: 0, source: source.name, isFile: source.index.isFile, candidate.chunk, score: score))
                )
            }
        }
        ranked.sort(by: Ranked.isBetter)
        return ranked
    }

    /// Takes the first passages that fit, without repetitions, and numbers them.
    static func chosen(
        _ candidates: [FoundPassage], count: Int, tokens: Int?, leavingOut isLeftOut: (Passage) -> Bool
    ) -> [FoundPassage] {
        var chosen: [FoundPassage] = []
        var texts: Set<String> = []
        var rest = tokens ?? .max
        for var candidate in candidates where chosen.count < count {
            candidate.number = chosen.count + 1
            let passage = candidate.passage
            let cost = TokenEstimate.count(PassageText.text(of: [passage])) + 1
            guard cost <= rest, !isLeftOut(passage), texts.insert(candidate.text).inserted else { continue }
            rest -= cost
            chosen.append(candidate)
        }
        return chosen
    }

    /// Returns all passages of the sources in their order, numbered from 1.
    ///
    /// - Throws: ``SourceError``.
    package func passages() throws(SourceError) -> [FoundPassage] {
        var passages: [FoundPassage] = []
        for source in sources {
            let chunks: [IndexedChunk]
            do {
                chunks = try source.index.allChunks()
            } catch {
                throw SourceIndex.explained(error, source.name)
            }
            passages += chunks.map { FoundPassage(number: 0, source: source.name, isFile: source.index.isFile, $0) }
        }
        for index in passages.indices { passages[index].number = index + 1 }
        return passages
    }
}
