import JSONText
import Testing

struct JSONValueTests {
    @Test func `keys keep their order and numbers their digits`() throws {
        let text = #"{"b":1.0,"a":[-0,1e+2,12345678901234567890.10],"":{},"z\n":null,"q":"\"\\ü"}"#
        #expect(try JSONValue(reading: text).text == text)
    }

    @Test(arguments: [
        ("1", "1.0", true), ("100", "1e2", true), ("1", "true", false), ("0", "-0", true),
        ("\"a\"", "\"\\u0061\"", true),
        ("\"\u{E9}\"", "\"e\u{301}\"", false), (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1}"#, true),
        ("[1,2]", "[2,1]", false),
        (#"{"a":1}"#, #"{"a":1,"b":1}"#, false), ("null", "\"null\"", false), ("{}", "[]", false),
        ("{\"\u{E9}\":1}", "{\"e\u{301}\":1}", false), ("9007199254740993", "9007199254740992", false),
    ])
    func `values are equal as JSON's data model has it`(first: String, second: String, isEqual: Bool) throws {
        let (first, second) = (try JSONValue(reading: first), try JSONValue(reading: second))
        #expect((first == second) == isEqual)
        #expect((Set([first, second]).count == 1) == isEqual)
    }

    @Test func `of equal keys the last counts, in the place of the first`() throws {
        #expect(try JSONValue(reading: #"{"a":1,"b":2,"a":3}"#).text == #"{"a":3,"b":2}"#)
        var object: JSONObject = ["a": .null, "b": .bool(true), "c": .null]
        object["b"] = nil
        #expect(object.members.map(\.key) == ["a", "c"] && object.index(of: "c") == 1 && object["b"] == nil)
    }

    @Test(arguments: [
        ("{\n  \"a\": tru\n}", 2, 11), ("", 1, 1), ("[1,]", 1, 4), ("{\"é\": 1 x}", 1, 9), ("[1]\n\n,", 3, 1),
    ])
    func `a mistake is placed by line and column`(text: String, line: Int, column: Int) {
        #expect(throws: JSONMistake.self) { try JSONValue(reading: text) }
        do {
            _ = try JSONValue(reading: text)
        } catch {
            #expect(error.line == line && error.column == column)
        }
    }

    @Test func `what lies too deep is refused`() {
        let deep = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        #expect(throws: Never.self) { try JSONValue(reading: deep(JSONReader.mostDepth)) }
        do {
            _ = try JSONValue(reading: deep(JSONReader.mostDepth + 1))
            Issue.record("It was read.")
        } catch {
            #expect(error.failure == .tooDeep)
        }
    }

    @Test func `doubles are written as JSON writes numbers`() {
        #expect(
            [0.8, 1, -3, 1e-7, 1e21, 0.1 + 0.2].map { JSONValue($0).text } == [
                "0.8", "1", "-3", "1e-07", "1e+21", "0.30000000000000004",
            ])
        #expect(JSONValue(Double.infinity) == .null)
    }

    @Test(arguments: ["", "/", "/a", "/a~1b/~0/0", "/ /é"])
    func `a pointer is read as it is written`(text: String) throws {
        #expect(try #require(JSONPointer(text)).description == text)
    }

    @Test(arguments: ["a", "#/a", "/~", "/~2", "/a~"])
    func `what isn't a pointer is refused`(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    /// The example of RFC 6901, section 5.
    @Test(arguments: [
        ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"),
        ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ])
    func `a pointer leads where RFC 6901 says`(pointer: String, found: String) throws {
        let value = try JSONValue(
            reading: #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#)
        #expect(value[try #require(JSONPointer(pointer))]?.text == found)
        #expect(value[JSONPointer(["foo", "00"])] == nil && value[JSONPointer(["foo", "2"])] == nil)
    }
}
