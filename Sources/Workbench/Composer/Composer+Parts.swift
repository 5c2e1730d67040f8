import Evaluation
import Library
import Prompting
import TextLayout

/// The parts that are written as YAML.
extension Composer {
    /// Opens the parts, with the cursor on the first.
    mutating func openParts() -> [Request] {
        openSections.insert(.parts)
        readParts()
        field = .part(.answer)
        waitingValue = nil
        return [.focus(.prompt)]
    }

    /// Takes what was typed as a part.
    mutating func take(_ text: String, as part: PromptPart) {
        problems[part] = prompt.take(text, as: part, files: formFiles)?.description ?? prompt.problem(in: part)
    }

    /// Finds out what is wrong with the parts.
    mutating func readParts() {
        for part in PromptPart.allCases {
            if let typed = prompt.unread?[part.rawValue] {
                take(typed, as: part)
            } else {
                problems[part] = prompt.problem(in: part)
            }
        }
        guard openSections.contains(.parts) else { return }
        // Writing YAML for each frame would take time.
        for field in ComposerSection.parts.fields where editors[field] == nil { editors[field] = editor(of: field) }
    }

    /// Returns whether the YAML in a part's field says what the prompt says, in another form or with comments.
    func says(_ text: String, in field: ComposerField) -> Bool {
        guard case .part(let part) = field else { return false }
        var read = prompt
        return read.take(text, as: part, files: formFiles) == nil && read == prompt
    }

    /// Returns what is wrong with a field's text as lines that stand below it.
    func problemLines(of field: ComposerField) -> [String] {
        guard case .part(let part) = field, let problem = problems[part] else { return [] }
        let shown = harmless("! \(problem)", glyphs: glyphs).replacing("\n", with: " ")
        return TextWrap.lines(shown, width: max(1, area.size.columns - 2)).prefix(3).map { String($0.text) }
    }

    /// Puts the cursor on the first part that can't be read, and returns why it can't; nil if all can.
    mutating func goToUnread() -> String? {
        guard let part = PromptPart.allCases.first(where: { prompt.unread?[$0.rawValue] != nil }) else { return nil }
        _ = openParts()
        field = .part(part)
        return problems[part]
    }
}

extension Prompt {
    /// Returns what is wrong with a part that can be read; nil if nothing is.
    fileprivate func problem(in part: PromptPart) -> String? {
        switch part {
        case .testData: return nil
        case .answer:
            guard let answer else { return nil }
            do throws(AnswerTypeError) {
                _ = try AnswerType(answer)
                return nil
            } catch {
                return error.description
            }
        case .evaluators:
            let (known, others) = checks
            // A set has checks of its own.
            let all = known + known.flatMap(\.members)
            if let unknown = all.first(where: { Measures.check($0.type) == nil }) {
                return Assertion.Failure.unknown(type: unknown.type).description
            }
            return others.first.map { "`\($0)` is of a kind that Lathe doesn't know; evaluations leave it out." }
        }
    }
}

extension AnswerForm {
    /// The schema or grammar that was read from a file, by the file's path.
    var files: [String: String] {
        var files: [String: String] = [:]
        if let schemaFile { files[schemaFile] = schema }
        if let grammarFile { files[grammarFile] = grammar }
        return files
    }
}
