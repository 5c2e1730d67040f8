import Foundation
import Library
import Prompting

/// The sources of a prompt or a command, with an index for each.
package struct SourceCollection: Sendable {
    private let sources: [(name: String, index: SourceIndex)]

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

    /// The fewest chunks of an index of which only some are scored.
    private static let candidates = 100

    /// Returns the passages that fit a query best, by BM25 over all sources together, numbered from 1.
    ///
    /// - Parameters:
    ///   - query: A question, or words.
    ///   - count: The most passages.
    ///   - tokens: The most tokens of all together, with their titles; nil for any number. A passage that doesn't fit is left
    ///     out, and the next ones are tried.
    /// - Returns: The passages, the best first.
    /// - Throws: ``SourceError``.
    package func search(_ query: String, count: Int, tokens: Int? = nil) throws(SourceError) -> [FoundPassage] {
        do {
            let before = sources.map(\.index.repairs)
            let passages = try found(query, count: count, tokens: tokens)
            guard sources.map(\.index.repairs) != before else { return passages }
            // An index was damaged, and is empty now.
            _ = try update()
            return try found(query, count: count, tokens: tokens)
        } catch {
            throw SourceIndex.explained(error, sources.first?.name ?? "")
        }
    }

    private func found(_ query: String, count: Int, tokens: Int?) throws -> [FoundPassage] {
        guard let words = try sources.first?.index.words(of: query), !words.isEmpty else { return [] }
        let most = max(Self.candidates, count * 4)
        let found = try sources.map { try $0.index.candidates(for: words, most: most) }
        let chunks = found.reduce(0) { $0 + $1.chunks }
        let averageLength = Double(found.reduce(0) { $0 + $1.length }) / Double(max(1, chunks))
        let rarities = words.indices.map { word in
            BM25.rarity(of: found.reduce(0) { $0 + $1.counts[word] }, among: chunks)
        }
        var candidates = zip(sources, found).flatMap { source, found in
            found.found.map { candidate in
                FoundPassage(
                    number: 0, source: source.name, isFile: source.index.isFile, candidate.chunk,
                    score: BM25().score(
                        candidate.frequencies, rarities: rarities, length: candidate.length,
                        averageLength: averageLength))
            }
        }
        candidates.sort { ($1.score, $0.file, $0.first) < ($0.score, $1.file, $1.first) }
        return Self.chosen(candidates, count: count, tokens: tokens)
    }

    /// Takes the first passages that fit, without repetitions, and numbers them.
    private static func chosen(_ candidates: [FoundPassage], count: Int, tokens: Int?) -> [FoundPassage] {
        var chosen: [FoundPassage] = []
        var texts: Set<String> = []
        var rest = tokens ?? .max
        for var candidate in candidates where chosen.count < count {
            candidate.number = chosen.count + 1
            let cost = TokenEstimate.count(PassageText.text(of: [candidate.passage])) + 1
            guard cost <= rest, texts.insert(candidate.text).inserted else { continue }
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
