import Library
import Remedies

/// Collects what a conversion loses; repeated losses once.
struct Losses {
    /// The largest number of sentences; a file that loses more loses nearly all.
    private static let most = 1000

    private(set) var lines: [Notice] = []
    private var known: Set<Notice> = []
    /// Finds the keys of the prompt that is written; nil while reading.
    private let places: PromptPlaces?
    /// The names in the texts of the prompt that is read.
    var names = ForeignNames()
    /// The lane whose keys the sentences are about.
    var lane: String?

    init(_ turns: PromptTurns? = nil) {
        places = turns?.places
        lane = turns?.lane?.name
    }

    /// Adds a sentence. For a prompt that is written, the file and a line come first: the line of `key`, or of the key
    /// in backticks at the start of the sentence.
    mutating func add(_ line: String, about key: String? = nil, _ remedy: Remedy? = nil) {
        let begun = line.first == "`" ? String(line.dropFirst().prefix { $0 != "`" && $0 != ":" }) : nil
        // A quoted line break would split the sentence.
        let sentence = line.shortened().split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .joined(separator: "\\n")
        let loss = Notice((places?.place(of: key ?? begun, lane: lane) ?? "") + sentence, remedy)
        guard lines.count <= Self.most, known.insert(loss).inserted else { return }
        lines.append(lines.count < Self.most ? loss : "More is left out than is listed here.")
    }

    /// Adds one sentence that lists the lines of a file with YAML comments.
    mutating func add(commentsAt lines: [Int], of file: String) {
        guard let last = lines.last else { return }
        let rest = lines.dropLast().map(String.init).joined(separator: ", ")
        add(
            rest.isEmpty
                ? "\(file), line \(last): the comment is left out."
                : "\(file), lines \(rest) and \(last): the comments are left out.")
    }

    /// Adds a sentence that begins with the place: `x.yaml, line 3: `key` …`.
    mutating func add(_ value: PlacedValue, _ problem: String, _ remedy: Remedy? = nil) {
        add("\(value.place) \(problem)", remedy)
    }
}
