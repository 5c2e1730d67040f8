/// Checks whether values occur in the output.
struct ContainsCheck: Check {
    /// How many of the values must occur.
    enum Selection {
        case one, any, all
    }

    let selection: Selection
    let ignoresCase: Bool

    init(_ selection: Selection, ignoresCase: Bool) {
        self.selection = selection
        self.ignoresCase = ignoresCase
    }

    var operands: CheckOperands { selection == .one ? .one : .several }

    var splitsAtCommas: Bool { selection != .one }

    var name: String {
        let ending =
            switch selection {
            case .one: ""
            case .any: "-any"
            case .all: "-all"
            }
        return (ignoresCase ? "icontains" : "contains") + ending
    }

    var meaning: String {
        let values =
            switch selection {
            case .one: "the value occurs"
            case .any: "one of the values occurs"
            case .all: "all values occur"
            }
        return values + " in the output" + (ignoresCase ? ", ignoring upper and lower case" : "")
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        let text = ignoresCase ? output.text.lowercased() : output.text
        func stands(_ value: String) -> Bool { text.contains(ignoresCase ? value.lowercased() : value) }
        switch selection {
        case .one: return stands(output.references.first ?? "")
        case .any: return output.references.contains(where: stands)
        case .all: return output.references.allSatisfy(stands)
        }
    }
}
