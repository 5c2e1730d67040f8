import JSONText
import Testing

struct JSONNumberTests {
    private func number(_ text: String) throws -> JSONNumber { try #require(JSONNumber(text)) }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("-0.00e7", "0"), ("72.0", "72"), ("7.2e1", "72"), ("0.5", "0.5"), ("50e-2", "0.5"),
        ("-12.340", "-12.34"), ("1e3", "1000"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("1e5000", "1e5000"), ("10e4999", "1e5000"), ("-2.50E-2000", "-25e-2001"),
    ])
    func `equal numbers have the same text`(written: String, canonical: String) throws {
        #expect(try number(written).canonical == canonical)
    }

    @Test(arguments: ["", "-", "01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 ", "NaN", "1.5.5", "--1"])
    func `what JSON doesn't write is no number`(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(arguments: [
        ("1", "2"), ("-2", "1"), ("-2", "-1"), ("0", "0.1"), ("-0.1", "0"), ("9.99", "10"), ("1e-9", "1"), ("1", "1e9"),
        ("9007199254740992", "9007199254740993"), ("1e400", "1e401"), ("-1e401", "-1e400"), ("1.10", "1.2"),
    ])
    func `the smaller number comes first`(smaller: String, larger: String) throws {
        #expect(try number(smaller) < number(larger))
        #expect(try !(number(larger) < number(smaller)))
    }

    @Test(arguments: [
        ("0.3", "0.1", true), ("1.1", "0.01", true), ("19.99", "0.01", true), ("0.35", "0.1", false),
        ("10", "3", false),
        ("0", "7", true), ("1e308", "0.5", true), ("123456789012345678901234567890", "2", true), ("7e2", "35", true),
        ("-9", "3", true), ("4.5", "1.5", true), ("1", "1e-400", true), ("1e-400", "1", false),
        ("1e1000000", "3", false),
        ("1e1000000", "512", true), ("1e9", "1000000007", false), ("0.0075", "0.0001", true),
        ("0.00751", "0.0001", false),
    ])
    func `a multiple is one exactly`(value: String, divisor: String, isMultiple: Bool) throws {
        #expect(try number(value).isMultiple(of: number(divisor)) == isMultiple)
    }

    @Test func `multiples of whole numbers are those of integer arithmetic`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let value = Int.random(in: -1_000_000...1_000_000, using: &random)
            let divisor = Int.random(in: 1...300, using: &random)
            #expect(try number("\(value)").isMultiple(of: number("\(divisor)")) == value.isMultiple(of: divisor))
        }
    }

    @Test func `an integer is read up to 64 bits and no further`() throws {
        #expect(try number("9223372036854775807").integer == .max)
        #expect(try number("9223372036854775808").integer == nil)
        #expect(try number("12e2").integer == 1200)
        #expect(try number("1.0").integer == 1)
        #expect(try number("1.5").integer == nil)
        #expect(try number("0").integer == 0)
        #expect(try number("1e99").integer == nil)
    }
}
