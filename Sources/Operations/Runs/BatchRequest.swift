import Foundation
import Library
import Prompting
import Sampling
import YAMLText

/// A request: one line of `lathe batch`.
package struct BatchRequest {
    /// The prompt's file or name; nil if the prompt stands in the request.
    package var file: String?
    /// The values of the prompt's variables.
    package var variables: [String: String]
    private var prompt: [String: Any]?
    private var laneObjects: [Any]

    private static let keys = ["id", "file", "prompt", "set", "lanes"]

    /// Reads a line.
    package init(line: String) throws(BatchRequestError) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
            let request = object as? [String: Any]
        else { throw .noObject }
        if let key = request.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            throw .unknownKey(key, suggestion: nearest(to: key, in: Self.keys))
        }
        file = request["file"] as? String
        prompt = request["prompt"] as? [String: Any]
        guard (file == nil) != (prompt == nil) else {
            throw .noPrompt
        }
        variables = [:]
        if request["set"] != nil {
            guard let values = try? JSONDecoder().decode(Assignments.self, from: Data(line.utf8)).set else {
                throw .variablesAreNoObject
            }
            for (name, value) in values {
                guard let text = value.text else { throw .valueIsNoText(variable: name) }
                variables[name] = text
            }
        }
        if let lanes = request["lanes"] {
            guard let lanes = lanes as? [Any] else { throw .lanesAreNoList }
            laneObjects = lanes
        } else {
            laneObjects = []
        }
    }

    /// Returns the prompt, from its file or from the request.
    package func promptFile() throws -> PromptFile {
        if let file { return try PromptLibrary.standard.open(file) }
        return try PromptFile(
            text: try Self.text(of: prompt ?? [:]), name: "the request's prompt",
            places: Configuration.current.places, folder: ImageFolders.working)
    }

    /// Returns the request's lanes, read like those of a prompt file, and notices about them.
    package func lanes() throws -> (lanes: [Lane], notices: [String]) {
        guard !laneObjects.isEmpty else { return ([], []) }
        let file = try PromptFile(
            text: try Self.text(of: ["lanes": laneObjects]), name: "the request", places: Configuration.current.places)
        return (file.prompt.lanes, file.notices)
    }

    /// Returns JSON that is YAML too: characters that YAML refuses, or takes for the end of a line, are escaped.
    private static func text(of object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
            .escapingScalars(where: \.isMisreadInYAML)
    }
}

/// Reads the values of a request's variables, because JSONSerialization can't tell `true` from 1.
private struct Assignments: Decodable {
    struct Value: Decodable {
        /// The value as a text; nil for null, a list or an object.
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
