import Foundation
import Lanes
import Sampling
import TextLayout

/// How likely a model is to write given texts, as `lathe next` prints it.
package struct LikelihoodReport: Encodable {
    struct Token: Encodable {
        var id: Int32
        var text: String
        /// The natural logarithm of its probability.
        var logProbability: Double
        var probability: Double
        var rank: Int
        /// The token that is likeliest there.
        var likeliest: String
    }

    struct Writing: Encodable {
        var text: String
        var logProbability: Double
        /// e to the power of minus the mean logarithm of its tokens.
        var perplexity: Double
        var tokens: [Token]
    }

    struct Continuation: Encodable {
        var text: String
        /// The logarithm of the sum over all writings; omitted if the text has no tokens.
        var logProbability: Double?
        var probability: Double
        var writings: [Writing]
    }

    var continuations: [Continuation]

    /// Creates a report; `text` returns the text of a token.
    package init(_ likelihoods: [Likelihood], text: (Int32) -> String) {
        continuations = likelihoods.map { likelihood in
            let sum = likelihood.logProbability
            return Continuation(
                text: likelihood.text, logProbability: sum.isFinite ? sum : nil, probability: exp(sum),
                writings: likelihood.writings.map { writing in
                    Writing(
                        text: writing.text, logProbability: writing.logProbability,
                        perplexity: exp(-writing.logProbability / Double(max(1, writing.tokens.count))),
                        tokens: writing.tokens.map { token in
                            Token(
                                id: token.token, text: text(token.token), logProbability: token.logProbability,
                                probability: exp(token.logProbability), rank: token.rank,
                                likeliest: text(token.likeliest))
                        })
                })
        }
    }

    /// Returns for each text a table of the tokens of its likeliest writing, and the sums.
    package func table(columns: Int, glyphs: Glyphs) -> String {
        continuations.map { continuation in
            let writings = continuation.writings.sorted { $0.logProbability > $1.logProbability }
            guard let best = writings.first else { return "\(quoted(continuation.text, glyphs)) has no tokens.\n" }
            let rows =
                [["token", "probability", "log", "rank", "likeliest there"]]
                + best.tokens.map { token in
                    [
                        quoted(token.text, glyphs), Self.percent(token.probability),
                        Figures.decimal(token.logProbability, 3), "\(token.rank)",
                        token.rank == 1 ? "" : quoted(token.likeliest, glyphs),
                    ]
                }
            var lines = TextTable(rows: rows).lines(width: columns, glyphs: glyphs)
            lines.append(
                "\(quoted(best.text, glyphs)): log \(Figures.decimal(best.logProbability, 3)) over \(best.tokens.count) \(best.tokens.count == 1 ? "token" : "tokens"), perplexity \(Figures.number(best.perplexity))"
            )
            for other in writings.dropFirst() {
                lines.append("\(quoted(other.text, glyphs)): log \(Figures.decimal(other.logProbability, 3))")
            }
            lines.append(
                "\(writings.count > 1 ? "Both ways of writing: log" : "Probability: log") \(Figures.decimal(continuation.logProbability ?? 0, 3)), \(Self.percent(continuation.probability))"
            )
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private func quoted(_ text: String, _ glyphs: Glyphs) -> String {
        "\"" + harmless(text, glyphs: glyphs).replacing("\n", with: "\\n").replacing("\t", with: "\\t") + "\""
    }

    /// Returns a probability with three significant digits, however small it is.
    private static func percent(_ probability: Double) -> String { Figures.number(probability * 100) + " %" }
}
