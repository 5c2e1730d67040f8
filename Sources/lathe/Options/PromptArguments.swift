import ArgumentParser
import Operations
import Prompting
import YAMLText

extension Technique: ExpressibleByArgument {}
extension Layout: ExpressibleByArgument {}

/// Options for the prompt and the values of its variables.
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

    @Option(
        help: ArgumentHelp("A file with a chat template in Jinja, which replaces the model's own.", valueName: "file"))
    var template: String?

    @Option(
        name: .customLong("template-argument"),
        help: ArgumentHelp(
            "A value that the chat template reads, such as `enable_thinking=false`; JSON, or a text. May be repeated.",
            valueName: "name=value"))
    var templateArguments: [String] = []

    /// How the chat template is rendered, the template's file read.
    func chat() throws -> ChatOptions {
        var options = ChatOptions(template: try template.map { try InputFile.text(ofFile: $0) })
        for argument in templateArguments {
            guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
                throw ValidationError("--template-argument \(argument): write it as name=value.")
            }
            let value = String(argument[argument.index(after: equals)...])
            options.arguments[String(argument[..<equals])] = try YAMLValue(json: value, name: "--template-argument")
                .json
        }
        return options
    }

    /// Returns the values of variables, with files read.
    func variables() throws -> [String: String] { try Self.variables(assignments) }

    /// Returns the values from `name=value` texts, with files read.
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
                    try InputFile.standardInput()
                } else if value.hasPrefix("@") {
                    try InputFile.text(ofFile: String(value.dropFirst()))
                } else {
                    value
                }
        }
        return variables
    }
}
