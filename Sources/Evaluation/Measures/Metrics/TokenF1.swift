import Foundation

/// SQuAD's F1 (Rajpurkar et al. 2016): how many words the output and the right answer share.
struct TokenF1: Metric {
    let name = "f1"
    let meaning = "the F1 of the words that output and right answer share, 0 to 1, as SQuAD counts them"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text, expected: output.references)
    }

    /// Returns the score from 0 to 1, the largest over the right answers; 0 if there are none. If one of the texts has
    /// no words (only articles or punctuation), it is 1 if the other has none either, else 0, as in SQuAD 2.0.
    static func score(_ output: String, expected: [String]) -> Double {
        let found = normalised(output).split(separator: " ")
        return expected.map { f1(found, normalised($0).split(separator: " ")) }.max() ?? 0
    }

    /// Returns the text in lower case, with single spaces, without ASCII punctuation and the articles a, an and the. It
    /// is in Unicode's form C; SQuAD's script leaves that to its data.
    static func normalised(_ text: String) -> String {
        let lower = text.precomposedStringWithCanonicalMapping.lowercased()
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var run = String.UnicodeScalarView()
        // An article is a run of letters and digits, so that it is removed from “the” in quotation marks too. It leaves
        // a space.
        func endRun() {
            let text = String(run)
            run.removeAll(keepingCapacity: true)
            if text == "a" || text == "an" || text == "the" {
                endWord()
            } else {
                word.append(contentsOf: text.unicodeScalars)
            }
        }
        func endWord() {
            if !word.isEmpty { words.append(String(word)) }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in lower.unicodeScalars where !scalar.isASCIIPunctuation {
            if scalar.separatesWords {
                endRun()
                endWord()
            } else if scalar.isLetterOrNumber {
                run.append(scalar)
            } else {
                endRun()
                word.append(scalar)
            }
        }
        endRun()
        endWord()
        return words.joined(separator: " ")
    }

    private static func f1(_ output: [Substring], _ expected: [Substring]) -> Double {
        if output.isEmpty || expected.isEmpty { return output.isEmpty && expected.isEmpty ? 1 : 0 }
        var left: [Substring: Int] = [:]
        for word in expected { left[word, default: 0] += 1 }
        var shared = 0
        for word in output {
            guard let count = left[word], count > 0 else { continue }
            left[word] = count - 1
            shared += 1
        }
        return FMeasure.of(shared: shared, output: output.count, expected: expected.count)
    }
}

/// The harmonic mean of precision and recall.
enum FMeasure {
    static func of(shared: Int, output: Int, expected: Int) -> Double {
        shared == 0 ? 0 : 2 * Double(shared) / Double(output + expected)
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIIPunctuation: Bool {
        switch value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// True for a letter or number, like `\w` in Python's regular expressions; false for marks.
    fileprivate var isLetterOrNumber: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
