/// Dynamic programming on 64 cells at a time: neighbouring cells differ by 1 at most, so a column of 64 is two words.
/// Two texts of n and m symbols take n·m/64 steps and memory for n + m. Both are done in strips of 64 rows, each over
/// all columns.
enum BitParallel {
    /// Returns Levenshtein's distance (Myers 1999, "A fast bit-vector algorithm for approximate string matching based
    /// on dynamic programming"; in the form of Hyyrö 2003).
    static func editDistance(_ rows: [Int], _ columns: [Int], symbols: Int) -> Int {
        // The difference of each cell to its left neighbour in the last row of the strip; above the first strip each is
        // 1.
        var steps = [Int8](repeating: 1, count: columns.count)
        eachStrip(of: rows, symbols: symbols) { masks, bottom in
            var increases = ~UInt64(0)
            var decreases = UInt64(0)
            for column in columns.indices {
                let above = steps[column]
                var equal = masks[columns[column]]
                let vertical = equal | decreases
                if above < 0 { equal |= 1 }
                let horizontal = (((equal & increases) &+ increases) ^ increases) | equal
                var right = decreases | ~(horizontal | increases)
                var left = increases & horizontal
                steps[column] = right & bottom != 0 ? 1 : left & bottom != 0 ? -1 : 0
                right = right << 1 | (above > 0 ? 1 : 0)
                left = left << 1 | (above < 0 ? 1 : 0)
                increases = left | ~(vertical | right)
                decreases = right & vertical
            }
        }
        return steps.reduce(rows.count) { $0 + Int($1) }
    }

    /// Returns the length of the longest common subsequence (Hyyrö 2004, "Bit-parallel LCS-length computation
    /// revisited").
    static func longestCommonSubsequence(_ rows: [Int], _ columns: [Int], symbols: Int) -> Int {
        var carries = [UInt64](repeating: 0, count: columns.count)
        var length = 0
        eachStrip(of: rows, symbols: symbols) { masks, bottom in
            var unmatched = ~UInt64(0)
            for column in columns.indices {
                let matching = unmatched & masks[columns[column]]
                let (sum, overflow) = unmatched.addingReportingOverflow(matching)
                let (carried, overflowAgain) = sum.addingReportingOverflow(carries[column])
                carries[column] = overflow || overflowAgain ? 1 : 0
                unmatched = carried | (unmatched & ~matching)
            }
            // Bits above the last row belong to no row.
            length += (~unmatched & (bottom | (bottom - 1))).nonzeroBitCount
        }
        return length
    }

    /// Calls `body` for each 64 rows. `masks` says for each symbol which of the rows hold it; `bottom` has the bit of
    /// the last row.
    private static func eachStrip(of rows: [Int], symbols: Int, _ body: (_ masks: [UInt64], _ bottom: UInt64) -> Void) {
        var masks = [UInt64](repeating: 0, count: symbols)
        for start in stride(from: 0, to: rows.count, by: 64) {
            let strip = rows[start..<min(start + 64, rows.count)]
            for (bit, symbol) in strip.enumerated() { masks[symbol] |= 1 << UInt64(bit) }
            body(masks, 1 << UInt64(strip.count - 1))
            for symbol in strip { masks[symbol] = 0 }
        }
    }
}
