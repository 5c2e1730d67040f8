import Lanes
import Sampling

/// The key of the position after a sequence of tokens: two 64-bit hashes of the tokens, so that the tokens needn't be
/// kept.
struct RowKey: Hashable {
    let mode: RunMode
    private var low: UInt64
    private var high: UInt64

    init(mode: RunMode, tokens: [Int32]) {
        self.mode = mode
        low = 0x9E37_79B9_7F4A_7C15
        high = 0xC2B2_AE3D_27D4_EB4F
        for token in tokens { append(token) }
    }

    /// Returns the key after further tokens.
    func appending(_ tokens: [Int32]) -> RowKey {
        var key = self
        for token in tokens { key.append(token) }
        return key
    }

    private mutating func append(_ token: Int32) {
        let token = UInt64(UInt32(bitPattern: token))
        low = RowKey.mixed(low ^ token)
        high = RowKey.mixed(high &+ 0x1656_67B1_9E37_79F9 ^ token &* 0xFF51_AFD7_ED55_8CCD)
    }

    /// Mixes bits with the finaliser of SplitMix64 (Steele et al. 2014).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// The rows of evaluated positions, from which replay draws. The oldest rows are dropped first.
struct RowStore {
    private let capacity: Int
    private var rows: [RowKey: Row] = [:]
    private var order: [RowKey] = []
    private var oldest = 0
    private(set) var bytes = 0

    /// Creates a store of at most `capacity` bytes.
    init(capacity: Int = 64 << 20) {
        self.capacity = capacity
    }

    /// The row after the tokens of `key`; nil if it isn't kept.
    subscript(key: RowKey) -> Row? { rows[key] }

    /// Keeps a row, in place of an older one for the same position.
    mutating func insert(_ row: Row, for key: RowKey) {
        bytes += row.byteCount
        if let former = rows.updateValue(row, forKey: key) {
            bytes -= former.byteCount
        } else {
            order.append(key)
        }
        while bytes > capacity, oldest < order.count {
            if let row = rows.removeValue(forKey: order[oldest]) { bytes -= row.byteCount }
            oldest += 1
        }
        if oldest > order.count / 2 {
            order.removeFirst(oldest)
            oldest = 0
        }
    }
}
