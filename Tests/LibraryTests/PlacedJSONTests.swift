import JSONText
import Testing

@testable import Library

struct PlacedJSONTests {
    private func json(_ text: String) throws -> String { try PlacedValue(text: text, name: "x").json.text }

    @Test func `words without quotes are what YAML's core schema takes them for`() throws {
        #expect(
            try json(
                """
                a: [null, ~, '', true, FALSE, "true", yes]
                b: [1, -2, +3, 007, 1.50, .5, 5., 1e3, 0x1F, 0o17, .inf, 1.2.3, -x]
                c:
                  d: |
                    text
                  e:
                """)
                == #"{"a":[null,null,"",true,false,"true","yes"],"b":[1,-2,3,7,1.50,0.5,5,1e3,31,15,".inf","1.2.3","-x"],"#
                + #""c":{"d":"text\n","e":null}}"#)
    }

    @Test func `JSON is read as JSON`() throws {
        let text = #"{"b":1.0,"a":[-0,1e+2,12345678901234567890.10],"":{},"z":"\"\\ü\ud83e\udd86"}"#
        #expect(try PlacedValue(text: text, name: "x").json == JSONValue(reading: text))
    }

    @Test func `what an alias and a merge bring is there`() throws {
        #expect(
            try json("a: &a { x: 1 }\nb: *a\nc: { <<: *a, y: 2 }") == #"{"a":{"x":1},"b":{"x":1},"c":{"y":2,"x":1}}"#)
    }

    @Test func `a pointer leads to the place, or as far as there is one`() throws {
        let value = try PlacedValue(text: "a:\n  - { b/c: 1 }\n", name: "x.yaml")
        #expect(value.value(at: JSONPointer(["a", "0", "b/c"])).place == "x.yaml, line 2: `a[0].b/c`")
        #expect(value.value(at: JSONPointer(["a", "0", "d", "e"])).place == "x.yaml, line 2: `a[0]`")
        #expect(value.value(at: JSONPointer(["a", "1"])).place == "x.yaml, line 2: `a`")
    }
}
