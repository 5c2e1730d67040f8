/// Checks e-mail addresses as RFC 5321 writes them (`Mailbox`).
enum EmailAddress {
    /// Returns whether a text is a local part, `@`, and a domain or an address in brackets.
    static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        return (isDotted(local, of: isAtom) || isQuoted(local)) && (isLiteral(domain) || isDomain(domain))
    }

    private static func isDotted(_ bytes: ArraySlice<UInt8>, of isPart: (ArraySlice<UInt8>) -> Bool) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isPart)
    }

    private static func isAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { $0.isDigit || $0.isLetter || $0.isOne(of: "!#$%&'*+-/=?^_`{|}~") }
    }

    private static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else {
            return false
        }
        var rest = bytes.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard 0x20...0x7E ~= byte, byte != UInt8(ascii: "\"") else { return false }
            if byte == UInt8(ascii: "\\") {
                guard let next = rest.popFirst(), 0x20...0x7E ~= next else { return false }
            }
        }
        return true
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count <= 255
            && isDotted(bytes) { label in
                1...63 ~= label.count && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return false }
        let inside = bytes.dropFirst().dropLast()
        return inside.starts(with: "IPv6:".utf8)
            ? InternetAddress.isVersion6(inside.dropFirst(5)) : InternetAddress.isVersion4(inside)
    }
}
