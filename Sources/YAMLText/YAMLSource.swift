/// A file's text as bytes, with what is needed to find one's way in it. Offsets are bytes.
package struct YAMLSource: Sendable {
    /// Path or name, for errors.
    package let file: String
    /// UTF-8, without a byte order mark.
    package let bytes: [UInt8]

    /// Creates a source of a text that is already decoded.
    package init(file: String, text: String) {
        self.file = file
        bytes = Array(text.utf8)
    }

    /// The text of a range of bytes.
    package subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first line break of the file says how all of its lines end.
    package var newline: String {
        guard let index = bytes.firstIndex(of: .newline), index > 0, bytes[index - 1] == .carriageReturn else {
            return "\n"
        }
        return "\r\n"
    }

    /// The text with a line feed in place of a carriage return that stands alone, and of U+0085; YAML reads them alike.
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
        let start = lineStart(of: offset)
        let line = bytes[..<start].count { $0 == .newline } + 1
        return FilePosition(line: line, column: column(of: offset) + 1)
    }

    /// Characters between the start of the line and `offset`.
    func column(of offset: Int) -> Int {
        bytes[lineStart(of: offset)..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 }
    }

    func lineStart(of offset: Int) -> Int {
        (bytes[..<min(offset, bytes.count)].lastIndex(of: .newline) ?? -1) + 1
    }

    /// Returns where the text of the line ends: before its line break.
    func lineEnd(of offset: Int) -> Int {
        let end = bytes[offset...].firstIndex(of: .newline) ?? bytes.count
        return end > offset && bytes[end - 1] == .carriageReturn ? end - 1 : end
    }

    /// Returns where the next line starts, or the end of the file.
    func nextLine(after offset: Int) -> Int {
        bytes[offset...].firstIndex(of: .newline).map { $0 + 1 } ?? bytes.count
    }

    /// Skips blanks and tabs.
    func skippingBlanks(from offset: Int) -> Int {
        bytes[offset...].firstIndex { $0 != .space && $0 != .tab } ?? bytes.count
    }

    /// Skips blanks, line breaks and comments.
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

    /// Returns the comments of the file, whose values are those of `root`.
    package func comments(outside root: YAMLNode) -> [String] { commentRanges(outside: root).map { self[$0] } }

    /// Returns the lines that they stand in, from 1; nil is a file without values.
    package func commentLines(outside root: YAMLNode?) -> [Int] {
        commentRanges(outside: root).map { position(of: $0.lowerBound).line }
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

    /// Returns whether nothing but blanks stands before `offset` in its line.
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
