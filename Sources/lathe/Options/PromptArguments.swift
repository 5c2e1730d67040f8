import ArgumentParser
import Operations
import Prompting

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

    @OptionGroup var template: TemplateArguments

    /// Returns how the chat template is rendered, after reading the template's file.
    func chat() throws -> ChatOptions { try template.chat() }

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
                    try InputFile.standardInput().withPlainLineEnds
                } else if value.hasPrefix("@") {
                    try InputFile.text(ofFile: String(value.dropFirst())).withPlainLineEnds
                } else {
                    value
                }
        }
        return variables
    }
}
