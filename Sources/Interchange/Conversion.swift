import Library
import Prompting
import YAMLText

/// What another program's file, or a prompt for another program, was made into, and what was lost on the way.
public struct Conversion<Value: Sendable>: Sendable {
    /// The result.
    public var value: Value
    /// What couldn't be taken over, or means something else now; a sentence each, with file, line and key where there are any.
    public var losses: [String]

    /// A result and what was lost.
    public init(_ value: Value, losses: [String] = []) {
        self.value = value
        self.losses = losses
    }

    func losing(_ more: [String]) -> Conversion { Conversion(value, losses: losses + more) }
}

/// Why a file couldn't be taken over or written for another program.
public enum InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file can't be read, or has a mistake; with line and key.
    case file(PromptFileError)
    /// Neither name nor content says which program the file is for.
    case unknownFormat(file: String)
    /// The prompt has no lane of this name; `near` is one that is spelt alike.
    case noLane(String, near: String?, known: [String])
    /// The prompt can't be sent as it is, so that nothing can be written that says the same.
    case unsendable(PromptError, lane: String?)

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .unknownFormat(let file):
            "\(file): neither its name nor its content says which program it is for. Say it with --from: "
                + InterchangeFormat.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .unsendable(let error, let lane?): "Lane `\(lane)`: \(error)"
        case .unsendable(let error, nil): error.description
        case .noLane(let name, let near?, _): "The prompt has no lane `\(name)`; did you mean `\(near)`?"
        case .noLane(let name, nil, let known):
            known.isEmpty
                ? "The prompt has no lane `\(name)`: it has none; leave --lane out."
                : "The prompt has no lane `\(name)`; it has \(known.joined(separator: ", "))."
        }
    }
}

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
