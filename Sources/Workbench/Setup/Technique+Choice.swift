import Prompting
import Terminal

extension Technique {
    /// The technique after this one; after the last one comes the first.
    var next: Technique {
        let all = Technique.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// What a prompt sends with it, in a few words.
    private var summary: String {
        switch self {
        case .zeroShot: "the instruction and the input"
        case .fewShot: "examples with their outputs first"
        case .chainOfThought: "examples with their reasoning first"
        case .zeroShotChainOfThought: "asks for reasoning, then for the answer"
        }
    }

    /// Returns the list of all techniques, by number.
    static func choice(now: Technique) -> Choice {
        let answers = allCases.enumerated().map { index, technique in
            Choice.Answer(
                key: Key(Character("\(index + 1)")),
                label: "\(technique.title): \(technique.summary)" + (technique == now ? " (now)" : ""),
                hint: technique.title, requests: [.takeTechnique(technique)])
        }
        return Choice(title: "Technique of the prompt", lines: [], answers: answers + [.back])
    }
}

extension Layout {
    /// Returns the list of both layouts, by number.
    static func choice(now: Layout) -> Choice {
        let answers = allCases.enumerated().map { index, layout in
            let summary = layout == .chat ? "the model's chat template" : "plain text with Q: and A:, for base models"
            return Choice.Answer(
                key: Key(Character("\(index + 1)")),
                label: "\(layout.rawValue): \(summary)" + (layout == now ? " (now)" : ""),
                hint: layout.rawValue, requests: [.takeLayout(layout)])
        }
        return Choice(title: "Layout of the prompt", lines: [], answers: answers + [.back])
    }
}

extension Choice.Answer {
    /// The answer that changes nothing.
    static let back = Choice.Answer(key: Key(.escape), label: "back", hint: "back")
}
