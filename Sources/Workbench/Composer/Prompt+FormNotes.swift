import Prompting

extension Prompt {
    /// What the prompt's file says of tools and of the form of answers, in a few words for the pane; empty if it says nothing that
    /// holds the model.
    var formNotes: [(title: String, note: String)] {
        var notes: [(title: String, note: String)] = []
        if !tools.isEmpty { notes.append(("Tools", tools.map(\.name).joined(separator: ", "))) }
        if let answer, (try? answer.constraint) ?? nil != nil {
            let form =
                switch (answer.schema, answer.grammar) {
                case (_?, _): "JSON of a schema"
                case (_, _?): "as a grammar says"
                default: answer.choiceWords.isEmpty ? answer.type : answer.choiceWords.joined(separator: ", ")
                }
            notes.append(("Answer", "only \(form)"))
        }
        return notes
    }
}
