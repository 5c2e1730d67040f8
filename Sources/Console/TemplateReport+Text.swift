import Runtime
import TextLayout

extension TemplateReport {
    /// Returns the report as a table prints it; `file` is the template's, nil for the model's own.
    package func text(ofFile file: String?) -> String {
        var rows: [(String, String)] = []
        if let abilities {
            func said(_ flag: Bool, _ no: String = "no") -> String { flag ? "yes" : no }
            rows = [
                ("system role", said(abilities.systemRole, "no; the instruction begins the first message")),
                ("tools", said(abilities.tools) + (abilities.toolCalls ? ", and their calls" : "")),
                (
                    "thinking",
                    said(abilities.thinking) + (abilities.thinkingSwitch ? "; enable_thinking changes it" : "")
                ),
                ("effort", said(abilities.reasoningEffort, "not changed by reasoning_effort")),
                ("earlier thoughts", said(abilities.keepsThoughts, "left out")),
                ("content", abilities.wantsParts ? "a list of parts" : "a text"),
                (
                    "reads",
                    reads.isEmpty ? "nothing besides what every template is given" : reads.joined(separator: ", ")
                ),
            ]
        }
        if let problem { rows.append(("problem", "The chat template \(problem).")) }
        rows += notices.map { ("notice", $0) }
        let name = file.map { "The chat template \($0)" } ?? "The model's chat template"
        var text = "\n" + name + "\n" + rows.map { "  " + $0.padded(toWidth: 18) + $1 + "\n" }.joined()
        if let sample {
            text += "\nWhat it makes of a conversation of four messages\n\n" + sample
            if !sample.hasSuffix("\n") { text += "\n" }
        }
        text += "\nIts text\n\n" + self.text
        return self.text.hasSuffix("\n") ? text : text + "\n"
    }
}
