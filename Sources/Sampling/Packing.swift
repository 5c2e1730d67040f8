/// Writes numbers and texts one after another, little-endian and without padding, for another process of the same program.
package struct Packer {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []

    /// Creates an empty packer.
    package init() {}

    /// Adds an integer.
    package mutating func add(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Adds a number, bit for bit.
    package mutating func add(_ value: Float) { add(value.bitPattern) }

    /// Adds a number, bit for bit.
    package mutating func add(_ value: Double) { add(value.bitPattern) }

    /// Adds a text, with its length in UTF-8 before it.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            add(UInt32(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }
}

/// Reads what ``Packer`` wrote, in the same order. A read returns nil if there are too few bytes.
package struct Unpacker {
    private let bytes: [UInt8]
    private var next: Int

    /// Reads from `start` on.
    package init(_ bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        next = start
    }

    /// The number of bytes that are left.
    package var left: Int { bytes.count - next }

    /// Returns the next integer.
    package mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
        let size = MemoryLayout<Value>.size
        guard left >= size else { return nil }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: Value.self) }
        next += size
        return Value(littleEndian: value)
    }

    /// Returns the next number.
    package mutating func float() -> Float? { integer(UInt32.self).map(Float.init(bitPattern:)) }

    /// Returns the next number.
    package mutating func double() -> Double? { integer(UInt64.self).map(Double.init(bitPattern:)) }

    /// Returns the next text.
    package mutating func text() -> String? {
        guard let count = integer(UInt32.self), left >= Int(count) else { return nil }
        defer { next += Int(count) }
        return String(decoding: bytes[next..<next + Int(count)], as: UTF8.self)
    }

    /// Returns the next list. Its length stands before it, and each element takes at least `size` bytes.
    package mutating func list<Element>(of size: Int, _ element: (inout Unpacker) -> Element?) -> [Element]? {
        guard let count = integer(UInt32.self), left / size >= Int(count) else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let one = element(&self) else { return nil }
            elements.append(one)
        }
        return elements
    }
}
