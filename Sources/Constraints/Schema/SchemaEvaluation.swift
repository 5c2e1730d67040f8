import JSONText

/// One check of a value.
///
/// The check ends whatever the schema and the value are. It is given up, and reports that, after two million schemas,
/// 500 nested schemas, or three patterns that took too long.
struct SchemaEvaluation {
    private static let mostSteps = 2_000_000
    private static let mostDepth = 500
    private static let mostViolations = 50
    private static let mostSlowPatterns = 3

    let schema: JSONSchema
    /// The violations so far, including those of alternatives that may turn out not to matter.
    var violations: [JSONViolation] = []
    /// The steps to the value that is being checked.
    private var path: [String] = []
    /// The `$id`s on the way, outermost first, for `$dynamicRef`.
    private var scope: [Int] = []
    private var steps = 0
    private var depth = 0
    private var slowPatterns: [JSONViolation] = []
    /// Why the check was given up; nil while it continues.
    private var end: String?
    /// If above 0, reasons aren't kept.
    private var silence = 0

    init(_ schema: JSONSchema) {
        self.schema = schema
    }

    mutating func violations(of value: JSONValue) -> [JSONViolation] {
        let holds = evaluate(0, value) != nil
        if let end { return [JSONViolation(instance: JSONPointer(), keyword: "$schema", sentence: end)] }
        return (holds ? [] : Array(violations.prefix(Self.mostViolations))) + slowPatterns
    }

    // MARK: reporting

    /// `/items/2`, or words for the whole value.
    var subject: String {
        guard !path.isEmpty else { return "The value" }
        let place = JSONPointer(path).description
        // A model wrote the keys, so they may be long and contain line breaks.
        let shown = place.unicodeScalars.count > 120 ? String(place.unicodeScalars.prefix(117)) + "…" : place
        let isPlain = shown.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        return "`\(isPlain ? shown : String(JSONValue.quoted(shown).dropFirst().dropLast()))`"
    }

    var isSilent: Bool { silence > 0 || violations.count >= 4 * Self.mostViolations }

    mutating func report(_ keyword: String, _ problem: @autoclosure () -> String) {
        guard !isSilent else { return }
        violations.append(
            JSONViolation(instance: JSONPointer(path), keyword: keyword, sentence: "\(subject) \(problem())"))
    }

    /// Checks without keeping the reasons why something doesn't hold.
    mutating func silently(_ node: Int, _ value: JSONValue) -> Evaluated? {
        silence += 1
        defer { silence -= 1 }
        return evaluate(node, value)
    }

    /// Checks a part of a value.
    mutating func evaluate(_ node: Int, _ value: JSONValue, at step: String, silent: Bool = false) -> Bool {
        path.append(step)
        defer { path.removeLast() }
        return (silent ? silently(node, value) : evaluate(node, value)) != nil
    }

    /// Runs `body` with the path to a part.
    mutating func inside(_ step: String, _ body: (inout SchemaEvaluation) -> Void) {
        path.append(step)
        body(&self)
        path.removeLast()
    }

    /// Returns whether a pattern matches; nil if the search took too long, which is always reported.
    mutating func matches(_ pattern: BoundedPattern, _ text: String, written: String, keyword: String) -> Bool? {
        guard slowPatterns.count < Self.mostSlowPatterns else { return nil }
        if let matches = pattern.matches(text) { return matches }
        slowPatterns.append(
            JSONViolation(
                instance: JSONPointer(path), keyword: keyword,
                sentence: "\(subject) wasn't checked: the pattern \(shortQuote(written)) takes too long on it"))
        if slowPatterns.count == Self.mostSlowPatterns {
            end = "The value wasn't checked: patterns of the schema take too long, \(shortQuote(written)) for one"
        }
        return nil
    }

    // MARK: a schema

    /// Returns the parts of the value that were looked at; nil if the value doesn't fit.
    mutating func evaluate(_ node: Int, _ value: JSONValue) -> Evaluated? {
        let current = schema.nodes[node]
        if let constant = current.constant {
            if !constant { report("false", "isn't allowed") }
            return constant ? Evaluated() : nil
        }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        if steps > Self.mostSteps {
            end = end ?? "The value wasn't checked: that would take more than \(Self.mostSteps) steps"
        }
        if depth > Self.mostDepth {
            end = end ?? "The value wasn't checked: it needs more than \(Self.mostDepth) nested schemas"
        }
        guard end == nil else { return nil }
        let entersResource = scope.last != current.resource
        if entersResource { scope.append(current.resource) }
        defer { if entersResource { scope.removeLast() } }
        var evaluated = Evaluated()
        var holds = true
        for keyword in current.keywords {
            // If the value already doesn't fit, the parts that would have been looked at aren't known.
            if !holds, isSilent || keyword.isUnevaluated { break }
            if !check(keyword, value, &evaluated) { holds = false }
        }
        return holds && end == nil ? evaluated : nil
    }

    /// Returns the target of a `$dynamicRef`: the outermost schema on the way that has the anchor.
    func dynamicTarget(_ target: Int, name: String) -> Int {
        scope.lazy.compactMap { schema.resources[$0].dynamicAnchors[name] }.first ?? target
    }
}

extension SchemaKeyword {
    fileprivate var isUnevaluated: Bool {
        switch rule {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }
}
