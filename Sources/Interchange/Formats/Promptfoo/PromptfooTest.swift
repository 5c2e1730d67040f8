import Library
import Prompting
import YAMLText

/// A test of promptfoo's.
struct PromptfooTest {
    var variables: [String: String] = [:]
    var assertions: [PromptfooAssertion] = []
    /// The share of its assertions' scores that it must reach, as it is written; nil if all must hold.
    var threshold: String?
    /// Texts before and after the prompt; nil if the test doesn't say.
    var prefix: String?
    var suffix: String?
    /// True if the default test's assertions aren't made.
    var disablesDefaults = false

    /// Returns the test with other names of variables, also where its assertions refer to them.
    func renaming(_ names: [String: String]) -> PromptfooTest {
        guard !names.isEmpty else { return self }
        var test = self
        test.variables = [:]
        for (name, value) in variables { test.variables[names[name] ?? name] = value }
        test.assertions = assertions.map { $0.renaming(names.mapValues { "{{\($0)}}" }) }
        return test
    }

    /// Returns the test with what another says besides, which wins.
    func merging(_ other: PromptfooTest) -> PromptfooTest {
        PromptfooTest(
            variables: variables.merging(other.variables) { $1 }, assertions: assertions + other.assertions,
            threshold: other.threshold ?? threshold, prefix: other.prefix ?? prefix, suffix: other.suffix ?? suffix,
            disablesDefaults: disablesDefaults || other.disablesDefaults)
    }
}

extension PromptfooReader {
    /// The largest number of cases that lists of values may multiply to.
    private static let mostCases = 10_000

    /// Reads the default test; an empty one if there is none.
    mutating func defaultTest() throws(PromptFileError) -> PromptfooTest {
        guard var value = root["defaultTest"] else { return PromptfooTest() }
        if let word = value.scalar {
            guard let file = try documents(word, at: value).first else { return PromptfooTest() }
            value = file
        }
        guard value.isMapping else { return PromptfooTest() }
        let tests = try tests(value)
        if tests.count > 1 {
            losses.add(value, "has lists of values for all tests; only the first value of each is taken.")
        }
        return tests.first ?? PromptfooTest()
    }

    /// Reads a list of tests, a file of them, or one test.
    mutating func testList(_ value: PlacedValue) throws(PromptFileError) -> [PromptfooTest] {
        var tests: [PromptfooTest] = []
        for item in value.isList ? try value.items() : [value] { tests += try readTests(item) }
        return tests
    }

    /// Reads scenarios: all tests of one with each of its configurations.
    mutating func scenarios(_ value: PlacedValue) throws(PromptFileError) -> [PromptfooTest] {
        var found: [PromptfooTest] = []
        for item in value.isList ? try value.items() : [value] {
            var scenarios = [item]
            if let word = item.scalar {
                scenarios = []
                for document in try documents(word, at: item) {
                    scenarios += document.isList ? try document.items() : [document]
                }
            }
            for scenario in scenarios {
                var (configurations, tests) = ([PromptfooTest()], [PromptfooTest()])
                for (key, value) in try scenario.entries() where !value.isNothing {
                    switch key {
                    case "config": configurations = try testList(value)
                    case "tests": tests = try testList(value)
                    case "description": break
                    default: losses.add(value, "has no counterpart in Lathe.")
                    }
                }
                guard found.count + configurations.count * tests.count <= Self.mostCases else {
                    throw scenario.wrong("makes more than \(Self.mostCases) cases.")
                }
                found += configurations.flatMap { configuration in tests.map { configuration.merging($0) } }
            }
        }
        return found
    }

    private mutating func readTests(_ item: PlacedValue) throws(PromptFileError) -> [PromptfooTest] {
        // The longer form of a file: `path: file://…`.
        let named = item["path"]?.scalar.flatMap { $0.hasPrefix("file://") ? $0 : nil }
        guard let word = item.scalar ?? named else { return try tests(item) }
        var found: [PromptfooTest] = []
        for path in paths(word, at: item) {
            if let rows = try table(path, at: item) {
                found += rows
            } else {
                for document in try contents(of: path, at: item) {
                    for inner in document.isList ? try document.items() : [document] { found += try tests(inner) }
                }
            }
        }
        return found
    }

    /// Returns the tests of one entry: one for each combination of its lists of values.
    private mutating func tests(_ item: PlacedValue) throws(PromptFileError) -> [PromptfooTest] {
        var combinations: [[String: String]] = [[:]]
        var test = PromptfooTest()
        for (key, value) in try item.entries() where !value.isNothing {
            switch key {
            case "vars": combinations = try self.combinations(value)
            case "assert": test.assertions = try assertions(value)
            case "threshold": test.threshold = try value.text()
            case "options": try readOptions(value, of: &test)
            case "disableDefaultAsserts": test.disablesDefaults = value.scalar == "true"
            case "description":
                losses.add(value, "(“\(value.scalar ?? "")”): Lathe's cases have no descriptions.")
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        return combinations.map { variables in
            var one = test
            one.variables = variables
            return one
        }
    }

    private mutating func readOptions(_ options: PlacedValue, of test: inout PromptfooTest) throws(PromptFileError) {
        for (key, value) in try options.entries() where !value.isNothing {
            switch key {
            case "prefix": test.prefix = try TemplateSyntax.jinja.read(value, losses: &losses)
            case "suffix": test.suffix = try TemplateSyntax.jinja.read(value, losses: &losses)
            case "disableDefaultAsserts": test.disablesDefaults = value.scalar == "true"
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
    }

    // MARK: values

    /// Returns the values of `vars`, once for each combination of its lists.
    private mutating func combinations(_ value: PlacedValue) throws(PromptFileError) -> [[String: String]] {
        var combinations: [[String: String]] = [[:]]
        let mappings = value.scalar == nil ? [value] : try documents(try value.text(), at: value)
        for mapping in mappings {
            for (name, part) in try mapping.entries() {
                let texts = try values(part)
                guard !texts.isEmpty else { continue }
                guard combinations.count * texts.count <= Self.mostCases else {
                    throw part.wrong("makes more than \(Self.mostCases) combinations of values.")
                }
                combinations = combinations.flatMap { row in
                    texts.map { text in row.merging([name: text]) { $1 } }
                }
            }
        }
        return combinations.map { row in
            // A value may name other variables, as in promptfoo; what isn't one of them stays as it is.
            row.mapValues { $0.contains("{{") ? Template.filled($0, with: row) : $0 }
        }
    }

    private mutating func values(_ value: PlacedValue) throws(PromptFileError) -> [String] {
        if let text = value.scalar {
            guard text.hasPrefix("file://") else { return [value.isNothing ? "" : text] }
            let paths = paths(text, at: value)
            guard paths.allSatisfy({ path in !["js", "cjs", "mjs", "ts", "py"].contains { path.hasSuffix("." + $0) } })
            else {
                losses.add(value, "is `\(text)`; Lathe runs no programs. It is left out.")
                return []
            }
            return paths.compactMap { context.file($0) }
        }
        guard value.isList, let items = try? value.items(), items.allSatisfy({ $0.scalar != nil }) else {
            losses.add(value, "is \(value.node.kind); Lathe's variables are texts. It is left out.")
            return []
        }
        var texts: [String] = []
        for item in items { texts += try values(item) }
        return texts
    }
}
