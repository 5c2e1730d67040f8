/// Where and why a text isn't JSON.
package struct JSONMistake: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    package let failure: JSONReader.Failure
    /// The line of the mistake, from 1.
    package let line: Int
    /// The character of the line at which the mistake is, from 1.
    package let column: Int

    /// The mistake as the second half of a sentence.
    package var description: String {
        switch failure {
        case .syntax: "is not JSON from line \(line), column \(column) on"
        case .tooDeep: "nests lists or objects more than \(JSONReader.mostDepth) deep"
        case .notUTF8: "has a text that is not UTF-8 in line \(line)"
        }
    }
}

extension JSONValue {
    /// Reads the only value of a text.
    ///
    /// - Throws: ``JSONMistake`` if the text is anything but one value.
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
