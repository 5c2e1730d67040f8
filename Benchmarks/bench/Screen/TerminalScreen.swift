import TextLayout

/// What a terminal shows of what a program sends: as much of ECMA-48 as curses uses for `xterm-256color`. No colours.
struct TerminalScreen {
    private(set) var columns: Int
    private(set) var rows: Int
    /// From the top left, from 0. Behind the last column while a character there waits for what follows it.
    private(set) var cursor = (column: 0, row: 0)
    /// Frames that were complete: synchronised updates that ended.
    private(set) var frames = 0
    /// How often the program asked what the terminal is.
    private(set) var questions = 0

    /// Row by row; the right half of a wide character is U+0000.
    private var cells: [Unicode.Scalar]
    private var last: Unicode.Scalar = " "
    private var state = ParserState.text
    private var parameters: [UInt8] = []
    private var decoder = UTF8Bytes()

    private enum ParserState {
        case text, escape, charset, control, string, stringEscape
    }

    init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: " ", count: columns * rows)
    }

    /// Another size; what a program shows afterwards is its own affair.
    mutating func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: " ", count: columns * rows)
        cursor = (min(cursor.column, columns - 1), min(cursor.row, rows - 1))
    }

    /// The character at a place; nil outside.
    func character(column: Int, row: Int) -> Unicode.Scalar? {
        (0..<columns).contains(column) && (0..<rows).contains(row) ? cells[row * columns + column] : nil
    }

    /// The text of a row with the spaces at its end.
    func line(_ row: Int) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: cells[row * columns..<(row + 1) * columns].filter { $0 != "\0" })
        return text
    }

    /// All rows.
    var text: String { (0..<rows).map(line).joined(separator: "\n") }

    /// Takes a byte; true where a frame is complete with it.
    mutating func take(_ byte: UInt8) -> Bool {
        switch state {
        case .text: takeText(byte)
        case .escape: takeEscape(byte)
        case .charset: state = .text
        case .string: state = byte == 0x1B ? .stringEscape : byte == 0x07 ? .text : .string
        case .stringEscape: state = byte == 0x5C ? .text : .string
        case .control:
            guard (0x40...0x7E).contains(byte) else {
                parameters.append(byte)
                break
            }
            state = .text
            return perform(byte)
        }
        return false
    }

    private mutating func takeText(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x08: cursor.column = max(0, min(cursor.column, columns - 1) - 1)
        case 0x09: cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
        case 0x0A: lineFeed()
        case 0x0D: cursor.column = 0
        case 0..<0x20, 0x7F: break
        default: if let scalar = decoder.take(byte) { put(scalar) }
        }
    }

    private mutating func takeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "["): (state, parameters) = (.control, [])
        case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .string
        case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
        case UInt8(ascii: "M"): (state, cursor.row) = (.text, max(0, cursor.row - 1))
        default: state = .text
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = scalar.isASCII ? 1 : Character(scalar).displayWidth
        // Marks stand on what is there.
        if width == 0 { return }
        if cursor.column + width > columns {
            cursor.column = 0
            lineFeed()
        }
        let index = cursor.row * columns + cursor.column
        cells[index] = scalar
        if width == 2 { cells[index + 1] = "\0" }
        cursor.column += width
        last = scalar
    }

    private mutating func lineFeed() {
        if cursor.row < rows - 1 {
            cursor.row += 1
        } else {
            cells.removeFirst(columns)
            cells += Array(repeating: " ", count: columns)
        }
    }

    /// A control sequence by its last byte.
    private mutating func perform(_ final: UInt8) -> Bool {
        let text = String(decoding: parameters, as: UTF8.self)
        if text.hasPrefix("?") {
            guard final == UInt8(ascii: "l"), text == "?2026" else { return false }
            frames += 1
            return true
        }
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(1, numbers.first ?? 1)
        cursor.column = min(cursor.column, columns - 1)
        let start = cursor.row * columns
        let place = start + cursor.column
        let end = start + columns
        switch Character(Unicode.Scalar(final)) {
        case "A": cursor.row -= count
        case "B": cursor.row += count
        case "C": cursor.column += count
        case "D": cursor.column -= count
        case "G": cursor.column = count - 1
        case "d": cursor.row = count - 1
        case "H": cursor = (column: max(1, numbers.count > 1 ? numbers[1] : 1) - 1, row: count - 1)
        case "J": erase(numbers.first == 2 ? 0..<cells.count : place..<cells.count)
        case "K": erase(numbers.first == 1 ? start..<place + 1 : numbers.first == 2 ? start..<end : place..<end)
        case "X": erase(place..<min(end, place + count))
        case "P": replaceRow(from: place, to: end, with: Array(cells[min(end, place + count)..<end]))
        case "@": replaceRow(from: place, to: end, with: Array(repeating: " ", count: count) + cells[place..<end])
        case "b": for _ in 0..<count { put(last) }
        case "c": questions += 1
        default: break
        }
        cursor.row = min(max(0, cursor.row), rows - 1)
        cursor.column = min(max(0, cursor.column), columns)
        return false
    }

    private mutating func erase(_ range: Range<Int>) {
        for index in range { cells[index] = " " }
    }

    /// Puts cells at the end of a row, cut or filled up to what is there.
    private mutating func replaceRow(from start: Int, to end: Int, with new: [Unicode.Scalar]) {
        for index in start..<end { cells[index] = index - start < new.count ? new[index - start] : " " }
    }
}

/// Scalars of bytes that come one by one.
private struct UTF8Bytes {
    private var value: UInt32 = 0
    private var missing = 0

    mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case 0..<0x80: return Unicode.Scalar(byte)
        case 0x80..<0xC0:
            value = value << 6 | UInt32(byte & 0x3F)
            missing -= 1
            return missing == 0 ? Unicode.Scalar(value) : nil
        case ..<0xE0: (value, missing) = (UInt32(byte & 0x1F), 1)
        case ..<0xF0: (value, missing) = (UInt32(byte & 0x0F), 2)
        default: (value, missing) = (UInt32(byte & 0x07), 3)
        }
        return nil
    }
}
