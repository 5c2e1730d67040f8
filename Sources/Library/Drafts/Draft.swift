import Foundation
import Prompting

/// A prompt with changes that aren't saved yet.
package struct Draft: Sendable, Hashable, Codable, Identifiable {
    /// The draft's own number.
    package let id: UUID
    /// The prompt's file; nil if it has none yet.
    package var path: String?
    /// The prompt as it was edited.
    package var prompt: Prompt
    /// The text that another program's file was imported as, which may hold more than the prompt, like comments; nil if
    /// the prompt wasn't imported, or has a file.
    package var importedText: String?
    /// When the draft was written.
    package var date: Date
    /// True if the prompt has all evaluators that it is to have; nil in drafts of versions whose prompts had none.
    private var hasEvaluators: Bool?

    /// Creates a draft.
    package init(
        id: UUID = UUID(), path: String?, prompt: Prompt, importedText: String? = nil, date: Date = Date()
    ) {
        self.id = id
        self.path = path
        self.prompt = prompt
        self.importedText = importedText
        self.date = date
        hasEvaluators = true
    }

    /// Takes the evaluators of the prompt's file into a draft of a version whose prompts had none, so that saving the draft doesn't
    /// take them from the file.
    mutating func fillEvaluators() {
        guard hasEvaluators == nil else { return }
        hasEvaluators = true
        if let path {
            prompt.evaluators = try? PromptFile(contentsOf: path, readsFiles: false).prompt.evaluators
        } else if let importedText {
            prompt.evaluators = try? PromptFile(text: importedText, name: prompt.name).prompt.evaluators
        }
    }
}

/// Why a draft can't be kept.
package enum DraftError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The folder or a file in it can't be written.
    case unwritable(String, reason: String)
    /// The draft has a number that JSON can't hold.
    case unencodable(reason: String)

    /// What happened, where, and what to do.
    package var description: String {
        switch self {
        case .unwritable(let path, let reason):
            "Unsaved work can't be kept in \(path): \(reason). Save your prompt, so that nothing is lost."
        case .unencodable(let reason):
            "Unsaved work can't be kept: \(reason). Save your prompt, so that nothing is lost."
        }
    }
}
