/// Bounds on what one answer may be: its heads and trailers, its body, and the time that it takes.
struct HTTPBounds: Sendable {
    /// The largest number of lines of all heads and trailers, those of redirects and of answers 1xx among them.
    var headLines = 2000
    /// The largest size of these lines in bytes.
    var headBytes = 512 << 10
    /// The largest size of the body in bytes.
    var bodyBytes = Int.max
    /// Seconds without news after which the request is given up.
    var silence: Double
    /// The number of bytes of a body that count as news. A larger number doesn't let a body come byte by byte for ever.
    var news = 1
    /// Seconds that everything up to the body may take.
    var headSeconds = Double.infinity
    /// Seconds that the whole answer may take.
    var seconds = Double.infinity

    /// Creates bounds that are usual but for the seconds without a byte.
    init(silence: Double) {
        self.silence = silence
    }
}

/// The bytes of a body that nobody has taken yet. If there are many, the server has to wait, so that an answer takes no
/// more memory than this.
struct HTTPBacklog: Sendable {
    /// The number of bytes above which the server waits.
    static let most = 1 << 20

    private(set) var waiting = 0
    private(set) var isPaused = false

    /// Adds bytes that came; false if they have to come again later, because too many are waiting.
    mutating func add(_ count: Int) -> Bool {
        guard waiting == 0 || waiting + count <= Self.most else {
            isPaused = true
            return false
        }
        waiting += count
        return true
    }

    /// Removes bytes that were taken. Returns whether the server has waited long enough.
    mutating func remove(_ count: Int) -> Bool {
        waiting -= count
        guard isPaused, waiting <= Self.most / 2 else { return false }
        isPaused = false
        return true
    }
}
