import Library

/// Collects what a conversion loses, each thing once.
struct Losses {
    private(set) var lines: [String] = []
    /// Where the keys of the prompt that is written stand.
    private let places: PromptPlaces?
    /// The lane whose keys are spoken of.
    var lane: String?

    init(_ turns: PromptTurns? = nil) {
        places = turns?.places
        lane = turns?.lane?.name
    }

    /// Adds a sentence; for a prompt that is written, with the file in front, and the line of `key`, or of the key in backticks
    /// that the sentence begins with.
    mutating func add(_ line: String, about key: String? = nil) {
        let begun = line.first == "`" ? String(line.dropFirst().prefix { $0 != "`" && $0 != ":" }) : nil
        // A line break that it quotes would make two of the sentence.
        let line = (places?.place(of: key ?? begun, lane: lane) ?? "") + line.replacing(/\r\n|\n|\r/, with: "\\n")
        if !lines.contains(line) { lines.append(line) }
    }

    /// Lists the lines of a file in which YAML has comments, in one sentence.
    mutating func add(commentsAt lines: [Int], of file: String) {
        guard let last = lines.last else { return }
        let rest = lines.dropLast().map(String.init).joined(separator: ", ")
        add(
            rest.isEmpty
                ? "\(file), line \(last): the comment isn't taken over."
                : "\(file), lines \(rest) and \(last): the comments aren't taken over.")
    }

    /// Names the place: `x.yaml, line 3: `key` …`.
    mutating func add(_ value: PlacedValue, _ problem: String) {
        add("\(value.place) \(problem)")
    }
}
