import JSONText

/// A random schema with a value that fits it, and values that don't because of one keyword each.
struct SchemaSample {
    var schema: JSONObject
    var valid: JSONValue
    /// Values that don't fit, with the keyword of the first violation.
    var broken: [(value: JSONValue, keyword: String)]

    static func random(depth: Int, using random: inout some RandomNumberGenerator) -> SchemaSample {
        switch Int.random(in: 0...(depth > 0 ? 7 : 3), using: &random) {
        case 0: integer(using: &random)
        case 1: decimal(using: &random)
        case 2: text(using: &random)
        case 3: choice(using: &random)
        case 4: list(depth: depth, using: &random)
        case 5, 6: object(depth: depth, using: &random)
        default: wrapped(depth: depth, using: &random)
        }
    }

    private static func integer(using random: inout some RandomNumberGenerator) -> SchemaSample {
        let step = Int.random(in: 2...9, using: &random)
        let least = step * Int.random(in: -50...50, using: &random)
        let most = least + step * Int.random(in: 0...20, using: &random)
        let value = least + step * Int.random(in: 0...((most - least) / step), using: &random)
        return SchemaSample(
            schema: [
                "type": .text("integer"), "minimum": JSONValue(least), "maximum": JSONValue(most),
                "multipleOf": JSONValue(step),
            ], valid: JSONValue(value),
            broken: [
                (JSONValue(least - step), "minimum"), (JSONValue(most + step), "maximum"), (.text("\(value)"), "type"),
                (.number("\(value).5"), "type"),
            ] + (least < most ? [(JSONValue(least + 1), "multipleOf")] : []))
    }

    /// Hundredths, as texts, so that no binary fraction comes in.
    private static func decimal(using random: inout some RandomNumberGenerator) -> SchemaSample {
        let cents = Int.random(in: 100...99_999, using: &random)
        func written(_ cents: Int, _ more: String = "") -> JSONValue {
            let digits = "\(cents % 100)"
            return .number("\(cents / 100).\(digits.count < 2 ? "0" : "")\(digits)\(more)")
        }
        return SchemaSample(
            schema: [
                "type": .text("number"), "multipleOf": .number("0.01"), "exclusiveMinimum": written(cents - 1),
                "exclusiveMaximum": written(cents + 1),
            ], valid: written(cents),
            broken: [
                (written(cents - 1), "exclusiveMinimum"), (written(cents + 1), "exclusiveMaximum"),
                (written(cents, "01"), "multipleOf"), (.null, "type"),
            ])
    }

    private static func text(using random: inout some RandomNumberGenerator) -> SchemaSample {
        let letters = ["a", "é", "한", "🦆"]
        let count = Int.random(in: 1...9, using: &random)
        let text = (0..<count).map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
        return SchemaSample(
            schema: [
                "type": .text("string"), "minLength": JSONValue(count), "maxLength": JSONValue(count),
                "pattern": .text("^[aé한🦆]*$"),
            ], valid: .text(text),
            broken: [
                (.text(text + "a"), "maxLength"), (.text(String(text.unicodeScalars.dropLast())), "minLength"),
                (.text(String(text.unicodeScalars.dropLast()) + "b"), "pattern"), (.bool(true), "type"),
            ])
    }

    private static func choice(using random: inout some RandomNumberGenerator) -> SchemaSample {
        let values: [JSONValue] = [
            .null, .bool(false), JSONValue(7), .text("x"), .list([JSONValue(1)]), .object(["a": .null]),
        ]
        let chosen = values.indices.shuffled(using: &random).prefix(3).map { values[$0] }
        return SchemaSample(
            schema: ["enum": .list(chosen)], valid: chosen.randomElement(using: &random) ?? .null,
            broken: values.filter { !chosen.contains($0) }.map { ($0, "enum") })
    }

    private static func list(depth: Int, using random: inout some RandomNumberGenerator) -> SchemaSample {
        let item = SchemaSample.random(depth: depth - 1, using: &random)
        var broken: [(value: JSONValue, keyword: String)] = [
            (.list([]), "minItems"), (.list([item.valid, item.valid]), "maxItems"), (.object([:]), "type"),
        ]
        broken += item.broken.map { (.list([$0.value]), $0.keyword) }
        return SchemaSample(
            schema: [
                "type": .text("array"), "items": .object(item.schema), "minItems": JSONValue(1),
                "maxItems": JSONValue(1),
            ], valid: .list([item.valid]), broken: broken)
    }

    private static func object(depth: Int, using random: inout some RandomNumberGenerator) -> SchemaSample {
        let keys = ["a", "b/c", "~", "ключ"].shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
        let parts = keys.map { (key: $0, sample: SchemaSample.random(depth: depth - 1, using: &random)) }
        var (properties, valid) = (JSONObject(), JSONObject())
        for part in parts {
            properties[part.key] = .object(part.sample.schema)
            valid[part.key] = part.sample.valid
        }
        var broken: [(value: JSONValue, keyword: String)] = [(.list([]), "type")]
        for part in parts {
            var one = valid
            one[part.key] = nil
            broken.append((.object(one), "required"))
            for (value, keyword) in part.sample.broken {
                one[part.key] = value
                broken.append((.object(one), keyword))
            }
        }
        var more = valid
        more["more"] = .null
        broken.append((.object(more), "additionalProperties"))
        return SchemaSample(
            schema: [
                "type": .text("object"), "properties": .object(properties), "required": .list(keys.map { .text($0) }),
                "additionalProperties": .bool(false),
            ], valid: .object(valid), broken: broken)
    }

    /// The same, said in another way.
    private static func wrapped(depth: Int, using random: inout some RandomNumberGenerator) -> SchemaSample {
        let inner = SchemaSample.random(depth: depth - 1, using: &random)
        let schema = JSONValue.object(inner.schema)
        switch Int.random(in: 0...3, using: &random) {
        case 0:
            return SchemaSample(
                schema: ["allOf": .list([.bool(true), schema])], valid: inner.valid, broken: inner.broken)
        case 1:
            return SchemaSample(
                schema: ["not": .object(["not": schema])], valid: inner.valid,
                broken: inner.broken.map { ($0.value, "not") })
        case 2:
            let never = JSONValue.object(["const": .text("never, ever")])
            return SchemaSample(
                schema: ["anyOf": .list([never, schema])], valid: inner.valid,
                broken: inner.broken.map { ($0.value, "anyOf") })
        default:
            return SchemaSample(
                schema: ["if": schema, "else": .bool(false)], valid: inner.valid,
                broken: inner.broken.map { ($0.value, "false") })
        }
    }
}
