import Constraints
import JSONText
import Testing

/// What is said of schemas and of values that don't fit.
struct JSONSchemaTests {
    private func schema(_ text: String) throws -> JSONSchema { try JSONSchema(JSONValue(reading: text)) }

    private func sentences(_ schema: String, _ value: String) throws -> [String] {
        try self.schema(schema).validate(JSONValue(reading: value)).map(\.sentence)
    }

    // MARK: values

    @Test func `a violation has its place, its keyword and a sentence`() throws {
        let schema = try schema(
            #"{"properties": {"items": {"items": {"properties": {"price": {"type": "number"}}}}}}"#)
        let violations = schema.validate(
            try JSONValue(reading: #"{"items": [{"price": 1}, {"price": 2.5}, {"price": "3"}]}"#))
        #expect(violations.map(\.instance.description) == ["/items/2/price"])
        #expect(violations.map(\.keyword) == ["type"])
        #expect(violations.map(\.sentence) == ["`/items/2/price` is text; the schema asks for a number"])
    }

    @Test(arguments: [
        (#"{"type": "object"}"#, "[]", "The value is a list; the schema asks for an object"),
        (#"{"type": ["integer", "null"]}"#, "1.5", "The value is 1.5; the schema asks for a whole number or null"),
        (#"{"enum": ["a", 1, null]}"#, "\"b\"", #"The value is "b"; the schema allows "a", 1 and null"#),
        (#"{"const": {"a": 1}}"#, "2", #"The value is 2; the schema allows {"a":1}"#),
        (#"{"minimum": 3}"#, "2", "The value is 2; the schema asks for at least 3"),
        (#"{"exclusiveMaximum": 3}"#, "3", "The value is 3; the schema asks for less than 3"),
        (#"{"multipleOf": 0.01}"#, "19.999", "The value is 19.999; the schema asks for a multiple of 0.01"),
        (#"{"minLength": 2}"#, "\"🦆\"", "The value has 1 character; the schema asks for at least 2 characters"),
        (
            #"{"pattern": "^[0-9]+$"}"#, "\"12\\n\"",
            #"The value is "12\n"; the schema asks for text that matches "^[0-9]+$""#
        ),
        (#"{"format": "date"}"#, "\"2026-02-29\"", #"The value is "2026-02-29", which is no date (2026-12-31)"#),
        (#"{"maxItems": 1}"#, "[1, 2]", "The value has 2 items; the schema asks for at most 1 item"),
        (
            #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
            "The value has equal items, numbers 0 and 2; the schema asks for different ones"
        ),
        (#"{"prefixItems": [true], "items": false}"#, "[1, 2]", "`/1` isn't allowed; the list may have 1 item"),
        (#"{"contains": {"type": "null"}}"#, "[1]", "The value has no item that fits `contains`"),
        (
            #"{"contains": true, "maxContains": 1}"#, "[1, 2]",
            "The value has 2 items that fit `contains`; the schema asks for at most 1"
        ),
        (#"{"required": ["a/b"]}"#, "{}", #"The value has no "a/b", which the schema requires"#),
        (
            #"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"a": 1, "b/c": 2}"#,
            "`/b~1c` isn't allowed: the schema has no such key"
        ),
        (
            #"{"propertyNames": {"maxLength": 1}}"#, #"{"ab": 1}"#,
            #"The value has the key "ab", which doesn't fit `propertyNames`"#
        ),
        (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#, #"The value has "a" but no "b", which that requires"#),
        (#"{"not": {"type": "null"}}"#, "null", "The value fits what the schema excludes with `not`"),
        (
            #"{"oneOf": [true, {"type": "null"}, true]}"#, "1",
            "The value fits alternatives 1 and 3 of `oneOf`; it may fit only one"
        ),
        (
            #"{"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]}"#, "{}",
            #"The value fits none of the 2 alternatives of `anyOf`; by number 1, the value is an object; the schema asks for null"#
        ),
        (
            #"{"anyOf": [{"type": "null"}, {"properties": {"a": {"type": "null"}}}]}"#, #"{"a": 1}"#,
            #"The value fits none of the 2 alternatives of `anyOf`; by number 2, `/a` is 1; the schema asks for null"#
        ),
        (#"{"if": {"type": "number"}, "then": {"minimum": 1}}"#, "0", "The value is 0; the schema asks for at least 1"),
        (
            #"{"properties": {"a": true}, "unevaluatedProperties": false}"#, #"{"b": 1}"#,
            "`/b` isn't allowed: the schema has no such key"
        ),
        ("false", "1", "The value isn't allowed"),
    ])
    func `what is wrong is said in a sentence`(schema: String, value: String, sentence: String) throws {
        #expect(try sentences(schema, value) == [sentence])
    }

    @Test func `everything that is wrong is said, up to a bound`() throws {
        let schema = #"{"type": "object", "required": ["a", "b"], "properties": {"c": {"type": "null", "minimum": 3}}}"#
        #expect(try sentences(schema, #"{"c": 1}"#).count == 4)
        let list = "[" + (0..<5000).map { "\($0)" }.joined(separator: ",") + "]"
        #expect(try sentences(#"{"items": {"type": "text"}}"#.replacing("text", with: "string"), list).count == 50)
    }

    @Test func `a long text is shown by its beginning`() throws {
        let sentence = try sentences(#"{"pattern": "^b"}"#, "\"" + String(repeating: "a", count: 500) + "\"")[0]
        #expect(sentence.count < 160)
    }

    @Test func `a key is shown on one line, a long one by its beginning`() throws {
        let schema = #"{"additionalProperties": {"type": "null"}}"#
        #expect(try sentences(schema, #"{"a\nb": 1}"#) == [#"`/a\nb` is 1; the schema asks for null"#])
        let long = String(repeating: "k", count: 100_000)
        #expect(try sentences(schema, "{\"\(long)\": 1}")[0].count < 200)
        #expect(try sentences(#"{"additionalProperties": false}"#, "{\"\(long)\": 1}")[0].count < 200)
    }

    @Test func `keys are the same only if their code points are`() throws {
        let schema = "{\"required\": [\"\u{E9}\"], \"additionalProperties\": false, \"properties\": {\"\u{E9}\": {}}}"
        #expect(try sentences(schema, "{\"\u{E9}\": 1}").isEmpty)
        #expect(try sentences(schema, "{\"e\u{301}\": 1}").count == 2)
    }

    // MARK: schemas

    @Test(arguments: [
        ("3", "", "The schema is a number; a schema is an object, or true or false."),
        (
            #"{"type": "text"}"#, "/type",
            #"`/type` is "text"; there are null, boolean, integer, number, string, array, object."#
        ),
        (
            #"{"properties": {"a": {"minimum": "5"}}}"#, "/properties/a/minimum",
            #"`/properties/a/minimum` is "5"; it takes a number."#
        ),
        (#"{"multipleOf": 0}"#, "/multipleOf", "`/multipleOf` is 0; it takes a number above 0."),
        (#"{"minItems": -1}"#, "/minItems", "`/minItems` is -1; it takes a whole number from 0 on."),
        (#"{"required": "a"}"#, "/required", #"`/required` is "a"; it takes a list of keys."#),
        (#"{"required": ["a", 1]}"#, "/required/1", "`/required/1` is 1; it takes a key."),
        (#"{"pattern": "(a"}"#, "/pattern", #"`/pattern` is "(a", which is not a regular expression of ECMAScript."#),
        (#"{"pattern": "\\Z"}"#, "/pattern", #"`/pattern` is "\\Z", which is not a regular expression of ECMAScript."#),
        (
            #"{"patternProperties": {"[": {}}}"#, "/patternProperties/[",
            #"`/patternProperties/[` is "[", which is not a regular expression of ECMAScript."#
        ),
        (#"{"anyOf": []}"#, "/anyOf", "`/anyOf` is []; it takes a list of schemas."),
        (#"{"properties": []}"#, "/properties", "`/properties` is []; it takes an object of schemas."),
        (#"{"items": 1}"#, "/items", "`/items` is a number; a schema is an object, or true or false."),
        (#"{"exclusiveMinimum": true}"#, "/exclusiveMinimum", "`/exclusiveMinimum` is true; it takes a number."),
        (##"{"$ref": "#/$defs/a"}"##, "/$ref", ##"`/$ref` refers to "#/$defs/a", and the schema has no such place."##),
        (##"{"$ref": "#a"}"##, "/$ref", ##"`/$ref` refers to "#a", and the schema has no such place."##),
        (
            #"{"$ref": "other.json"}"#, "/$ref",
            #"`/$ref` refers to "other.json", which isn't in the schema, and Lathe fetches nothing. Put it under `$defs`."#
        ),
        (#"{"$ref": 1}"#, "/$ref", "`/$ref` is a number; it takes text."),
    ])
    func `a mistake is named with its place`(text: String, pointer: String, description: String) throws {
        let value = try JSONValue(reading: text)
        do {
            _ = try JSONSchema(value)
            Issue.record("It is read.")
        } catch {
            #expect(error.pointer.description == pointer && error.description == description)
        }
    }

    @Test(arguments: [
        (##"{"$ref": "#"}"##, ""), (##"{"anyOf": [{"type": "null"}, {"$ref": "#"}]}"##, nil),
        (##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"}"##, nil),
        (##"{"if": true, "then": {"$ref": "#"}}"##, nil), (##"{"dependentSchemas": {"a": {"$ref": "#"}}}"##, nil),
    ])
    func `a schema that needs itself for the same value is refused`(text: String, pointer: String?) throws {
        let value = try JSONValue(reading: text)
        do {
            _ = try JSONSchema(value)
            Issue.record("It is read.")
        } catch {
            guard case .endless(let place) = error else {
                Issue.record("\(error)")
                return
            }
            if let pointer { #expect(place.description == pointer) }
        }
    }

    @Test func `a schema may refer to itself deeper inside the value`() throws {
        let tree = ##"{"type": "object", "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}"##
        #expect(try sentences(tree, #"{"left": {"right": {}}, "right": {"left": {"left": {}}}}"#).isEmpty)
        #expect(
            try sentences(tree, #"{"left": {"right": {"left": 1}}}"#) == [
                "`/left/right/left` is 1; the schema asks for an object"
            ])
        let deepest =
            String(repeating: #"{"left":"#, count: JSONReader.mostDepth - 1) + "{}"
            + String(repeating: "}", count: JSONReader.mostDepth - 1)
        #expect(try sentences(tree, deepest).isEmpty)
    }

    @Test func `a keyword or a format that isn't checked is told`() throws {
        let schema = try schema(
            #"{"$schema": "http://json-schema.org/draft-04/schema#", "title": "t", "properties": {"a": {"requird": ["x"], "format": "hostname"}}, "nullable": true}"#
        )
        #expect(
            Set(schema.notices.map(\.description)) == [
                #"`/$schema` is "http://json-schema.org/draft-04/schema#"; the schema is read as draft 2020-12."#,
                "`/properties/a/requird` is not a keyword of JSON Schema that Lathe checks; it has no effect.",
                #"`/properties/a/format` is "hostname", a format that Lathe doesn't check."#,
                "`/nullable` is not a keyword of JSON Schema that Lathe checks; it has no effect.",
            ])
    }

    @Test func `what people write is known`() throws {
        let schema = try schema(
            #"""
            {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.com/order", "title": "Order",
             "description": "d", "definitions": {"id": {"type": "string", "format": "uuid"}}, "$comment": "c",
             "type": "object", "properties": {"id": {"$ref": "#/definitions/id"}, "n": {"type": "integer", "default": 1}},
             "dependencies": {"n": ["id"]}, "examples": [{}], "readOnly": true, "additionalProperties": false}
            """#)
        #expect(schema.notices.isEmpty)
        #expect(try schema.validate(JSONValue(reading: #"{"n": 2}"#)).map(\.keyword) == ["dependencies"])
    }

    // MARK: bounds

    @Test func `a pattern that backtracks without end is given up and told`() throws {
        let evil = #"{"items": {"pattern": "^(a+)+$"}}"#
        let text = "\"" + String(repeating: "a", count: 40) + "!\""
        #expect(
            try sentences(evil, "[\(text)]") == [#"`/0` wasn't checked: the pattern "^(a+)+$" takes too long on it"#])
        let start = ContinuousClock.now
        let many = try sentences(evil, "[" + Array(repeating: text, count: 1000).joined(separator: ",") + "]")
        #expect(many == [#"The value wasn't checked: patterns of the schema take too long, "^(a+)+$" for one"#])
        #expect(.now - start < .seconds(20))
        // Nor does `not` make a fit of it.
        #expect(try !sentences(#"{"not": {"pattern": "^(a+)+$"}}"#, text).isEmpty)
    }

    @Test func `a schema that doubles at each step is given up and told`() throws {
        let steps = (0..<40).map { step in
            let next = ##"{"$ref": "#/$defs/s\##(step + 1)"}"##
            return #""s\#(step)": {"allOf": [\#(next), \#(next)]}"#
        }
        let schema = chain(steps + [#""s40": {"type": "null"}"#])
        #expect(try sentences(schema, "null") == ["The value wasn't checked: that would take more than 2000000 steps"])
    }

    @Test func `a chain of references that is too long is given up and told`() throws {
        let steps = (0..<2000).map { ##""s\##($0)": {"$ref": "#/$defs/s\##($0 + 1)"}"## }
        let schema = chain(steps + [#""s2000": {"type": "null"}"#])
        #expect(
            try sentences(schema, "null") == ["The value wasn't checked: it needs more than 500 nested schemas"])
    }

    private func chain(_ steps: [String]) -> String {
        ##"{"$ref": "#/$defs/s0", "$defs": {\##(steps.joined(separator: ", "))}}"##
    }
}
