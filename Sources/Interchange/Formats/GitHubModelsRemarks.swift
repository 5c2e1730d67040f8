import Library
import Prompting

/// Finds the parts of `evaluators` and `testData` in a `.prompt.yml` that Lathe keeps but doesn't use.
struct GitHubModelsRemarks {
    private let root: PlacedValue?
    private let prompt: Prompt

    init(_ text: String, name: String, prompt: Prompt) {
        root = try? PlacedValue(text: text, name: name)
        self.prompt = prompt
    }

    func add(to losses: inout Losses) {
        for entry in items("evaluators") { add(entry, to: &losses) }
        // Columns that no text and no evaluator uses are unused. `expected` is compared with answers.
        var used = Set(prompt.variableNames + ["expected", "input"])
        for entry in items("evaluators") { Self.collectVariables(of: entry, into: &used) }
        var named: Set<String> = []
        for row in items("testData") {
            for (name, value) in (try? row.entries()) ?? [] where !used.contains(name) && named.insert(name).inserted {
                losses.add(value, "is used by no text and no evaluator; it is kept in `testData`.")
            }
        }
    }

    private func items(_ key: String) -> [PlacedValue] { (try? root?[key]?.items()) ?? [] }

    private func add(_ entry: PlacedValue, to losses: inout Losses) {
        guard !Evaluator.read(entry).isEmpty else {
            let name = entry["name"]?.scalar.map { "(\($0)) " } ?? ""
            return losses.add(entry, "\(name)is a check that Lathe can't make; it is kept.")
        }
        let known = entry["type"] == nil ? ["name", "string"] : ["name", "type", "value", "threshold"]
        for (key, value) in (try? entry.entries()) ?? [] where !known.contains(key) {
            losses.add(value, "means nothing to Lathe; it is kept.")
        }
        guard entry["type"] == nil else { return }
        for (key, value) in (try? entry["string"]?.entries()) ?? []
        where !Evaluator.strings.contains(where: { $0.0 == key }) {
            losses.add(value, "is a check that Lathe doesn't have; it is kept.")
        }
    }

    private static func collectVariables(of value: PlacedValue, into names: inout Set<String>) {
        if let text = value.scalar {
            names.formUnion(Template(text).variables)
        } else if value.isList {
            for item in (try? value.items()) ?? [] { collectVariables(of: item, into: &names) }
        } else {
            for (_, part) in (try? value.entries()) ?? [] { collectVariables(of: part, into: &names) }
        }
    }
}
