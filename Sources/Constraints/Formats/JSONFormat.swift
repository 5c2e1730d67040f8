import JSONText

/// A `format` of JSON Schema. Texts are checked as ajv-formats checks them.
package enum JSONFormat: String, Sendable, CaseIterable {
    case date
    case time
    case dateTime = "date-time"
    case email
    case uri
    case uriReference = "uri-reference"
    case uuid
    case ipv4
    case ipv6
    case jsonPointer = "json-pointer"
    case regex

    /// Returns whether a text has the format.
    package func accepts(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return switch self {
        case .date: DateText.isDate(bytes[...])
        case .time: DateText.isTime(bytes[...])
        case .dateTime: DateText.isDateTime(bytes[...])
        case .email: EmailAddress.isAddress(bytes[...])
        case .uri: URIReference.isReference(text, needsScheme: true)
        case .uriReference: URIReference.isReference(text, needsScheme: false)
        case .uuid: Self.isUUID(bytes)
        case .ipv4: InternetAddress.isVersion4(bytes[...])
        case .ipv6: InternetAddress.isVersion6(bytes[...])
        case .jsonPointer: JSONPointer(text) != nil
        case .regex: text.isEmpty || BoundedPattern(ecmaScript: text) != nil
        }
    }

    /// The name of the format in a sentence, after "no".
    var words: String {
        switch self {
        case .date: "date (2026-12-31)"
        case .time: "time with its zone (23:59:00Z)"
        case .dateTime: "date and time with its zone (2026-12-31T23:59:00Z)"
        case .email: "e-mail address"
        case .uri: "URI"
        case .uriReference: "URI reference"
        case .uuid: "UUID"
        case .ipv4: "IPv4 address"
        case .ipv6: "IPv6 address"
        case .jsonPointer: "JSON pointer"
        case .regex: "regular expression"
        }
    }

    private static func isUUID(_ bytes: [UInt8]) -> Bool {
        bytes.count == 36
            && bytes.enumerated().allSatisfy { place, byte in
                [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : byte.isHexadecimal
            }
    }
}

extension UInt8 {
    var isDigit: Bool { 0x30...0x39 ~= self }

    var isLetter: Bool { 0x61...0x7A ~= self | 0x20 }

    var isHexadecimal: Bool { isDigit || 0x61...0x66 ~= self | 0x20 }

    /// Returns whether the byte is one of some ASCII characters.
    func isOne(of characters: StaticString) -> Bool {
        characters.withUTF8Buffer { $0.contains(self) }
    }
}
