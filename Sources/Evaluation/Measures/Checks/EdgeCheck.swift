/// Checks whether the output begins or ends with the value. Blanks at the ends don't count.
struct EdgeCheck: Check {
    enum Edge: String {
        case start = "starts-with"
        case end = "ends-with"
    }

    let edge: Edge
    let operands = CheckOperands.one

    init(_ edge: Edge) { self.edge = edge }

    var name: String { edge.rawValue }

    var meaning: String {
        "the output \(edge == .start ? "begins" : "ends") with the value, ignoring blanks at its ends"
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        let value = output.references.first ?? ""
        switch edge {
        case .start: return output.text.trimmed.hasPrefix(value)
        case .end: return output.text.trimmed.hasSuffix(value)
        }
    }
}
