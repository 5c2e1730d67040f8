import Evaluation
import TextLayout

/// The choice of the cases for an evaluation.
package struct DataChoice: Sendable, Hashable {
    /// The path of a file; nil is the prompt's own test data.
    package var path: String?
    /// The largest number of cases; nil is all.
    package var limit: Int?
    /// How its rows become cases.
    package var reading = DataReading()

    /// Creates a choice.
    package init(path: String?, limit: Int? = nil) {
        self.path = path
        self.limit = limit
    }

    /// How its rows become cases, and how many.
    package var options: DataOptions {
        var options = DataOptions()
        (options.map, options.expectedColumn, options.limit) = (reading.map, reading.expected, limit)
        options.conditions = reading.conditions
        return options
    }
}

/// How the rows of a data file become cases, as it is typed on the screen.
package struct DataReading: Sendable, Hashable {
    /// The column of the right answers, or a path into one; nil takes the usual ones.
    package var expected: String?
    /// Columns, or paths into them, that fill variables of other names: `question.stem=question, ctx=context`.
    package private(set) var mapText = ""
    /// The conditions that a row must meet: `level=hard & steps<4`.
    package private(set) var conditionText = ""

    /// The mappings.
    package var map: [DataOptions.Mapping] { Self.parts(mapText, ",").compactMap { DataOptions.Mapping($0) } }
    /// The conditions.
    package var conditions: [RowCondition] { Self.parts(conditionText, "&").compactMap(RowCondition.init) }

    /// Takes the usual columns and all rows.
    package init() {}

    /// Takes mappings; returns false if a part of the text is none.
    package mutating func take(map text: String) -> Bool {
        guard Self.parts(text, ",").allSatisfy({ DataOptions.Mapping($0) != nil }) else { return false }
        mapText = text
        return true
    }

    /// Takes conditions; returns false if a part of the text is none.
    package mutating func take(conditions text: String) -> Bool {
        guard Self.parts(text, "&").allSatisfy({ RowCondition($0) != nil }) else { return false }
        conditionText = text
        return true
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    /// What is set, in words; nil if nothing is.
    var words: String? {
        var words: [String] = []
        if let expected { words.append("right answers: \(expected)") }
        if !mapText.isEmpty { words.append(mapText) }
        if !conditionText.isEmpty { words.append("where \(conditionText)") }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}

/// The room for text that is laid out outside of the screen.
package struct TextRoom: Sendable, Hashable {
    /// The width in cells.
    package var columns: Int
    /// The characters that the terminal shows.
    package var glyphs: Glyphs
}

/// A data set that can be chosen.
package struct DataEntry: Sendable, Hashable {
    /// The name in the list.
    package var name: String
    /// The path of its file; nil for the prompt's own test data.
    package var path: String?
    /// A word or two about where it comes from.
    package var origin: String

    /// Creates an entry.
    package init(name: String, path: String?, origin: String) {
        self.name = name
        self.path = path
        self.origin = origin
    }
}

/// The content of a data set, for a prompt.
package struct DataFacts: Sendable, Hashable {
    /// The number of cases.
    package var cases: Int
    /// Sentences: what this many cases can show, what was assumed, what was left out.
    package var sentences: [String]

    /// Creates facts.
    package init(cases: Int, sentences: [String]) {
        self.cases = cases
        self.sentences = sentences
    }
}

/// Why a data set can't be used.
package struct DataProblem: Error, Sendable, Hashable {
    /// One or two sentences.
    package var sentence: String

    /// Creates a problem.
    package init(sentence: String) {
        self.sentence = sentence
    }
}
