import Remedies
import Testing

struct QuotationTests {
    @Test func `a quotation is one line of at most 200 code points`() {
        #expect("  a\n\t b ".quoted == "a b")
        #expect(String(repeating: "x", count: 200).quoted.count == 200)
        #expect(String(repeating: "x", count: 201).quoted == String(repeating: "x", count: 199) + "…")
        // One letter with any number of marks is one character.
        #expect(("e" + String(repeating: "\u{301}", count: 100_000)).quoted.unicodeScalars.count == 200)
        #expect("a bc".quoted(within: 3) == "a …")
    }

    @Test func `a long line keeps its beginning and its end`() {
        let line = "It failed: " + String(repeating: "x", count: 70_000) + " Try again."
        let short = "One.\n\(line)".shortened()
        #expect(short.hasPrefix("One.\nIt failed: x") && short.hasSuffix("x Try again.") && short.contains(" … "))
        #expect(short.split(separator: "\n").allSatisfy { $0.count <= 490 })
        #expect("한국".shortened() == "한국")
    }
}
