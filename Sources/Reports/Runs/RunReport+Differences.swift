import Sampling

extension RunReport {
    /// The settings in which lanes differ, each with the value of every lane.
    var differences: [(name: String, values: [String])] {
        var rows: [(name: String, values: [String])] = []
        func add(_ name: String, _ value: (Lane) -> String) {
            let values = lanes.map(value)
            if Set(values).count > 1 { rows.append((name, values)) }
        }
        add("model") { $0.place ?? "" }
        add("samples") { "\($0.samples.count)" }
        add("technique") { $0.technique.rawValue }
        add("layout") { $0.layout.rawValue }
        for key in SettingsKey.allCases { add(key.rawValue) { $0.text(of: key) } }
        return rows
    }

    /// The differences as a section of a Markdown document; empty if there are none.
    var markdownDifferences: String {
        guard !differences.isEmpty else { return "" }
        func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        return "\n## What differs\n\n" + row([""] + lanes.map { Markdown.line($0.name) })
            + row(["---"] + lanes.map { _ in "---" })
            + differences.map { row([$0.name] + $0.values.map(Markdown.line)) }.joined()
    }
}

extension RunReport.Lane {
    /// Returns a setting's value on one line.
    func text(of key: SettingsKey) -> String {
        guard !lacking.contains(key) else { return "not sent" }
        let text = settings[key].description.replacing("\n", with: "\\n")
        return text.isEmpty ? "none" : text
    }
}
