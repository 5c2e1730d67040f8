import Constraints
import Foundation
import JSONText
import Library
import Prompting

/// The JSON schema of a check in a prompt file: a mapping, a text in JSON or YAML, or `file://` with a path from the
/// prompt's folder.
struct EvaluatorSchema {
    /// The schema in JSON; it has `{{name}}` where cases fill in something.
    let text: String
    /// The parts of the schema that aren't checked, as sentences.
    private(set) var notices: [String] = []

    /// Reads the value of a check. Files are looked for in `folder`.
    ///
    /// - Throws: ``PromptFileError`` with the file, line and key of the mistake.
    init(_ value: PlacedValue, folder: URL) throws(PromptFileError) {
        guard let written = value.scalar, written != "true", written != "false" else {
            try self.init(placed: value)
            return
        }
        if written.hasPrefix("file://") {
            try self.init(placed: try Self.file(String(written.dropFirst(7)), of: value, in: folder))
        } else if !Template(written).variables.isEmpty {
            self.init(template: written)
        } else {
            do throws(PromptFileError) {
                try self.init(placed: try PlacedValue(text: written, name: "the text"))
            } catch {
                throw value.wrong("is not a JSON schema: \(error)")
            }
        }
    }

    private init(template: String) {
        text = template
    }

    private init(placed value: PlacedValue) throws(PromptFileError) {
        let json = try value.json
        text = json.text
        // The text may become a schema only when a case fills it in.
        guard Template(text).variables.isEmpty else { return }
        do throws(JSONSchemaError) {
            notices = try JSONSchema(json).notices.map { "\(value.value(at: $0.pointer).place) \($0.problem)" }
        } catch {
            throw value.value(at: error.pointer).wrong(error.problem)
        }
    }

    private static func file(
        _ path: String, of value: PlacedValue, in folder: URL
    ) throws(PromptFileError) -> PlacedValue {
        guard ["json", "yaml", "yml"].contains(URL(filePath: path).pathExtension.lowercased()) else {
            throw value.wrong("is `file://\(path)`; a schema is in a file .json, .yaml or .yml.")
        }
        let place = path.hasPrefix("/") ? path : folder.appending(path: path).relativePath
        let text: String
        do throws(InputFile.Problem) {
            text = try InputFile.text(ofFile: place)
        } catch {
            throw value.wrong("is `file://\(path)`; \(error)")
        }
        return try PlacedValue(text: text, name: place)
    }
}
