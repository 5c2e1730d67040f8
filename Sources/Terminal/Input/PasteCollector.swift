/// Collects a bracketed paste of any length in linear time.
struct PasteCollector: Sendable {
    private static let endMark = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// The number of bytes of the end mark that the last bytes are.
    private var matched = 0

    /// Adds bytes up to the end mark.
    ///
    /// - Parameter more: The bytes that have come.
    /// - Returns: The index behind the end mark; nil if it hasn't come.
    mutating func append(_ more: ArraySlice<UInt8>) -> Int? {
        var index = more.startIndex
        while index < more.endIndex {
            if matched == 0 {
                guard let escape = more[index...].firstIndex(of: 0x1B) else {
                    bytes.append(contentsOf: more[index...])
                    return nil
                }
                bytes.append(contentsOf: more[index...escape])
                matched = 1
                index = escape + 1
                continue
            }
            let byte = more[index]
            bytes.append(byte)
            matched = byte == Self.endMark[matched] ? matched + 1 : byte == 0x1B ? 1 : 0
            index += 1
            if matched == Self.endMark.count { return index }
        }
        return nil
    }

    /// The text before the end mark; nil if it is empty.
    var finished: String? { text(bytes.dropLast(Self.endMark.count)) }
    /// The text of a paste that never ended; nil if it is empty.
    var unfinished: String? { text(bytes[...]) }

    /// Returns bytes as text, with newlines for the CR that terminals send at the ends of lines.
    private func text(_ bytes: ArraySlice<UInt8>) -> String? {
        guard !bytes.isEmpty else { return nil }
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D {
                lines.append(0x0A)
            } else if byte != 0x0A || previous != 0x0D {
                lines.append(byte)
            }
            previous = byte
        }
        return String(decoding: lines, as: UTF8.self)
    }
}
