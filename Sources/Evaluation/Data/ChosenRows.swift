import Sampling

/// The rows that become cases: those that meet the conditions, in order or shuffled, up to a limit.
///
/// Where a shuffle comes before a limit, the rows are read twice, so that only those within the limit are in memory.
struct ChosenRows {
    private let options: DataOptions
    /// The number of rows that meet the conditions.
    private(set) var count = 0
    /// What became of the rows, with their lines or numbers.
    private(set) var cases: [(number: Int, made: Result<Case, Columns.Problem>)] = []

    init(_ options: DataOptions) {
        self.options = options
    }

    /// Chooses from the rows of a file.
    mutating func take(
        _ rows: () throws(DataSetError) -> any RowReader, _ columns: Columns
    ) throws(DataSetError) {
        guard let seed = options.shuffleSeed else {
            var (taken, found) = (0, cases)
            count = try each(try rows(), columns) { _, number, made in
                guard taken < options.limit ?? .max else { return }
                if case .success = made { taken += 1 }
                found.append((number, made))
            }
            cases = found
            return
        }
        // Whether each row is a case, in the order of the file.
        var isCase: [Bool] = []
        var all = cases
        count = try each(try rows(), columns) { _, number, made in
            if case .success = made { isCase.append(true) } else { isCase.append(false) }
            if options.limit == nil { all.append((number, made)) }
        }
        var order = Array(isCase.indices)
        order.shuffle(seed: seed)
        guard let limit = options.limit else {
            cases = order.map { all[$0] }
            return
        }
        var taken = 0
        var ranks: [Int: Int] = [:]
        for index in order {
            guard taken < limit else { break }
            ranks[index] = ranks.count
            if isCase[index] { taken += 1 }
        }
        var found: [(rank: Int, number: Int, made: Result<Case, Columns.Problem>)] = []
        _ = try each(try rows(), columns) { index, number, made in
            if let rank = ranks[index] { found.append((rank, number, made)) }
        }
        cases = found.sorted { $0.rank < $1.rank }.map { ($0.number, $0.made) }
    }

    /// Calls a closure for each row that meets the conditions, with the number of the row among these. Returns how
    /// many there are.
    private func each(
        _ reader: any RowReader, _ columns: Columns, _ body: (Int, Int, Result<Case, Columns.Problem>) -> Void
    ) throws(DataSetError) -> Int {
        var reader = reader
        var (index, row) = (0, 0)
        while let item = try reader.next() {
            guard case .row(let one) = item else { continue }
            row += 1
            guard options.conditions.allSatisfy({ $0.holds(for: one.fields) }) else { continue }
            let number = one.line ?? row
            body(index, number, columns.case(of: one, number: number, options: options))
            index += 1
        }
        return index
    }
}

extension Array {
    /// Shuffles with Fisher and Yates's algorithm and SplitMix64: the same order for the same seed on every machine.
    fileprivate mutating func shuffle(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for index in indices.dropFirst().reversed() {
            // The high half of the product is uniform enough: the bias is below 2^-40 for any file that fits in memory.
            swapAt(index, Int(random.next().multipliedFullWidth(by: UInt64(index + 1)).high))
        }
    }
}
