import Evaluation
import Library
import Prompting
import YAMLText

/// The tests of a `promptfooconfig.yaml`, as cases and evaluators.
///
/// An assertion that all tests share becomes an evaluator. If its value differs between tests, the evaluator looks the
/// value up in the case: `equals` under `expected`, `contains` under `contains`, and so on. A test without the
/// assertion has no such value.
struct PromptfooCases {
    /// Values for all cases.
    var variables: [String: String] = [:]
    var rows: [[String: String]] = []
    var evaluators: [Evaluator] = []
    /// The texts that stand before and after each prompt, or variables for them if they differ between cases.
    private var prefix = ""
    private var suffix = ""

    private var taken: Set<String> = []

    /// Variables of tests that have another name here, because theirs is one of a right answer.
    private(set) var renamed: [String: String] = [:]

    /// The numbers of the tests that no check decides about, where others have some.
    private(set) var undecided: [Int] = []

    /// Takes the tests of a file, with its default test, for a prompt that has the variables `used`.
    init(_ written: [PromptfooTest], defaults given: PromptfooTest, used: Set<String>) {
        taken = Set(written.flatMap(\.variables.keys)).union(given.variables.keys)
        for name in DataSet.namesOfRight where !used.contains(name) && taken.contains(name) {
            renamed[name] = free(name)
            taken.remove(name)
        }
        let (tests, defaults) = (written.map { $0.renaming(renamed) }, given.renaming(renamed))
        variables = defaults.variables
        rows = tests.map(\.variables)
        prefix = text("prefix", tests.isEmpty ? [defaults.prefix] : tests.map { $0.prefix ?? defaults.prefix })
        suffix = text("suffix", tests.isEmpty ? [defaults.suffix] : tests.map { $0.suffix ?? defaults.suffix })
        // What all tests share stays with all cases, unless a test takes it apart.
        let isShared = tests.allSatisfy { !$0.disablesDefaults && ($0.threshold ?? defaults.threshold) == nil }
        var lists: [Int: [PromptfooAssertion]] = [:]
        for (index, test) in tests.enumerated() {
            var list = isShared || test.disablesDefaults ? [] : defaults.assertions
            list += test.assertions
            list = Self.set(list, threshold: test.threshold ?? defaults.threshold)
            lists[index] = list
        }
        if isShared {
            let all = tests.isEmpty ? Self.set(defaults.assertions, threshold: defaults.threshold) : defaults.assertions
            evaluators = all.map(Self.evaluator)
        }
        if evaluators.isEmpty, lists.contains(where: { !$0.value.isEmpty }) {
            undecided = lists.filter(\.value.isEmpty).keys.sorted().map { $0 + 1 }
        }
        evaluators += spread(lists)
        // A row without values and checks isn't a case.
        rows.removeAll(where: \.isEmpty)
    }

    /// Puts the cases into a prompt.
    func add(to prompt: inout Prompt) {
        prompt.variables.merge(variables) { $1 }
        prompt.testData = rows
    }

    /// Returns turns with the texts before and after the prompt: at the begin of the first and the end of the last.
    func surrounding(_ turns: [MessageTurn]) -> [MessageTurn] {
        guard !turns.isEmpty else { return turns }
        var turns = turns
        turns[0].content = prefix + turns[0].content
        turns[turns.count - 1].content += suffix
        return turns
    }

    /// Returns the text that all cases share; if they differ, a variable, whose column is added.
    private mutating func text(_ word: String, _ texts: [String?]) -> String {
        let first = texts.first ?? nil
        if texts.allSatisfy({ $0 == first }) { return first ?? "" }
        let name = free(word)
        for (index, text) in texts.enumerated() {
            rows[index][name] = Template.filled(text ?? "", with: variables.merging(rows[index]) { $1 })
        }
        return "{{\(name)}}"
    }

    /// Makes evaluators of assertions by the number of their test. Of a set's members only tests with the set are given.
    private mutating func spread(_ lists: [Int: [PromptfooAssertion]]) -> [Evaluator] {
        struct Slot: Hashable {
            var type: String
            var name: String
            var threshold: String?
            var weight: String?
            var number: Int
        }
        var slots: [Slot] = []
        var found: [Slot: [Int: PromptfooAssertion]] = [:]
        for (index, list) in lists.sorted(by: { $0.key < $1.key }) {
            var counts: [Slot: Int] = [:]
            for assertion in list {
                var slot = Slot(
                    type: assertion.type, name: assertion.name, threshold: assertion.threshold,
                    weight: assertion.weight, number: 1)
                counts[slot, default: 0] += 1
                slot.number = counts[slot] ?? 1
                if found[slot] == nil { slots.append(slot) }
                found[slot, default: [:]][index] = assertion
            }
        }
        return slots.map { slot in
            let assertions = found[slot] ?? [:]
            var evaluator = Evaluator(name: slot.name, type: slot.type, threshold: slot.threshold)
            evaluator.weight = slot.weight
            let first = assertions.values.first?.value
            if slot.type == PromptfooAssertion.set {
                evaluator.members = spread(assertions.mapValues(\.members))
            } else if assertions.count == rows.count, assertions.values.allSatisfy({ $0.value == first }),
                slot.type != "equals"
            {
                evaluator.value = first
            } else {
                evaluator.value = .text("{{\(column(of: slot.type, with: assertions))}}")
            }
            return evaluator
        }
    }

    /// Adds a column with the values of a check, and returns its name.
    private mutating func column(of type: String, with assertions: [Int: PromptfooAssertion]) -> String {
        let word =
            type == "equals"
            ? "expected" : type.replacing("-", with: "_").filter { $0.isLetter || $0.isNumber || $0 == "_" }
        let column = free(word)
        for (index, assertion) in assertions {
            // The right answer of a case is no template. The values of other checks are filled in when the check is
            // made.
            let cell = Self.cell(assertion.value)
            rows[index][column] =
                type == "equals" ? Template.filled(cell, with: variables.merging(rows[index]) { $1 }) : cell
        }
        return column
    }

    /// Returns assertions as one set, if they have a threshold in common.
    private static func set(_ assertions: [PromptfooAssertion], threshold: String?) -> [PromptfooAssertion] {
        guard let threshold, !assertions.isEmpty else { return assertions }
        return [
            PromptfooAssertion(
                type: PromptfooAssertion.set, name: "threshold", threshold: threshold, members: assertions)
        ]
    }

    private mutating func free(_ word: String) -> String {
        var name = word
        var number = 1
        while !taken.insert(name).inserted {
            number += 1
            name = "\(word)\(number)"
        }
        return name
    }

    private static func evaluator(_ assertion: PromptfooAssertion) -> Evaluator {
        var evaluator = Evaluator(
            name: assertion.name, type: assertion.type, value: assertion.value, threshold: assertion.threshold)
        evaluator.weight = assertion.weight
        evaluator.members = assertion.members.map(evaluator(_:))
        return evaluator
    }

    /// Returns a value as a text: a list or a mapping as JSON, a missing value as `true`.
    private static func cell(_ value: YAMLValue?) -> String {
        guard let value else { return "true" }
        return value.scalar ?? JSONWriter.line(value)
    }
}
