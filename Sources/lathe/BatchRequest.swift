import Foundation
import Lanes
import Library
import Prompting
import Runtime
import Sampling
import Synchronization
import YAMLText

/// A request's id: any JSON value, given back as it came.
enum BatchID: Codable, Sendable, Hashable {
    case null
    case flag(Bool)
    case text(String)
    case whole(Int64)
    case natural(UInt64)
    case number(Double)
    case list([BatchID])
    case object([String: BatchID])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // As a Double a number would lose digits beyond 2^53.
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? container.decode(Int64.self) {
            self = .whole(whole)
        } else if let natural = try? container.decode(UInt64.self) {
            self = .natural(natural)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([BatchID].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: BatchID].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .text(let text): try container.encode(text)
        case .whole(let whole): try container.encode(whole)
        case .natural(let natural): try container.encode(natural)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
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
        if request["set"] != nil {
            guard let values = try? JSONDecoder().decode(Assignments.self, from: Data(line.utf8)).set else {
                throw Failure("\"set\" is an object of names and texts.")
            }
            for (name, value) in values {
                guard let text = value.text else { throw Failure("\"set\": the value of \"\(name)\" is not a text.") }
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
        struct Identified: Decodable {
            var id: BatchID?

            private enum Key: CodingKey {
                case id
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                // An id that is null is one, too.
                id = container.contains(.id) ? try container.decode(BatchID.self, forKey: .id) : nil
            }
        }
        return (try? JSONDecoder().decode(Identified.self, from: Data(line.utf8)))?.id
    }

    /// The prompt, from its file or from the request.
    func promptFile() throws -> PromptFile {
        if let file { return try PromptLibrary.standard.open(file) }
        return try PromptFile(text: try Self.text(of: prompt ?? [:]), name: "the request's prompt")
    }

    /// The request's lanes, read as those of a prompt file are, and what is to be said about them.
    func lanes() throws -> (lanes: [Lane], notices: [String]) {
        guard !laneObjects.isEmpty else { return ([], []) }
        let file = try PromptFile(text: try Self.text(of: ["lanes": laneObjects]), name: "the request")
        return (file.prompt.lanes, file.notices)
    }

    /// JSON that is YAML too: what YAML refuses or takes for the end of a line is escaped.
    private static func text(of object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
            .escapingScalars(where: \.isMisreadInYAML)
    }
}

/// A request's variables. JSONSerialization can't tell `true` from 1.
private struct Assignments: Decodable {
    struct Value: Decodable {
        /// None for null, a list or an object.
        var text: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text =
                (try? container.decode(String.self)) ?? (try? container.decode(Bool.self)).map { "\($0)" }
                ?? (try? container.decode(Decimal.self)).map { "\($0)" }
        }
    }

    var set: [String: Value]
}

/// The run under way, for Ctrl-C.
final class RunningRun: Sendable {
    private let run = Mutex<Run?>(nil)

    func set(_ run: Run?) {
        self.run.withLock { $0 = run }
    }

    /// Cancels it; false where there is none.
    func cancel() -> Bool {
        run.withLock { run in
            run?.cancel()
            return run != nil
        }
    }
}
