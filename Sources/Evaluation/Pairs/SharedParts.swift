import Foundation

/// The lines with which two texts begin and end alike, so that a judge need not read them twice.
///
/// Lines are folded whole, and only from ``least`` of them on: a few words in common are part of what is compared.
package struct SharedParts: Sendable, Hashable {
    /// The smallest number of equal lines that is folded.
    package static let least = 3

    /// The number of lines with which both begin; 0 if they are too few to be folded.
    package let leading: Int
    /// The number of lines with which both end; 0 if they are too few. No line counts as leading and trailing.
    package let trailing: Int

    /// Compares two texts line by line. Lines are equal if their code points are.
    package init(_ first: String, _ second: String) {
        let (one, other) = (Self.lines(first), Self.lines(second))
        let shorter = min(one.count, other.count)
        var leading = 0
        while leading < shorter, Self.isSame(one[leading], other[leading]) { leading += 1 }
        self.leading = leading < Self.least ? 0 : leading
        var trailing = 0
        while trailing < shorter - self.leading,
            Self.isSame(one[one.count - 1 - trailing], other[other.count - 1 - trailing])
        {
            trailing += 1
        }
        self.trailing = trailing < Self.least ? 0 : trailing
    }

    /// Returns one of both texts with a sentence in brackets in the place of each shared part.
    package func folded(_ text: String) -> String {
        let lines = Self.lines(text)
        guard leading + trailing > 0, lines.count >= leading + trailing else { return text }
        var result = lines[leading..<lines.count - trailing].map(String.init)
        if result.isEmpty {
            result = [
                trailing == 0
                    ? "[Nothing follows.]" : leading == 0 ? "[Nothing comes before.]" : "[Nothing stands between.]"
            ]
        }
        if leading > 0 {
            result.insert("[Both texts begin with the same \(leading) lines, which are left out.]", at: 0)
        }
        if trailing > 0 { result.append("[Both texts end with the same \(trailing) lines, which are left out.]") }
        return result.joined(separator: "\n")
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    private static func isSame(_ one: Substring, _ other: Substring) -> Bool {
        one.unicodeScalars.elementsEqual(other.unicodeScalars)
    }
}
