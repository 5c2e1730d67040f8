import Foundation
import Library
import Prompting
import Runtime
import Synchronization

/// A request's id: a text or a number, given back as it came.
enum BatchID: Codable, Sendable, Hashable {
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number):
            if let whole = Int64(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
        }
    }
}

/// One line of `lathe batch`.
struct BatchRequest {
    var id: BatchID?
    var file: String?
    var variables: [String: String]
    private var prompt: [String: Any]?
    private var laneObjects: [Any]

    private static let keys = ["id", "file", "prompt", "set", "lanes"]

    init(line: String) throws {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
            let request = object as? [String: Any]
        else { throw Failure("The line is not a JSON object.") }
        if let key = request.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            let hint = nearest(to: key, in: Self.keys).map { "; did you mean \"\($0)\"?" } ?? "."
            throw Failure("There is no key \"\(key)\" in a request\(hint)")
        }
        id = Self.id(of: line)
        file = request["file"] as? String
        prompt = request["prompt"] as? [String: Any]
        guard (file == nil) != (prompt == nil) else {
            throw Failure("A request has either \"file\", a text, or \"prompt\", an object.")
        }
        variables = [:]
        if let set = request["set"] {
            guard let values = set as? [String: Any] else { throw Failure("\"set\" is an object of names and texts.") }
            for (name, value) in values {
                guard let text = value as? String ?? (value as? NSNumber)?.stringValue else {
                    throw Failure("\"set\": the value of \"\(name)\" is not a text.")
                }
                variables[name] = text
            }
        }
        if let lanes = request["lanes"] {
            guard let lanes = lanes as? [Any] else { throw Failure("\"lanes\" is a list of objects.") }
            laneObjects = lanes
        } else {
            laneObjects = []
        }
    }

    /// The id of a line that may be wrong in other ways.
    static func id(of line: String) -> BatchID? {
        struct Identified: Decodable { var id: BatchID? }
        return (try? JSONDecoder().decode(Identified.self, from: Data(line.utf8)))?.id
    }

    /// The prompt, from its file or from the request.
    func promptFile() throws -> PromptFile {
        if let file { return try PromptLibrary.standard.open(file) }
        return try PromptFile(text: try Self.text(of: prompt ?? [:]), name: "the request's prompt")
    }

    /// The request's lanes, read as those of a prompt file are.
    func lanes() throws -> [Lane] {
        guard !laneObjects.isEmpty else { return [] }
        return try PromptFile(text: try Self.text(of: ["lanes": laneObjects]), name: "the request").prompt.lanes
    }

    private static func text(of object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }
}

/// The run under way, for Ctrl-C.
final class RunningRun: Sendable {
    private let run = Mutex<Run?>(nil)

    func set(_ run: Run) {
        self.run.withLock { $0 = run }
    }

    func cancel() {
        run.withLock { $0?.cancel() }
    }
}
