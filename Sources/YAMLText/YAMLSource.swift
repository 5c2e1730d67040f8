/// The text of a file as bytes, with functions to find places in it. Offsets are bytes.
package struct YAMLSource: Sendable {
    /// The path or name of the file, for errors.
    package private(set) var file: String
    /// The text in UTF-8, without a byte order mark.
    package let bytes: [UInt8]
    /// The starts of its lines.
    private let lineStarts: [Int]

    /// Creates a source of a text that is already decoded.
    package init(file: String, text: String) {
        self.file = file
        let bytes = Array(text.utf8)
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == .newline { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    /// Returns the source under another name of its file.
    package func named(_ file: String) -> YAMLSource {
        var source = self
        source.file = file
        return source
    }

    /// The text of a range of bytes.
    package subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The line break of the file: that of its first line.
    package var newline: String {
        guard let index = bytes.firstIndex(of: .newline), index > 0, bytes[index - 1] == .carriageReturn else {
            return "\n"
        }
        return "\r\n"
    }

    /// The text with line feeds in place of single carriage returns and of U+0085, which YAML reads in the same way.
    package var withUsualBreaks: String {
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case .carriageReturn where next != .newline: result.append(.newline)
            case 0x85 where result.last == 0xC2: result[result.count - 1] = .newline
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Returns the line and column of a byte, both from 1.
    package func position(of offset: Int) -> FilePosition {
        FilePosition(line: line(of: offset), column: column(of: offset) + 1)
    }

    /// Returns the line of a byte, from 1.
    package func line(of offset: Int) -> Int {
        // The number of lines that start at or before the byte.
        var (low, high) = (0, lineStarts.count)
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= min(offset, bytes.count) { low = middle + 1 } else { high = middle }
        }
        return max(1, low)
    }

    /// Returns the number of characters between the start of the line and `offset`.
    func column(of offset: Int) -> Int {
        bytes[lineStart(of: offset)..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 }
    }

    func lineStart(of offset: Int) -> Int {
        lineStarts[line(of: offset) - 1]
    }

    /// Returns the end of the line's text, before its line break.
    func lineEnd(of offset: Int) -> Int {
        let end = bytes[offset...].firstIndex(of: .newline) ?? bytes.count
        return end > offset && bytes[end - 1] == .carriageReturn ? end - 1 : end
    }

    /// Returns the start of the next line, or the end of the file.
    func nextLine(after offset: Int) -> Int {
        bytes[offset...].firstIndex(of: .newline).map { $0 + 1 } ?? bytes.count
    }

    /// Returns the offset behind blanks and tabs.
    func skippingBlanks(from offset: Int) -> Int {
        bytes[offset...].firstIndex { $0 != .space && $0 != .tab } ?? bytes.count
    }

    /// Returns the offset behind blanks, line breaks and comments.
    func skippingSpace(from offset: Int) -> Int {
        var offset = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case .space, .tab, .newline, .carriageReturn: offset += 1
            case UInt8(ascii: "#"): offset = nextLine(after: offset)
            default: return offset
            }
        }
        return offset
    }

    /// Returns the comments of the file. `root` is its tree of values.
    package func comments(outside root: YAMLNode) -> [String] { commentRanges(outside: root).map { self[$0] } }

    /// Returns the lines with comments, from 1. `root` is nil for a file without values.
    package func commentLines(outside root: YAMLNode?) -> [Int] {
        commentRanges(outside: root).map { line(of: $0.lowerBound) }
    }

    private func commentRanges(outside root: YAMLNode?) -> [Range<Int>] {
        guard bytes.contains(UInt8(ascii: "#")) else { return [] }
        var texts: [Range<Int>] = []
        root?.collectTexts(in: self, into: &texts)
        texts.sort { $0.lowerBound < $1.lowerBound }
        var comments: [Range<Int>] = []
        var offset = 0
        for text in texts + [bytes.count..<bytes.count] where text.lowerBound >= offset {
            while let sign = bytes[offset..<text.lowerBound].firstIndex(of: UInt8(ascii: "#")) {
                let end = lineEnd(of: sign)
                comments.append(sign..<end)
                offset = min(max(end, sign + 1), text.lowerBound)
            }
            offset = text.upperBound
        }
        return comments
    }

    /// Returns whether only blanks stand before `offset` in its line.
    func startsLine(_ offset: Int) -> Bool {
        bytes[lineStart(of: offset)..<offset].allSatisfy { $0 == .space }
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
}
