import Foundation
import Remedies

/// The way in which an evaluation finds out a lane's answers.
package enum ScoringWay: String, Sendable, Hashable, Codable, CaseIterable {
    /// The lane generates, and its answers are looked for in the outputs.
    case generation
    /// Nothing is generated: the probability of each possible answer is read in its place.
    case likelihood
}

/// A possible answer of an evaluation that reads likelihoods.
package struct AnswerLabel: Sendable, Hashable, Codable {
    /// The answer, as the prompt or the data write it.
    package var name: String
    /// The texts that stand for it. Each counts with a blank before it and without one.
    package var texts: [String]

    /// Creates a label.
    package init(_ name: String, texts: [String]? = nil) {
        self.name = name
        self.texts = texts ?? [name]
    }

    /// The largest number of different texts that are taken for a list of possible answers.
    package static let most = 100

    /// Returns the possible answers of a form. Those of texts are the right answers of the data.
    ///
    /// - Throws: ``AnswerLabelError`` if there is no such list.
    package static func labels(of type: AnswerType, in cases: [Case]) throws(AnswerLabelError) -> [AnswerLabel] {
        switch type {
        case .choice(let choices): return choices.map { AnswerLabel($0) }
        case .yesNo:
            return ["yes", "no"].map { word in
                var texts = [word, word.capitalized]
                for text in spelled(cases, as: type) where text.canonical == word {
                    // An output that begins with `Yes.` begins with `Yes`: its probability may count only once.
                    let isKnown = texts.contains { text.written.lowercased().hasPrefix($0.lowercased()) }
                    if !isKnown { texts.append(text.written) }
                }
                return AnswerLabel(word, texts: texts)
            }
        case .text:
            var labels: [AnswerLabel] = []
            var known: Set<String> = []
            for text in spelled(cases, as: type) where known.insert(text.canonical).inserted {
                labels.append(AnswerLabel(text.written))
            }
            guard labels.count > 1 else { throw .tooFew }
            guard labels.count <= most else { throw .tooMany(labels.count) }
            return labels
        default: throw .unsuited(type)
        }
    }

    /// Returns the right answers of cases as they are written, with their canonical forms.
    private static func spelled(_ cases: [Case], as type: AnswerType) -> [(written: String, canonical: String)] {
        guard let extractor = try? AnswerExtractor(type, answerSentence: "") else { return [] }
        return cases.flatMap(\.expected).compactMap { text in
            extractor.canonical(text).map { (text.trimmingSpaces, $0) }
        }
    }
}

/// Why there is no list of possible answers.
package enum AnswerLabelError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// Answers of this form can't be listed.
    case unsuited(AnswerType)
    /// The data have fewer than two different right answers.
    case tooFew
    /// The data have too many different right answers.
    case tooMany(Int)
    /// Neither the prompt nor right answers say what an answer is.
    case unknownForm
    /// A lane's technique reasons before it answers.
    case reasonsFirst(lane: String, technique: String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .unsuited(let type):
            "Answers of type `\(type)` are no list of which likelihoods can be read: that takes choices, yes and no, or texts."
        case .tooFew: "The data have fewer than two different right answers, so there is nothing to choose from."
        case .tooMany(let count):
            "The data have \(count) different right answers: likelihoods are read of at most \(AnswerLabel.most)."
        case .unknownForm: "Nothing says what the possible answers are: the prompt has neither `answer` nor test data."
        case .reasonsFirst(let lane, let technique):
            "Lane \(lane) reasons before it answers (\(technique)), and likelihoods are read where the output begins: the answer has to come first."
        }
    }

    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? {
        switch self {
        case .unsuited, .tooMany, .unknownForm: .sayAnswerType
        case .tooFew, .reasonsFirst: nil
        }
    }
}
