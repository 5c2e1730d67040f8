import Foundation
import Testing

@testable import YAMLText

struct EscapedTextTests {
    private let samples = ["", "plain", "a\"b\\c\n\r\t", "\u{1}\u{85}\u{2028}", "등대 👩‍👩‍👧 e\u{301}", "\u{FFFE}\u{10FFFF}"]

    @Test func `whatever is escaped, JSON reads the same text back`() throws {
        for sample in samples {
            for isEscaped in [{ $0.value < 0x20 }, { $0.value < 0x20 || $0.value > 0x7E }, { _ in true }]
                as [(Unicode.Scalar) -> Bool]
            {
                let quoted = sample.doubleQuoted(escaping: isEscaped)
                #expect(try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8)) == [sample])
            }
        }
    }

    @Test func `scalars above U+FFFF are escaped as the two halves of their pair`() {
        #expect("[\"😀\"]".escapingScalars { $0.value > 0xFFFF } == #"["\ud83d\ude00"]"#)
    }

    @Test func `what isn't to be escaped stays as it is`() {
        #expect("\"é\u{2028}\"".escapingScalars(where: \.isMisreadInYAML) == #""é\u2028""#)
    }
}
