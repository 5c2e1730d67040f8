/// Texts that others are compared with, to find those that say nearly the same: by the F-measure of ROUGE-L over tokens
/// that fit the script (``ScriptTokens``), as self-instruct does (Wang et al. 2023).
///
/// Ten thousand texts take seconds, because few pairs are compared. A pair can only be similar if the lengths are, and if
/// it shares one of the rarest tokens: with `o` tokens in common at least, of `m`, one of any `m - o + 1` is in common.
package struct SimilarTexts: Sendable {
    /// A text that is similar to one that was looked up.
    package struct Match: Sendable, Hashable {
        /// The text's place, in the order in which texts were added.
        package var index: Int
        /// The text.
        package var text: String
        /// The F-measure of ROUGE-L; 1 for equal texts.
        package var score: Double
    }

    /// The F-measure above which two texts are similar.
    package let threshold: Double
    private var texts: [String] = []
    /// The tokens of all texts as numbers, one text after another, and where each text ends.
    private var symbols: [Int] = []
    private var ends: [Int] = []
    private var numbers: [String: Int] = [:]
    /// The texts that have a token, by its number.
    private var places: [[Int]] = []
    private var equal: [[String]: Int] = [:]
    /// For each text, the last search that came across it.
    private var seen: [Int] = []
    private var search = 0
    /// For each token, the places that it has in the text that is looked up; 0 between two searches.
    private var masks: [UInt64] = []

    /// The threshold of self-instruct.
    package static let usualThreshold = 0.7

    /// Creates an empty collection.
    package init(threshold: Double = usualThreshold) { self.threshold = threshold }

    /// The number of texts.
    package var count: Int { texts.count }

    /// Adds a text to compare with.
    package mutating func add(_ text: String) {
        let tokens = ScriptTokens.split(text)
        let sequence = tokens.map { token in
            if let number = numbers[token] { return number }
            numbers[token] = places.count
            places.append([])
            masks.append(0)
            return places.count - 1
        }
        for number in Set(sequence) { places[number].append(texts.count) }
        if equal[tokens] == nil { equal[tokens] = texts.count }
        texts.append(text)
        symbols += sequence
        ends.append(symbols.count)
        seen.append(0)
    }

    /// Returns the most similar text above the threshold, the earliest of several; nil if there is none.
    package mutating func match(for text: String) -> Match? {
        let tokens = ScriptTokens.split(text)
        if let index = equal[tokens] { return Match(index: index, text: texts[index], score: 1) }
        guard threshold < 1, !tokens.isEmpty else { return nil }
        search += 1
        let count = tokens.count
        // The shortest text that can be similar, rounded down, and the least number of tokens in common with it.
        let shortest = Int(threshold * Double(count) / (2 - threshold))
        let shared = max(1, Int(threshold * Double(count + shortest) / 2))
        let rows = tokens.map { numbers[$0] }
        let known = rows.compactMap(\.self)
        let rarest = known.sorted { places[$0].count < places[$1].count }
        // Tokens that no text has are the rarest of all.
        let candidates = rarest.prefix(max(0, known.count - shared + 1))
        let isShort = count <= 64
        if isShort {
            for (place, number) in rows.enumerated() { if let number { masks[number] |= 1 << UInt64(place) } }
        }
        defer { if isShort { for number in known { masks[number] = 0 } } }
        var best: Match?
        for number in candidates {
            for index in places[number] where seen[index] != search {
                seen[index] = search
                let least = best?.score ?? threshold
                let length = ends[index] - (index == 0 ? 0 : ends[index - 1])
                guard FMeasure.of(shared: min(count, length), output: count, expected: length) >= least else {
                    continue
                }
                let shared = isShort ? sharedWithShort(index) : sharedWithLong(index, rows)
                let score = FMeasure.of(shared: shared, output: count, expected: length)
                if score > least || score == best?.score && index < best?.index ?? 0 {
                    best = Match(index: index, text: texts[index], score: score)
                }
            }
        }
        return best
    }

    private func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// Returns the length of the longest common subsequence of a text and one of at most 64 tokens, whose places are in `masks`:
    /// ``BitParallel`` for one word, without memory of its own.
    private func sharedWithShort(_ index: Int) -> Int {
        let range = range(of: index)
        return symbols.withUnsafeBufferPointer { symbols in
            masks.withUnsafeBufferPointer { masks in
                var unmatched = ~UInt64(0)
                for place in range {
                    let mask = masks[symbols[place]]
                    unmatched = (unmatched &+ (unmatched & mask)) | (unmatched & ~mask)
                }
                return (~unmatched).nonzeroBitCount
            }
        }
    }

    private func sharedWithLong(_ index: Int, _ rows: [Int?]) -> Int {
        // Tokens that no text has are all different from the text's.
        let sequences = Symbols([rows.map { $0 ?? -1 }, symbols[range(of: index)].map { $0 }])
        return BitParallel.longestCommonSubsequence(
            sequences.sequences[0], sequences.sequences[1], symbols: sequences.count)
    }
}
