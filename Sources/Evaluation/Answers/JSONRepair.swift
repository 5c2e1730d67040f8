/// Mends what models get wrong in JSON: commas before a closing bracket, and line breaks inside texts.
struct JSONRepair {
    /// The mended text.
    private(set) var text: String
    /// What was mended, in words; empty if nothing was.
    private(set) var made: [String] = []

    init(_ source: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.utf8.count)
        var (inText, isEscaped, depth) = (false, false, 0)
        var kinds: Set<String> = []
        for byte in source.utf8 {
            if inText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inText = false
                } else if byte < 0x20, let letter = Self.escapes[byte] {
                    kinds.insert(Self.lineBreak)
                    bytes += [UInt8(ascii: "\\"), letter]
                    continue
                }
            } else if byte == UInt8(ascii: "\"") {
                inText = depth > 0
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth = max(0, depth - 1)
                if let comma = bytes.lastIndex(where: { !Self.isSpace($0) }), bytes[comma] == UInt8(ascii: ",") {
                    bytes.remove(at: comma)
                    kinds.insert(Self.comma)
                }
            }
            bytes.append(byte)
        }
        text = String(decoding: bytes, as: UTF8.self)
        made = kinds.sorted()
    }

    private static let comma = "a comma before a closing bracket"
    private static let lineBreak = "a line break in a text"
    private static let escapes: [UInt8: UInt8] = [
        0x09: UInt8(ascii: "t"), 0x0A: UInt8(ascii: "n"), 0x0D: UInt8(ascii: "r"),
    ]

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
