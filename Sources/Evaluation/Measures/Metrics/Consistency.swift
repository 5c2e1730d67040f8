import Foundation
import JSONText
import Prompting

/// How well the further samples of an output support its sentences (SelfCheckGPT, Manakul et al. 2023). What a model makes up it
/// makes up differently each time; what it believes wrongly it repeats.
struct Consistency: Metric, SentenceMetric {
    /// The way in which support is measured.
    enum Way {
        /// A model's probability of yes to the question whether a sample supports the sentence.
        case question
        /// The frequency of the words in all samples.
        case unigram
    }

    let way: Way
    let comparesWithAnswers = false
    let samplesNeeded: SamplesNeeded? = .texts

    var name: String { way == .question ? "consistency" : "consistency-unigram" }
    var modelUse: ModelUse? { way == .question ? .support : nil }
    var tellsRight: Bool? { way == .question }

    var meaning: String {
        way == .question
            ? "the mean probability, 0 to 1, that further samples support a sentence of the output, as a model says"
            : "the mean of minus the logarithm of each word's share in the output and further samples; smaller is better supported"
    }

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        guard way == .question else { return needs }
        for sentence in Self.sentences(in: output.text) {
            for sample in output.samples { needs.ask(SupportQuestion(text: sample, sentence: sentence)) }
        }
        return needs
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        guard !output.samples.isEmpty else { return nil }
        let values: [Double]
        switch way {
        case .question:
            values = sentences(of: output, found).compactMap(\.support)
        case .unigram:
            // Over all words, as its authors have it, and not over sentences.
            let support = UnigramSupport(output: output.text, samples: output.samples)
            values = Self.sentences(in: output.text).flatMap(support.surprisals)
        }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    func sentences(of output: MeasuredOutput, _ found: Findings) -> [SentenceSupport] {
        guard !output.samples.isEmpty else { return [] }
        let unigrams = UnigramSupport(output: output.text, samples: output.samples)
        return Self.sentences(in: output.text).map { sentence in
            let words = unigrams.surprisals(of: sentence)
            let answers = output.samples.compactMap { found.support(SupportQuestion(text: $0, sentence: sentence)) }
            return SentenceSupport(
                text: sentence, surprisal: words.isEmpty ? nil : words.reduce(0, +) / Double(words.count),
                largestSurprisal: words.max(),
                support: answers.isEmpty ? nil : answers.reduce(0, +) / Double(answers.count))
        }
    }

    /// Returns the sentences of a text that have a letter or a digit.
    private static func sentences(in text: String) -> [String] {
        Sentences.ranges(in: text[...]).map { String(text[$0]) }.filter { $0.contains { $0.isLetter || $0.isNumber } }
    }
}
