import Constraints
import JSONText
import Testing

/// What llama.cpp passes over, by its sources (common/json-schema.cpp, json-schema-to-grammar.cpp).
struct GrammarGapTests {
    private func gaps(_ text: String) throws -> [GrammarGap] { try JSONSchema(JSONValue(reading: text)).grammarGaps }

    @Test(arguments: [
        (#"{"type": "number", "multipleOf": 0.5, "minimum": 1}"#, ["/minimum", "/multipleOf"]),
        (#"{"type": "integer", "minimum": 1, "exclusiveMaximum": 9}"#, []),
        (
            #"{"type": "integer", "multipleOf": 3, "minimum": 1, "exclusiveMinimum": 2}"#,
            ["/exclusiveMinimum", "/multipleOf"]
        ),
        (#"{"type": "string", "minLength": 1, "maxLength": 3}"#, []),
        (#"{"type": "string", "pattern": "^a+$", "minLength": 1}"#, ["/minLength"]),
        (#"{"type": "string", "format": "email"}"#, ["/format"]), (#"{"type": "string", "format": "uuid"}"#, []),
        (#"{"type": "string", "format": "date", "minLength": 3}"#, ["/format", "/minLength"]),
        (#"{"type": "array", "items": {"type": "null"}, "minItems": 1, "uniqueItems": true}"#, ["/uniqueItems"]),
        (#"{"type": "array", "uniqueItems": false, "contains": {}}"#, ["/contains"]),
        (#"{"type": "array", "prefixItems": [{}, {}], "minItems": 2, "maxItems": 1}"#, ["/maxItems"]),
        (#"{"items": {}, "prefixItems": [{}]}"#, ["/prefixItems"]),
        (
            #"{"type": "object", "properties": {"a": {"type": "number", "maximum": 3}}, "required": ["a"]}"#,
            ["/properties/a/maximum"]
        ),
        (#"{"type": "object", "properties": {}, "required": ["a"]}"#, ["/required"]),
        (
            #"{"type": "object", "patternProperties": {}, "propertyNames": {}, "minProperties": 1, "maxProperties": 2, "dependentRequired": {}, "dependentSchemas": {}, "dependencies": {}, "unevaluatedProperties": false}"#,
            [
                "/dependencies", "/dependentRequired", "/dependentSchemas", "/maxProperties", "/minProperties",
                "/patternProperties", "/propertyNames", "/unevaluatedProperties",
            ]
        ),
        (#"{"additionalProperties": {"type": "integer", "multipleOf": 2}}"#, ["/additionalProperties/multipleOf"]),
        (#"{"type": ["string", "null"], "minLength": 2, "minimum": 1}"#, []),
        (#"{"type": ["string", "number"], "minLength": 2, "minimum": 1}"#, ["/minimum"]),
        (#"{"type": "null", "not": {}}"#, ["/not"]), (#"{"minimum": 3}"#, ["/minimum"]), ("{}", []),
        (#"{"type": "boolean", "if": {}, "then": {}, "title": "t"}"#, ["/if"]),
        (#"{"anyOf": [{"type": "number", "minimum": 1}], "type": "number", "not": {}}"#, ["/anyOf/0/minimum", "/not"]),
        (#"{"oneOf": [{"type": "null"}], "anyOf": [{}]}"#, ["/anyOf", "/oneOf"]),
        (#"{"enum": ["a"], "type": "string", "minLength": 3}"#, ["/minLength"]),
        (#"{"const": 1, "type": "integer"}"#, []),
        (
            #"{"allOf": [{"properties": {"a": {}}}, {"type": "string"}], "minProperties": 1}"#,
            ["/allOf/1", "/minProperties"]
        ),
        (#"{"type": "object", "properties": {"a": {}}, "allOf": [{}]}"#, ["/allOf"]),
        (
            ##"{"$ref": "#/$defs/a", "minimum": 1, "$defs": {"a": {"type": "number", "maximum": 3}}}"##,
            ["/$defs/a/maximum", "/minimum"]
        ),
        (
            ##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}}, "unused": {"not": {}}}}"##,
            []
        ),
        (##"{"$dynamicRef": "#a", "$defs": {"a": {"$dynamicAnchor": "a"}}}"##, ["/$dynamicRef"]),
    ])
    func `a keyword that the grammar lacks is named`(schema: String, places: [String]) throws {
        let gaps = try gaps(schema)
        #expect(gaps.map(\.pointer.description).sorted() == places)
        #expect(gaps.allSatisfy { !$0.isRefused })
    }

    @Test(arguments: [
        ("true", "The schema is true; llama.cpp takes no schema that is only that."),
        (#"{"properties": {"a": true}}"#, "`/properties/a` is true; llama.cpp takes no schema that is only that."),
        (
            #"{"type": "array", "prefixItems": [{}], "items": false}"#,
            "`/items` is false; llama.cpp takes no schema that is only that."
        ),
        (
            ##"{"$ref": "#a", "$defs": {"a": {"$anchor": "a"}}}"##,
            ##"`/$ref` is "#a"; llama.cpp follows only references that begin with `#/`."##
        ),
        (
            ##"{"$ref": "#/$defs/a~1b", "$defs": {"a/b": {}}}"##,
            ##"`/$ref` is "#/$defs/a~1b"; llama.cpp doesn't decode its escapes and finds nothing there."##
        ),
    ])
    func `a schema that llama.cpp refuses is told`(schema: String, sentence: String) throws {
        #expect(try gaps(schema).filter(\.isRefused).map(\.description) == [sentence])
    }

    @Test(arguments: [
        ("^[a-z]{2,3}-(?:x|y)+$", nil), ("^a\\.b$", nil), ("^[^\\]]$", nil),
        ("abc", "llama.cpp reads only what begins with ^ and ends with $"), ("^\\d+$", "llama.cpp doesn't read \\d"),
        ("^[\\w]+$", "llama.cpp doesn't read \\w"), ("^(?=a)b$", "llama.cpp reads no groups but (…) and (?:…)"),
        ("^a$|^b$", "llama.cpp reads no $ inside"),
    ])
    func `a pattern without a rule takes any text`(pattern: String, reason: String?) throws {
        let schema = try JSONSchema(.object(["type": .text("string"), "pattern": .text(pattern)]))
        let sentence = reason.map {
            "`/pattern` is \(JSONValue.quoted(pattern)); \($0), so that the grammar takes any text."
        }
        #expect(schema.grammarGaps.map(\.description) == [sentence].compactMap(\.self))
    }
}

/// Numbers that are too large for a grammar.
struct GrammarSizeTests {
    private func gaps(_ text: String) throws -> [GrammarGap] { try JSONSchema(JSONValue(reading: text)).grammarGaps }

    @Test(arguments: [
        #"{"type": "array", "items": {"type": "null"}, "maxItems": 2001}"#,
        #"{"type": "array", "items": {"type": "null"}, "minItems": 2001}"#,
        #"{"type": "string", "minLength": 2000, "maxLength": 2000}"#,
        #"{"type": "string", "pattern": "^[a-z]{1,2000}(b{2000,}|c{3})$"}"#,
        #"{"enum": [1, 2]}"#,
    ])
    func `numbers within the bounds are told of by nothing`(schema: String) throws {
        #expect(try gaps(schema).isEmpty)
    }

    @Test(arguments: [
        (
            #"{"properties": {"a": {"type": "array", "items": {"type": "null"}, "maxItems": 2002}}}"#,
            "`/properties/a/maxItems` allows 2002 repetitions; the grammar takes more than 2001 for no limit."
        ),
        (
            #"{"maxLength": 5000000000}"#,
            "`/maxLength` allows 5000000000 repetitions; the grammar takes more than 2000 for no limit."
        ),
        (
            #"{"type": "string", "pattern": "^a{2,3000}$"}"#,
            "`/pattern` allows 3000 repetitions; the grammar takes more than 2000 for no limit."
        ),
    ])
    func `a largest number that the grammar takes for no limit is told`(schema: String, sentence: String) throws {
        let gaps = try gaps(schema)
        #expect(gaps.map(\.description) == [sentence] && gaps.allSatisfy { !$0.isRefused })
    }

    @Test(arguments: [
        (
            #"{"items": {"type": "null"}, "minItems": 2002}"#,
            "`/minItems` asks for 2002 repetitions; a grammar has at most 2001."
        ),
        (#"{"type": "string", "minLength": 1e30}"#, "`/minLength` asks for"),
        (#"{"type": "string", "pattern": "^a{2001}$"}"#, "`/pattern` asks for 2001 repetitions"),
        (
            #"{"type": "string", "minLength": 3, "maxLength": 2}"#,
            "`/minLength` is 3, which is more than `maxLength`, 2, so that nothing fits."
        ),
        (
            "{\"enum\": [\((0...4000).map { "\($0)" }.joined(separator: ","))]}",
            "`/enum` has 4001 values; a grammar can choose between at most 4000."
        ),
        (
            "{\"items\": {\"anyOf\": [\((0...4000).map { #"{"const":\#($0)}"# }.joined(separator: ","))]}}",
            "`/items/anyOf` has 4001 alternatives; a grammar can choose between at most 4000."
        ),
        (
            "{\"anyOf\": [{\"enum\": [\((0..<2500).map { "\($0)" }.joined(separator: ","))]}, {\"anyOf\": [{\"$ref\": \"#/$defs/b\"}]}], \"$defs\": {\"b\": {\"enum\": [\((3000..<5000).map { "\($0)" }.joined(separator: ","))]}}}",
            "`/anyOf` has 4500 values in its alternatives; a grammar can choose between at most 4000."
        ),
        (
            "{\"properties\": {\((0...4001).map { #""p\#($0)":{"type":"null"}"# }.joined(separator: ","))}, \"required\": [\"p7\"]}",
            "`/properties` has 4001 that may be left out; a grammar can choose between at most 4000."
        ),
        (
            "{\"enum\": [\((0..<3000).map { "\"\(String(repeating: "x", count: 100))\($0)\"" }.joined(separator: ","))]}",
            "`/enum` is longer than a grammar can be, 262 kB."
        ),
    ])
    func `what no grammar can have is refused by its place`(schema: String, sentence: String) throws {
        let refused = try gaps(schema).filter(\.isRefused)
        #expect(refused.count == 1)
        #expect(refused.first?.description.hasPrefix(sentence) == true, "\(refused)")
    }

    @Test func `alternatives that lead back to themselves are refused`() throws {
        let part = ##"{"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}, {"const": 1}]}"##
        // A check of a value would never end either, so that no such schema is read.
        #expect(throws: (any Error).self) { try gaps(##"{"$ref": "#/$defs/a", "$defs": {"a": \##(part)}}"##) }
        // Unless it takes the reference from the part's own beginning, which llama.cpp doesn't.
        let own = ##"{"$id": "https://example.com/a", "anyOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"const": 1}}}"##
        let refused = try gaps(##"{"$ref": "#/$defs/a", "$defs": {"a": \##(own)}}"##).filter(\.isRefused)
        #expect(
            refused.map(\.description) == [
                "`/$defs/a/anyOf` leads back to itself before any text, which no grammar can follow."
            ])
        // Behind a text it may.
        let list = ##"{"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/a"}}, {"const": 1}]}"##
        #expect(try gaps(##"{"$ref": "#/$defs/a", "$defs": {"a": \##(list)}}"##).isEmpty)
    }

    @Test func `repetitions that are too many together are refused at the one that is too much`() throws {
        func schema(_ count: Int) -> String {
            let members = (10..<10 + count).map { "\"k\($0)\": {\"type\": \"string\", \"maxLength\": 2000}" }
            return "{\"type\": \"object\", \"properties\": {\(members.joined(separator: ","))}}"
        }
        #expect(try gaps(schema(32)).isEmpty)
        let refused = try gaps(schema(60)).filter(\.isRefused)
        #expect(refused.count == 1 && refused.first?.pointer.description == "/properties/k43/maxLength", "\(refused)")
    }
}

struct EndlessGrammarTests {
    private func gaps(_ schema: String) throws -> [GrammarGap] {
        try JSONSchema(try JSONValue(reading: schema)).grammarGaps
    }

    @Test func aSchemaThatLeadsBackToItselfThroughAllOfIsRefused() throws {
        let schema =
            ##"{"allOf":[{"$ref":"#/$defs/N"}],"$defs":{"N":{"type":"object","properties":{"next":{"allOf":[{"$ref":"#/$defs/N"}]}}}}}"##
        #expect(try gaps(schema).contains { $0.isRefused && $0.problem.contains("back to itself") })
    }

    @Test func definitionsThatLlamaCannotTellApartAreRefused() throws {
        let schema =
            ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/주소"},"b":{"$ref":"#/$defs/사람"}},"$defs":{"주소":{"type":"string"},"사람":{"type":"integer"}}}"##
        #expect(try gaps(schema).contains { $0.isRefused && $0.problem.contains("doesn't tell from") })
    }

    @Test func aSchemaThatDoublesAtEachLevelIsRefusedSoon() throws {
        var schema = #"{"type":"integer"}"#
        for _ in 0..<25 { schema = #"{"type":["object","object"],"properties":{"a":\#(schema)}}"# }
        #expect(try gaps(schema).contains { $0.isRefused })
    }
}
