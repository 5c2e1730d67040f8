/// Checks addresses of the Internet Protocol.
enum InternetAddress {
    /// Returns whether a text is four numbers up to 255 without leading zeros.
    static func isVersion4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                1...3 ~= part.count && part.allSatisfy(\.isDigit) && (part.count == 1 || part.first != 0x30)
                    && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
            }
    }

    /// Returns whether a text is eight groups of hexadecimal digits as RFC 4291 writes them. `::` may replace some
    /// groups, and an IPv4 address the last two.
    static func isVersion6(_ bytes: ArraySlice<UInt8>) -> Bool {
        let halves = halves(bytes)
        guard let first = halves.first.flatMap({ groups($0, endsAddress: halves.count == 1) }) else { return false }
        guard halves.count == 2 else { return first == 8 }
        guard let second = groups(halves[1], endsAddress: true) else { return false }
        return first + second < 8
    }

    /// Splits an address at the first `::`. Returns one part if there is no `::`, else two.
    private static func halves(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        let colon = UInt8(ascii: ":")
        guard
            let place = zip(bytes.indices, bytes.indices.dropFirst()).first(where: {
                bytes[$0] == colon && bytes[$1] == colon
            })
        else { return [bytes] }
        return [bytes[..<place.0], bytes[(place.1 + 1)...]]
    }

    /// Counts groups of 16 bits; nil if something isn't a group.
    private static func groups(_ bytes: ArraySlice<UInt8>, endsAddress: Bool) -> Int? {
        guard !bytes.isEmpty else { return 0 }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        for (index, part) in parts.enumerated() {
            if endsAddress, index == parts.count - 1, isVersion4(part) {
                count += 2
            } else if 1...4 ~= part.count, part.allSatisfy(\.isHexadecimal) {
                count += 1
            } else {
                return nil
            }
        }
        return count
    }
}
