/// Returns the bytes of a token's text, with control tokens spelt out.
package typealias TokenSpelling = (Int32) -> [UInt8]

/// Finds the tokens that would go on with a repetition, for the stage DRY, as llama.cpp's `llama_sampler_dry_apply` does.
struct Repetitions {
    /// A token that would make a repetition longer, and what is subtracted from its logit.
    struct Continuation {
        let token: Int32
        let penalty: Double
    }

    private let multiplier: Double
    private let base: Double
    private let allowed: Int
    private let lastN: Int
    private let breakers: [[UInt8]]
    /// The largest power of the base, so that the penalty is still a single-precision number.
    private let mostExponent: Int
    /// For each token that was looked at, what has to follow its text to make a breaker; an empty text if it holds one.
    private var rests: [Int32: [[UInt8]]] = [:]

    init(_ settings: Settings) {
        multiplier = settings.dryMultiplier
        base = settings.dryBase
        allowed = settings.dryAllowedLength
        lastN = settings.dryLastN
        breakers = settings.dryBreakers.map { Array($0.utf8) }.filter { !$0.isEmpty }
        mostExponent = base > 1.000001 ? Int(88.7228391 / naturalLogarithm(base)) : 0
    }

    /// Returns the tokens that would continue a repetition in `history`, sorted. Without a spelling nothing breaks one.
    mutating func continuations(after history: ArraySlice<Int32>, _ spelling: TokenSpelling?) -> [Continuation] {
        let window = lastN < 0 ? history : history.suffix(lastN)
        guard window.count > allowed else { return [] }
        // The latest token comes first.
        let latest = Array(window.reversed())
        let limit = length(beforeBreakerIn: latest, spelling)
        guard limit >= allowed else { return [] }
        var longest: [Int32: Int] = [:]
        let lengths = Self.matches(of: latest)
        for index in 1..<latest.count where min(lengths[index], limit) >= allowed {
            longest[latest[index - 1], default: 0] = max(longest[latest[index - 1]] ?? 0, min(lengths[index], limit))
        }
        return longest.sorted { $0.key < $1.key }.compactMap { token, length in
            if let spelling, rests(of: token, spelling).contains([]) { return nil }
            let exponent = mostExponent > 0 ? min(length - allowed, mostExponent) : length - allowed
            return Continuation(token: token, penalty: multiplier * power(base, Double(exponent)))
        }
    }

    /// Returns for each index the number of tokens from there on that equal the first ones (the Z-algorithm, Gusfield 1997).
    private static func matches(of tokens: [Int32]) -> [Int] {
        var lengths = [Int](repeating: 0, count: tokens.count)
        var box = 0..<0
        for index in 1..<tokens.count {
            var length = index < box.upperBound ? min(lengths[index - box.lowerBound], box.upperBound - index) : 0
            while index + length < tokens.count, tokens[length] == tokens[index + length] { length += 1 }
            lengths[index] = length
            if index + length > box.upperBound { box = index..<index + length }
        }
        return lengths
    }

    /// Returns the number of tokens after the latest breaker; that of all tokens if there is none.
    private mutating func length(beforeBreakerIn latest: [Int32], _ spelling: TokenSpelling?) -> Int {
        guard let spelling, !breakers.isEmpty else { return latest.count }
        for (index, token) in latest.enumerated() {
            let ends = rests(of: token, spelling).compactMap { rest in
                rest.isEmpty ? 0 : Self.count(spelling: rest, in: latest[..<index].reversed(), spelling)
            }
            if let longest = ends.max() { return index - longest }
        }
        return latest.count
    }

    /// Returns how many of the first tokens together spell a text; nil if none do.
    private static func count(spelling text: [UInt8], in tokens: [Int32], _ spelling: TokenSpelling) -> Int? {
        var rest = text[...]
        for (index, token) in tokens.enumerated() {
            let bytes = spelling(token)
            guard rest.starts(with: bytes) else { return nil }
            rest = rest.dropFirst(bytes.count)
            if rest.isEmpty { return index + 1 }
        }
        return nil
    }

    private mutating func rests(of token: Int32, _ spelling: TokenSpelling) -> [[UInt8]] {
        if let known = rests[token] { return known }
        let bytes = spelling(token)
        var found: [[UInt8]] = []
        for breaker in breakers {
            let parts = bytes.indices.compactMap { start in
                let shared = min(bytes.count - start, breaker.count)
                let isShared = bytes[start..<start + shared].elementsEqual(breaker[..<shared])
                return isShared ? Array(breaker[shared...]) : nil
            }
            found += parts.contains([]) ? [[]] : parts
        }
        rests[token] = found
        return found
    }
}
