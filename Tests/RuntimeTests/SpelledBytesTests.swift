import Lanes
import Testing

@testable import Runtime

@Suite struct SpelledBytesTests {
    @Test func `whole characters stay as they are`() {
        #expect(String(spelling: Array("한 a\u{0}é".utf8)) == "한 a\u{0}é")
        #expect(String(spelling: []) == "")
    }

    @Test func `bytes of a character that isn't whole are spelt out`() {
        #expect(String(spelling: [0xEC]) == "\\xEC")
        #expect(String(spelling: [0x20, 0xEC, 0xA0]) == " \\xEC\\xA0")
        #expect(String(spelling: [0x95, 0x61] + Array("글".utf8) + [0xF0]) == "\\x95a글\\xF0")
        #expect(String(spelling: [0xC0, 0x01]) == "\\xC0\u{1}")
    }

    @Test func `a character that several tokens make up is whole again in the text of all of them`() {
        let tokens: [[UInt8]] = [Array("a 한".utf8), [0xEA, 0xB8], [0x80, 0x21], Array("\\x41 \\x".utf8)]
        #expect(String(joiningSpelled: tokens.map { String(spelling: $0) }) == "a 한글!\\x41 \\x")
    }
}
