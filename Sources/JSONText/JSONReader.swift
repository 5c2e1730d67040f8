/// Reads one JSON value (RFC 8259) from bytes and says where it ends, because outputs have prose around JSON.
///
/// Foundation's reader takes only whole texts, and reads numbers as binary ones. If keys are equal, the last one
/// counts. Half of a surrogate pair becomes U+FFFD.
package struct JSONReader {
    /// Why a text isn't JSON.
    package enum Failure: Error {
        /// A byte isn't allowed where it is.
        case syntax
        /// Lists and objects are nested more than ``mostDepth`` deep.
        case tooDeep
        /// A text has bytes that aren't UTF-8.
        case notUTF8
    }

    /// The deepest nesting of lists and objects that is read.
    package static let mostDepth = 128

    private let bytes: [UInt8]
    private let limit: Int
    /// The index of the next byte.
    package private(set) var index: Int
    private var depth = 0

    /// Creates a reader of a part of the bytes.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        limit = range.upperBound
    }

    /// Reads the whole text as one value.
    package mutating func whole() throws(Failure) -> JSONValue {
        let value = try value()
        skipSpaces()
        guard index == limit else { throw .syntax }
        return value
    }

    /// Reads the value that begins here, after white space.
    package mutating func value() throws(Failure) -> JSONValue {
        skipSpaces()
        switch peek {
        case UInt8(ascii: "{"): return try nested { reader throws(Failure) in .object(try reader.object()) }
        case UInt8(ascii: "["): return try nested { reader throws(Failure) in .list(try reader.list()) }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private var peek: UInt8? { index < limit ? bytes[index] : nil }

    private mutating func skipSpaces() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(Failure) -> JSONValue
    ) throws(Failure) -> JSONValue {
        guard depth < Self.mostDepth else { throw .tooDeep }
        depth += 1
        index += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(Failure) -> JSONObject {
        var values = JSONObject()
        skipSpaces()
        if take(UInt8(ascii: "}")) { return values }
        while true {
            skipSpaces()
            guard peek == UInt8(ascii: "\"") else { throw .syntax }
            let key = try text()
            skipSpaces()
            guard take(UInt8(ascii: ":")) else { throw .syntax }
            values[key] = try value()
            skipSpaces()
            if take(UInt8(ascii: "}")) { return values }
            guard take(UInt8(ascii: ",")) else { throw .syntax }
        }
    }

    private mutating func list() throws(Failure) -> [JSONValue] {
        var values: [JSONValue] = []
        skipSpaces()
        if take(UInt8(ascii: "]")) { return values }
        while true {
            values.append(try value())
            skipSpaces()
            if take(UInt8(ascii: "]")) { return values }
            guard take(UInt8(ascii: ",")) else { throw .syntax }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[offset]) else { throw .syntax }
        }
        return value
    }

    private mutating func number() throws(Failure) -> String {
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(Failure) {
        let start = index
        while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
        guard index > start else { throw .syntax }
    }

    private mutating func text() throws(Failure) -> String {
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        guard peek != UInt8(ascii: "\"") else {
            defer { index += 1 }
            return try Self.decoded(bytes[start..<index])
        }
        var content = Array(bytes[start..<index])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try Self.decoded(content[...])
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &content)
            case 0x20...:
                content.append(byte)
                index += 1
            default: throw .syntax
            }
        }
        throw .syntax
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    private mutating func escape(into content: inout [UInt8]) throws(Failure) {
        guard let byte = peek else { throw .syntax }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var value = try hexadecimal()
            if (0xD800..<0xDC00).contains(value), let low = lowSurrogate() {
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            content.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        default: throw .syntax
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .syntax }
            value = value << 4 + UInt32(digit)
            index += 1
        }
        return value
    }

    /// Reads the second half of a surrogate pair; nil if it doesn't follow.
    private mutating func lowSurrogate() -> UInt32? {
        let start = index
        if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = try? hexadecimal(),
            (0xDC00..<0xE000).contains(low)
        {
            return low
        }
        index = start
        return nil
    }
}
