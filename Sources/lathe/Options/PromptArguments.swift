import ArgumentParser
import Foundation
import Library
import Prompting
import Sampling

extension Technique: ExpressibleByArgument {}
extension Layout: ExpressibleByArgument {}

/// Which prompt, and what is put into it.
struct PromptArguments: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The value of a variable; `name=@file` reads a file, `name=-` standard input. May be repeated.",
            valueName: "name=value"))
    var assignments: [String] = []

    @Option(help: "Replaces the prompt's technique.")
    var technique: Technique?

    @Option(help: "Replaces the prompt's layout.")
    var layout: Layout?

    /// Values of variables, files read.
    func variables() throws -> [String: String] { try Self.variables(assignments) }

    /// The same of `name=value` texts.
    static func variables(_ assignments: [String]) throws -> [String: String] {
        var variables: [String: String] = [:]
        for assignment in assignments {
            guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
                throw ValidationError("--set \(assignment): write it as name=value.")
            }
            let name = String(assignment[..<equals])
            let value = String(assignment[assignment.index(after: equals)...])
            variables[name] =
                if value == "-" {
                    try readStandardInput()
                } else if value.hasPrefix("@") {
                    try readFile(String(value.dropFirst()))
                } else {
                    value
                }
        }
        return variables
    }
}

extension Prompt {
    /// Refuses a value for a variable that is nowhere in the prompt: the default would stand in silently.
    func checkAssigned(_ names: some Sequence<String>) throws {
        let known = Set(variableNames).union(variables.keys).sorted()
        guard let name = names.sorted().first(where: { !known.contains($0) }) else { return }
        let hint =
            nearest(to: name, in: known).map { "did you mean `\($0)`?" }
            ?? (known.isEmpty ? "it has none." : "it has \(known.joined(separator: ", ")).")
        throw Failure("The prompt has no variable `\(name)`; \(hint)")
    }
}

/// A text file as UTF-8.
func readFile(_ path: String) throws -> String {
    guard let text = String(data: try fileContents(path), encoding: .utf8) else {
        throw Failure("\(path) is not UTF-8 text.")
    }
    return text
}

/// A file's bytes.
func fileContents(_ path: String) throws -> Data {
    do {
        return try Data(contentsOf: URL(filePath: path))
    } catch {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if exists, isFolder.boolValue { throw Failure("\(path) can't be read: it is a folder.") }
        // Foundation refuses devices.
        if exists, let data = try? FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data() { return data }
        throw Failure("\(path) can't be read: \(systemReason(of: error)).")
    }
}

/// Standard input as UTF-8.
func readStandardInput() throws -> String {
    guard let text = String(data: FileHandle.standardInput.readDataToEndOfFile(), encoding: .utf8) else {
        throw Failure("Standard input is not UTF-8 text.")
    }
    return text
}
