import Evaluation

/// How lanes are evaluated on cases.
package struct EvaluationWay: Sendable, Hashable {
    /// The knobs whose combinations take the place of the lanes, as they were typed; empty if the lanes run.
    package private(set) var over = ""
    /// The names of the phrasings that the knob `phrasing` has without values.
    private var phrasings: [String] = []
    /// How answers are read, as it was typed; empty is the prompt's way, or one guessed from the right answers.
    package private(set) var answer = ""
    /// The names of the metrics that outputs are also measured with, as they were typed; empty if there are none.
    package private(set) var metrics = ""
    /// Whether lanes generate, or the likelihood of each possible answer is read.
    package var scoring = ScoringWay.generation

    /// Takes the lanes as they are and reads answers in the usual way.
    package init() {}

    /// The combinations of knobs; nil if the lanes run.
    var grid: SweepGrid? { over.isEmpty ? nil : try? SweepGrid(typed: over, phrasings: phrasings) }
    /// How answers are read; nil is the usual way.
    package var answerType: AnswerType? { answer.isEmpty ? nil : try? AnswerType(answer) }

    /// The metrics that outputs are also measured with.
    package var chosenMetrics: [any Metric] { Self.names(in: metrics).compactMap(Measures.metric) }

    /// Takes the knobs to sweep over, of which `phrasing` without values is these; returns what is wrong with the text, or nil.
    mutating func take(over text: String, phrasings: [String]) -> String? {
        do {
            let isEmpty = text.allSatisfy(\.isWhitespace)
            if !isEmpty { _ = try SweepGrid(typed: text, phrasings: phrasings) }
            over = isEmpty ? "" : text
            self.phrasings = phrasings
            return nil
        } catch let error as SweepGridError {
            return "\(error.axis.map { "\($0): " } ?? "")\(error)"
        } catch {
            return "\(error)"
        }
    }

    /// Takes the way in which answers are read; returns what is wrong with the text, or nil.
    mutating func take(answer text: String) -> String? {
        do throws(AnswerTypeError) {
            let isEmpty = text.allSatisfy(\.isWhitespace)
            if !isEmpty { _ = try AnswerType(text) }
            answer = isEmpty ? "" : text
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Takes the names of metrics, with blanks or commas between them; returns what is wrong with the text, or nil.
    mutating func take(metrics text: String) -> String? {
        let names = Self.names(in: text)
        if let unknown = names.first(where: { Measures.metric($0) == nil }) {
            let known = Measures.metrics.map(\.name).joined(separator: ", ")
            return "There is no metric \(unknown.prefix(40)). Those that there are: \(known)."
        }
        metrics = names.joined(separator: ", ")
        return nil
    }

    /// Returns the different names in a text, in their order.
    private static func names(in text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," }.reduce(into: []) { names, name in
            if !names.contains(String(name)) { names.append(String(name)) }
        }
    }

    /// What is set, in words; nil if nothing is.
    var words: String? {
        let words = [
            over, answer.isEmpty ? "" : "read as \(answer)", scoring == .likelihood ? "by likelihood" : "",
            metrics.isEmpty ? "" : "with \(metrics)",
        ]
        let said = words.filter { !$0.isEmpty }
        return said.isEmpty ? nil : said.joined(separator: "; ")
    }
}
