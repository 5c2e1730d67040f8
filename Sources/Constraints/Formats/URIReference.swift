/// The parts of a URI or a relative reference (RFC 3986).
struct URIReference: Hashable, Sendable {
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    /// Splits any text into its parts (RFC 3986, appendix B).
    init(_ text: String) {
        var rest = text[...]
        if let mark = rest.firstIndex(of: "#") {
            fragment = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon].utf8) {
            scheme = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            let end = rest.dropFirst(2).firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// Returns the URI that a reference stands for in a document (RFC 3986, section 5.2).
    func resolved(against base: URIReference) -> URIReference {
        var result = self
        if scheme == nil {
            result.scheme = base.scheme
            if authority == nil {
                result.authority = base.authority
                if path.isEmpty {
                    result.path = base.path
                    result.query = query ?? base.query
                } else if !path.hasPrefix("/") {
                    let folder = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? ""
                    result.path = (base.authority != nil && base.path.isEmpty ? "/" : folder) + path
                }
            }
        }
        result.path = Self.withoutDots(result.path)
        return result
    }

    /// The reference without `#` and the part after it.
    var withoutFragment: URIReference {
        var result = self
        result.fragment = nil
        return result
    }

    private static func withoutDots(_ path: String) -> String {
        guard path.contains("/.") || path.hasPrefix(".") else { return path }
        var parts: [Substring] = []
        let all = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in all.enumerated() {
            switch part {
            case ".": if index == all.count - 1 { parts.append("") }
            case "..":
                if parts.count > 1 || (parts.first.map { !$0.isEmpty } ?? false) { parts.removeLast() }
                if index == all.count - 1 { parts.append("") }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    private static func isScheme(_ bytes: Substring.UTF8View) -> Bool {
        bytes.first?.isLetter == true && bytes.allSatisfy { $0.isLetter || $0.isDigit || $0.isOne(of: "+-.") }
    }

    // MARK: whether a text is one

    /// Returns whether a text is a reference. With `needsScheme`, it must be a URI with its scheme.
    static func isReference(_ text: String, needsScheme: Bool) -> Bool {
        let reference = URIReference(text)
        if reference.scheme == nil {
            let first = reference.path.prefix { $0 != "/" }
            guard !needsScheme, !first.contains(":") else { return false }
        }
        return (reference.authority.map { isAuthority($0) } ?? true)
            && [(reference.path, true), (reference.query, false), (reference.fragment, false)].allSatisfy {
                part, isPath in
                part.map { isMade($0.utf8, of: isPath ? "/:@" : "/?:@") } ?? true
            }
    }

    private static func isAuthority(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let at = bytes.lastIndex(of: UInt8(ascii: "@"))
        if let at, !isMade(bytes[..<at], of: ":") { return false }
        var host = bytes[(at.map { $0 + 1 } ?? 0)...]
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            guard InternetAddress.isVersion6(host[(host.startIndex + 1)..<end]) else { return false }
            host = host[(end + 1)...]
            return host.isEmpty || (host.first == UInt8(ascii: ":") && host.dropFirst().allSatisfy(\.isDigit))
        }
        if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
            guard host[(colon + 1)...].allSatisfy(\.isDigit) else { return false }
            host = host[..<colon]
        }
        return isMade(host, of: "")
    }

    /// Returns whether there are only escapes, characters that every part allows, and some others.
    private static func isMade(_ bytes: some Sequence<UInt8>, of others: StaticString) -> Bool {
        var digitsLeft = 0
        for byte in bytes {
            if digitsLeft > 0 {
                guard byte.isHexadecimal else { return false }
                digitsLeft -= 1
            } else if byte == UInt8(ascii: "%") {
                digitsLeft = 2
            } else if !(byte.isLetter || byte.isDigit || byte.isOne(of: "-._~!$&'()*+,;=") || byte.isOne(of: others)) {
                return false
            }
        }
        return digitsLeft == 0
    }
}
