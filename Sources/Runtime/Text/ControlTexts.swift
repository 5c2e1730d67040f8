/// The texts of a model's control tokens, for finding them in a text quickly. Gemma 3 has over 6,000, nearly all with
/// the same beginning.
struct ControlTexts {
    /// The texts by their first bytes, the longest first.
    private let texts: [UInt32: [[UInt8]]]
    /// The lengths of the keys, the longest first.
    private let lengths: [Int]
    /// True for bytes that begin a text.
    private let starts: [Bool]

    /// The number of first bytes that tells nearly all texts apart.
    private static let keyLength = 4

    init(_ texts: [String]) {
        let bytes = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
        self.texts = Dictionary(grouping: bytes) { Self.key(of: $0.prefix(Self.keyLength)) }
        lengths = Set(bytes.map { min($0.count, Self.keyLength) }).sorted(by: >)
        starts = bytes.reduce(into: [Bool](repeating: false, count: 256)) { $0[Int($1[0])] = true }
    }

    /// Returns the length in bytes of the longest control token's text that stands at `start`; nil if there is none.
    func length(at start: Int, of text: [UInt8]) -> Int? {
        guard starts[Int(text[start])] else { return nil }
        for length in lengths where start + length <= text.count {
            guard let candidates = texts[Self.key(of: text[start..<start + length])] else { continue }
            if let found = candidates.first(where: { text[start...].starts(with: $0) }) { return found.count }
        }
        return nil
    }

    private static func key(of bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
