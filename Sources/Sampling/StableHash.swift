/// A hash that is the same in every process and on every machine (FNV-1a, 64 bits), unlike Swift's own.
package struct StableHash: Sendable, Hashable {
    /// The hash of the data so far.
    package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Creates the hash of no data.
    package init() {}

    /// Adds a text. "ab" and "c" give another hash than "a" and "bc".
    package mutating func add(_ text: String) {
        add(bytes: text.utf8)
        add(bytes: CollectionOfOne(0))
    }

    /// Adds bytes, without anything that marks their end.
    package mutating func add(bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
