import Evaluation
import Prompting

extension Candidate {
    /// The parts that a person may change, in the order in which they are read.
    package func parts(of task: MakingTask) -> [Part] { parts(names: task.names) }

    /// Returns the candidate with other texts, marked as edited.
    ///
    /// - Throws: `Failure` if a text can't stand there, because it has a variable that nothing fills, or lacks one that is needed.
    package func changed(_ texts: [Part.Place: String], of task: MakingTask) throws -> Candidate {
        var changed = self
        for (place, text) in texts {
            switch place {
            case .value(let name): changed.values[name] = text
            case .reasoning: changed.reasoning = text
            case .output: changed.output = text
            case .instruction: changed.phrasing?.instruction = text
            case .frame: changed.phrasing?.input = text
            }
        }
        if kind == .phrasings {
            try Self.check(changed.phrasing?.instruction, instead: phrasing?.instruction)
            try Self.check(changed.phrasing?.input, instead: phrasing?.input)
            changed.input = changed.phrasing.map { $0.instruction ?? $0.looks } ?? ""
        } else {
            if kind != .reasoning { changed.input = task.input(of: changed.values) }
            let texts = [changed.input, changed.output, changed.reasoning ?? ""]
            if let name = texts.lazy.compactMap({ Template($0).variables.first }).first {
                throw Failure("`{{\(name)}}` would be a variable, so nothing was changed.")
            }
        }
        if changed != self { changed.isEdited = true }
        return changed
    }

    private static func check(_ text: String?, instead old: String?) throws {
        guard let text, let old, Set(Template(text).variables) != Set(Template(old).variables) else { return }
        throw Failure("It must have the same variables as before, so nothing was changed.")
    }
}
