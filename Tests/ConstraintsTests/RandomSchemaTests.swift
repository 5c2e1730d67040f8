import Constraints
import JSONText
import Testing

struct RandomSchemaTests {
    @Test func `a value made for a schema fits it, and one that breaks a keyword doesn't, by that keyword`() throws {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for _ in 0..<300 {
            let sample = SchemaSample.random(depth: 4, using: &random)
            // Through its text, as a schema in a file.
            let schema = try JSONSchema(JSONValue(reading: JSONValue.object(sample.schema).text))
            #expect(schema.notices.isEmpty)
            let valid = schema.validate(sample.valid)
            #expect(valid.isEmpty, "\(sample.valid.text) in \(JSONValue.object(sample.schema).text): \(valid)")
            for (value, keyword) in sample.broken {
                let violations = schema.validate(try JSONValue(reading: value.text))
                #expect(
                    violations.first?.keyword == keyword,
                    "\(value.text) in \(JSONValue.object(sample.schema).text): \(violations)")
                count += 1
            }
        }
        #expect(count > 1000)
    }
}
