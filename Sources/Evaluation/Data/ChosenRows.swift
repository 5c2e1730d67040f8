import Sampling

/// The rows that become cases: those that meet the conditions, in order or shuffled, up to a limit.
///
/// Where a shuffle comes before a limit, the rows are read twice, so that only those within the limit are in memory. Without
/// a limit all are, and once is enough.
struct ChosenRows {
    private let options: DataOptions
    /// The number of rows that meet the conditions.
    private(set) var count = 0
    /// The chosen cases with their places.
    private(set) var cases: [(place: RowPlace, made: Case)] = []
    /// The rows that would have been chosen and are none.
    private(set) var badRows: [BadRow] = []
    /// What the right answers of all rows show about how they count choices.
    private(set) var counting = ChoiceCounting()

    init(_ options: DataOptions) {
        self.options = options
    }

    /// Chooses from the rows of a file.
    mutating func take(
        _ rows: () throws(DataSetError) -> any RowReader, _ columns: Columns
    ) throws(DataSetError) {
        var (found, bad): ([(index: Int, place: RowPlace, made: Case)], [BadRow]) = ([], [])
        defer { badRows = bad }
        guard let seed = options.shuffleSeed, let limit = options.limit else {
            let limit = options.limit ?? .max
            count = try each(try rows(), columns) { index, place, make in
                guard found.count < limit else { return }
                switch make() {
                case .success(let made): found.append((index, place, made))
                case .failure(let problem): bad.add(problem.sentence, at: place)
                }
            }
            if let seed = options.shuffleSeed {
                let ranks = Self.ranks(of: count, seed: seed)
                found.sort { ranks[$0.index] < ranks[$1.index] }
            }
            cases = found.map { ($0.place, $0.made) }
            return
        }
        // Whether each row is a case, in the order of the file.
        var isCase: [Bool] = []
        count = try each(try rows(), columns) { _, _, make in
            if case .success = make() { isCase.append(true) } else { isCase.append(false) }
        }
        var order = Array(isCase.indices)
        order.shuffle(seed: seed)
        var taken = 0
        var ranks: [Int: Int] = [:]
        for index in order {
            guard taken < limit else { break }
            ranks[index] = ranks.count
            if isCase[index] { taken += 1 }
        }
        _ = try each(try rows(), columns) { index, place, make in
            guard ranks[index] != nil else { return }
            switch make() {
            case .success(let made): found.append((index, place, made))
            case .failure(let problem): bad.add(problem.sentence, at: place)
            }
        }
        cases = found.sorted { ranks[$0.index] ?? 0 < ranks[$1.index] ?? 0 }.map { ($0.place, $0.made) }
    }

    /// Returns the places of so many rows after a shuffle.
    private static func ranks(of count: Int, seed: UInt64) -> [Int] {
        var order = Array(0..<count)
        order.shuffle(seed: seed)
        var ranks = Array(repeating: 0, count: count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    /// Calls a closure for each row that meets the conditions, with the number of the row among these, its place, and
    /// what makes a case of it. Returns how many there are.
    private mutating func each(
        _ reader: any RowReader, _ columns: Columns,
        _ body: (Int, RowPlace, () -> Result<Case, Columns.Problem>) -> Void
    ) throws(DataSetError) -> Int {
        var reader = reader
        var (index, row) = (0, 0)
        while let item = try reader.next() {
            guard case .row(let one) = item else { continue }
            row += 1
            if let path = columns.expected.first { counting.take(path, in: one.fields) }
            guard options.conditions.allSatisfy({ $0.holds(for: one.fields) }) else { continue }
            let place = columns.place(of: one, number: row)
            body(index, place) { columns.case(of: one, at: place, options: options) }
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
