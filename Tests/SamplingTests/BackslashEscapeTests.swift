import Testing

@testable import Sampling

struct BackslashEscapeTests {
    @Test(arguments: [
        (#"\t"#, "\t"), (#"a\nb"#, "a\nb"), (#"C:\new"#, "C:\new"), (#"C:\\new"#, #"C:\new"#), (#"\d+"#, #"\d+"#),
        (#"\"#, #"\"#), (#"\\"#, #"\"#), (#"\""#, "\""), ("끝", "끝"), ("", ""),
    ]) func `a text is read by one rule`(typed: String, meant: String) {
        #expect(BackslashEscapes.read(typed) == meant)
    }

    @Test func `every text has a spelling that is read as it`() {
        var random = SystemRandomNumberGenerator()
        let characters = Array("a\\\\\\nrt\"\n\r\t,끝 ")
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in characters.randomElement() ?? "a" })
            #expect(BackslashEscapes.read(BackslashEscapes.spelling(text)) == text)
        }
    }

    @Test func `what was understood shows line breaks and tabs by signs that nobody types`() {
        let typed = [#"C:\new"#, #"C:\\new"#, #"\t|\r\n"#].map(BackslashEscapes.read)
        #expect(BackslashEscapes.understood(typed) == #""C:⏎ew", "C:\new", "⇥|␍⏎""#)
        #expect(BackslashEscapes.understood(typed, signs: false) == #""C:\new", "C:\\new", "\t|\r\n""#)
    }
}
