import ArgumentParser
import Operations
import Prompting
import YAMLText

/// How a chat template is rendered.
struct TemplateArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("A file with a chat template in Jinja, which replaces the model's own.", valueName: "file"))
    var template: String?

    @Option(
        name: .customLong("template-argument"),
        help: ArgumentHelp(
            "A value that the chat template reads, such as `enable_thinking=false`; JSON, or a text. May be repeated.",
            valueName: "name=value"))
    var templateArguments: [String] = []

    /// Returns how the chat template is rendered, after reading the template's file.
    func chat() throws -> ChatOptions {
        var options = ChatOptions(template: try template.map { try InputFile.text(ofFile: $0).withPlainLineEnds })
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
}
