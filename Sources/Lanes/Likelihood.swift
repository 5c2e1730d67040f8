import Prompting
import Sampling

/// A question for the probabilities of given texts in the place of a model's output.
package struct LikelihoodRequest: Sendable, Hashable, Codable {
    /// What stands before the texts.
    package enum Context: Sendable, Hashable, Codable {
        /// A prompt, up to the place where the output of its first step begins. `date` is the time that a chat template
        /// is told, in seconds since 1970; nil is now.
        case prompt(CompiledPrompt, date: Int64?)
        /// These tokens.
        case tokens([Int32])
    }

    /// The ways of writing a text whose probabilities count.
    package enum Spelling: String, Sendable, Hashable, Codable {
        /// The text as it is.
        case exact
        /// The text with a blank before it and without one, because a model may write either.
        case withAndWithoutBlank
    }

    /// What stands before the texts.
    package var context: Context
    /// The texts, each of which continues the context.
    package var continuations: [String]
    /// The ways of writing a text whose probabilities count.
    package var spelling: Spelling
    /// The way of computing: in strict mode the other texts don't change a text's last digits.
    package var mode: RunMode

    /// Creates a question for texts behind some tokens.
    package init(
        after tokens: [Int32], _ continuations: [String], spelling: Spelling = .withAndWithoutBlank,
        mode: RunMode = .fast
    ) {
        context = .tokens(tokens)
        (self.continuations, self.spelling, self.mode) = (continuations, spelling, mode)
    }

    /// Creates a question for texts where a prompt's output begins.
    ///
    /// A model that thinks first is asked not to, unless the prompt wants it to: the texts are looked for where the answer
    /// begins.
    package init(
        behind prompt: CompiledPrompt, _ continuations: [String], spelling: Spelling = .withAndWithoutBlank,
        mode: RunMode = .fast, date: Int64? = nil
    ) {
        var prompt = prompt
        if prompt.layout == .chat { prompt.chat.thinks = prompt.chat.thinks ?? false }
        context = .prompt(prompt, date: date)
        (self.continuations, self.spelling, self.mode) = (continuations, spelling, mode)
    }

    /// Returns the ways of writing a text that count, each once: the text without a leading blank first.
    package func writings(of text: String) -> [String] {
        switch spelling {
        case .exact: return [text]
        case .withAndWithoutBlank:
            let bare = String(text.drop { $0 == " " })
            return bare.isEmpty ? [text] : [bare, " " + bare]
        }
    }
}

/// How likely a model is to write a text.
package struct Likelihood: Sendable, Hashable, Codable {
    /// One way of writing the text, in the tokens that the model itself would write it with.
    package struct Writing: Sendable, Hashable, Codable {
        /// What is written.
        package var text: String
        /// Its tokens, each after those before it.
        package var tokens: [TokenLikelihood]

        /// Creates a way of writing.
        package init(text: String, tokens: [TokenLikelihood]) {
            (self.text, self.tokens) = (text, tokens)
        }

        /// The natural logarithm of the probability of all its tokens.
        package var logProbability: Double { tokens.reduce(0) { $0 + $1.logProbability } }

        /// True if the model would write exactly this at temperature 0.
        package var isGreedy: Bool { tokens.allSatisfy { $0.rank == 1 } }
    }

    /// The text that was asked about.
    package var text: String
    /// The ways of writing it, no two with the same tokens.
    package var writings: [Writing]

    /// Creates the likelihood of a text.
    package init(text: String, writings: [Writing]) {
        (self.text, self.writings) = (text, writings)
    }

    /// The natural logarithm of the probability that the output begins with the text, in any of its writings.
    package var logProbability: Double { logSumExp(writings.map(\.logProbability)) }

    /// The likeliest way of writing it; nil if there is none.
    package var likeliest: Writing? { writings.max { $0.logProbability < $1.logProbability } }

    /// True if the model would begin its output with the text at temperature 0.
    package var isGreedy: Bool { writings.contains(where: \.isGreedy) }
}
