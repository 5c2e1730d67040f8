import Evaluation

/// The widths that the columns of the grid would like to have, for the cases that are listed.
struct GridWidths: Sendable, Hashable {
    /// The widest id.
    private(set) var id = 0
    /// The widest right answer; 0 if no case has one.
    private(set) var expected = 0
    /// The widest input of the first cases.
    private(set) var input = 0

    /// The number of cases whose inputs are looked at.
    private static let sample = 100

    /// Looks at cases. Bytes stand for columns, so that this costs nothing for thousands of long texts.
    init(_ cases: some Sequence<Case>) {
        for (number, one) in cases.enumerated() {
            id = max(id, one.id.utf8.count)
            expected = max(expected, one.expected.reduce(-4) { $0 + 4 + $1.utf8.count })
            if number < Self.sample { input = max(input, one.variables.reduce(0) { $0 + 5 + $1.value.utf8.count }) }
        }
    }
}

/// The columns of the grid of results: what is asked and right in each case, and a cell for each lane.
struct GridColumns {
    /// The smallest width of a lane's cell, and of the input.
    static let narrowest = 18
    /// The number of columns between two.
    private static let gap = 2

    /// A sign for each lane, if there isn't room for all cells; else nil.
    private(set) var signs: Range<Int>?
    private(set) var id: Range<Int>
    /// The right answer; nil if no case has one.
    private(set) var expected: Range<Int>?
    private(set) var input: Range<Int>
    /// The lanes that are seen, from left to right.
    private(set) var lanes: [(index: Int, columns: Range<Int>)] = []

    /// Divides a width among the columns. The cell of the lane `focused` is among those that are seen.
    init(width: Int, _ widths: GridWidths, lanes count: Int, focused: Int) {
        let idWidth = min(12, max(4, width / 8), max(4, widths.id))
        let expectedWidth = widths.expected == 0 ? 0 : min(max(width / 7, 8), max(5, widths.expected))
        let taken = idWidth + Self.gap + (expectedWidth == 0 ? 0 : expectedWidth + Self.gap)
        /// Returns the width of each cell if so many lanes are seen beside the input.
        func unit(_ lanes: Int, _ room: Int) -> Int { (room - lanes * Self.gap) / (lanes + 1) }
        var room = width - taken
        var seen = max(1, count)
        if unit(seen, room) < Self.narrowest {
            room -= count > 1 ? count + Self.gap : 0
            while seen > 1, unit(seen, room) < Self.narrowest { seen -= 1 }
        }
        var column = 0
        func next(_ width: Int) -> Range<Int> {
            defer { column += width + Self.gap }
            return column..<column + max(0, width)
        }
        let hasSigns = seen < count
        if hasSigns { signs = next(count) }
        id = next(idWidth)
        if expectedWidth > 0 { expected = next(expectedWidth) }
        let inputWidth = max(0, min(unit(seen, room), max(8, widths.input)))
        input = next(inputWidth)
        let first = max(0, min(focused, count - 1) - seen + 1)
        for place in 0..<min(seen, count) {
            let rest = width - column - (seen - place - 1) * Self.gap
            lanes.append((first + place, next(rest / (seen - place))))
        }
    }
}
