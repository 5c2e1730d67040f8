import Lanes

/// The tokens that a generation has sent or will send to the model, in order, and the batches in which strict mode evaluates
/// them.
struct SentTokens {
    /// The largest number of rows of a prompt that strict mode evaluates at once.
    static let chunk = 63

    private(set) var tokens: [Int32] = []
    /// The sizes of the batches of strict mode.
    private(set) var chunks: [Int] = []
    /// The key of the tokens among the kept rows.
    private(set) var key: RowKey
    /// Finds images among the tokens.
    private let places: HistoryPlaces

    init(_ tokens: [Int32], mode: RunMode, images: ImageTable?) {
        places = HistoryPlaces(images: images)
        key = RowKey(mode: mode, tokens: [])
        append(tokens)
    }

    mutating func append(_ more: [Int32]) {
        tokens += more
        key = key.appending(more)
        var start = 0
        for count in places.stretches(more[...]) {
            // An image is evaluated as a whole.
            let most = more[start] < 0 ? count : Self.chunk
            chunks += Array(repeating: most, count: count / most)
            if count % most > 0 { chunks.append(count % most) }
            start += count
        }
    }

    /// Removes tokens that were drawn, each of which is a batch of its own.
    mutating func removeLast(_ count: Int) {
        tokens.removeLast(count)
        chunks.removeLast(count)
        key = RowKey(mode: key.mode, tokens: tokens)
    }

    /// Returns the size of the batch in which strict mode evaluates the tokens from `position` on.
    func chunk(at position: Int) -> Int {
        var start = 0
        for size in chunks {
            start += size
            if start > position { return start - position }
        }
        return tokens.count - position
    }
}
