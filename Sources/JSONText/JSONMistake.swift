/// Where and why a text is no JSON.
package struct JSONMistake: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    package let failure: JSONReader.Failure
    /// From 1.
    package let line: Int
    /// Characters of the line up to the mistake, from 1.
    package let column: Int

    /// As the second half of a sentence.
    package var description: String {
        switch failure {
        case .syntax: "is no JSON from line \(line), column \(column) on"
        case .tooDeep: "has more than \(JSONReader.mostDepth) lists or objects in each other"
        case .notUTF8: "has a text that is not UTF-8 in line \(line)"
        }
    }
}

extension JSONValue {
    /// The only value of a text.
    ///
    /// - Throws: ``JSONMistake`` if the text is anything else.
    package init(reading text: String) throws(JSONMistake) {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, in: bytes.indices)
        do {
            self = try reader.whole()
        } catch {
            let before = bytes[..<min(reader.index, bytes.count)]
            let line = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
            throw JSONMistake(
                failure: error, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
                column: line.count { $0 & 0xC0 != 0x80 } + 1)
        }
    }
}
