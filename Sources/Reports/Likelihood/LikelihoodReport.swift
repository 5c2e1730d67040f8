import Evaluation
import Foundation
import Lanes
import Sampling
import TextLayout

/// How likely a model is to write given texts, as `lathe next` prints it.
package struct LikelihoodReport: Encodable {
    struct Token: Encodable {
        var id: Int32
        var text: String
        /// The natural logarithm of its probability; omitted if that is 0, since JSON has no infinity.
        var logProbability: Double?
        var probability: Double
        var rank: Int
        /// The token that is likeliest there.
        var likeliest: String
    }

    struct Writing: Encodable {
        var text: String
        /// The sum over its tokens; omitted if a token's probability is 0.
        var logProbability: Double?
        /// e to the power of minus the mean logarithm of its tokens; omitted if a token's probability is 0.
        var perplexity: Double?
        var tokens: [Token]
    }

    struct Continuation: Encodable {
        var text: String
        /// The logarithm of the sum over all writings; omitted if that is 0, as it is of a text without tokens.
        var logProbability: Double?
        var probability: Double
        var writings: [Writing]
    }

    var continuations: [Continuation]
    /// What each answer, or each of several texts, has of the probability of all; omitted if there is nothing to compare.
    var shares: [Share]?
    /// The probability that all possible answers have together; omitted for texts.
    var mass: Double?
    /// True if the texts stand for the possible answers of a prompt.
    let isOfAnswers: Bool

    private enum CodingKeys: CodingKey {
        case continuations, shares, mass
    }

    /// Creates a report of texts, or of the possible answers whose texts they are; `text` returns the text of a token.
    package init(_ likelihoods: [Likelihood], answers: [LabelScore]? = nil, text: (Int32) -> String) {
        isOfAnswers = answers != nil
        shares = Self.shares(
            of: answers ?? likelihoods.map { LabelScore(label: $0.text, logProbability: $0.logProbability) })
        mass = answers?.mass
        continuations = likelihoods.map { likelihood in
            let sum = likelihood.logProbability
            return Continuation(
                text: likelihood.text, logProbability: Self.finite(sum), probability: exp(sum),
                writings: likelihood.writings.map { writing in
                    Writing(
                        text: writing.text, logProbability: Self.finite(writing.logProbability),
                        perplexity: Self.finite(exp(-writing.logProbability / Double(max(1, writing.tokens.count)))),
                        tokens: writing.tokens.map { token in
                            Token(
                                id: token.token, text: text(token.token),
                                logProbability: Self.finite(token.logProbability),
                                probability: exp(token.logProbability), rank: token.rank,
                                likeliest: text(token.likeliest))
                        })
                })
        }
    }

    /// Returns the shares of answers, or for each text a table of the tokens of its likeliest writing and the sums, with the
    /// shares of several texts behind them.
    package func table(columns: Int, glyphs: Glyphs) -> String {
        let shares = shareLines(columns: columns, glyphs: glyphs)
        let lines = isOfAnswers ? shares + (shares.isEmpty ? [] : [""]) + [massSentence].compactMap(\.self) : shares
        let parts: [[String]] =
            (isOfAnswers ? [] : tokenTables(columns: columns, glyphs: glyphs)) + (lines.isEmpty ? [] : [lines])
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// Returns for each text the lines of a table of the tokens of its likeliest writing, and the sums.
    private func tokenTables(columns: Int, glyphs: Glyphs) -> [[String]] {
        continuations.map { continuation in
            let writings = continuation.writings.sorted {
                ($0.logProbability ?? -.infinity) > ($1.logProbability ?? -.infinity)
            }
            guard let best = writings.first else { return ["\(quoted(continuation.text, glyphs)) has no tokens."] }
            let rows =
                [["token", "probability", "log", "rank", "likeliest there"]]
                + best.tokens.map { token in
                    [
                        quoted(token.text, glyphs), Self.percent(token.probability),
                        Self.logarithm(token.logProbability), "\(token.rank)",
                        token.rank == 1 ? "" : quoted(token.likeliest, glyphs),
                    ]
                }
            var lines = TextTable(rows: rows).lines(width: columns, glyphs: glyphs)
            lines.append(
                "\(quoted(best.text, glyphs)): log \(Self.logarithm(best.logProbability)) over \(best.tokens.count) \(best.tokens.count == 1 ? "token" : "tokens"), perplexity \(Figures.number(best.perplexity ?? .infinity))"
            )
            for other in writings.dropFirst() {
                lines.append("\(quoted(other.text, glyphs)): log \(Self.logarithm(other.logProbability))")
            }
            lines.append(
                "\(writings.count > 1 ? "Both ways of writing: log" : "Probability: log") \(Self.logarithm(continuation.logProbability)), \(Self.percent(continuation.probability))"
            )
            return lines
        }
    }

    /// Returns a text between marks, in one line.
    func quoted(_ text: String, _ glyphs: Glyphs) -> String {
        "\"" + harmless(text, glyphs: glyphs).replacing("\n", with: "\\n").replacing("\t", with: "\\t") + "\""
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

    /// Returns a logarithm with three digits; nil is that of 0.
    static func logarithm(_ value: Double?) -> String { Figures.decimal(value ?? -.infinity, 3) }

    /// Returns a probability with three significant digits, however small it is.
    static func percent(_ probability: Double) -> String { Figures.number(probability * 100) + " %" }
}
