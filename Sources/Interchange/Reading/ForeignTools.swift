import JSONText
import Library
import Prompting
import YAMLText

/// Reads and writes tools in other programs' files.
enum ForeignTools {
    /// Adds the tools of a list to a prompt: in OpenAI's shape, as bare functions, or in a file that the value names.
    /// Tools that aren't functions are lost.
    ///
    /// - Throws: ``PromptFileError`` for a function that can't be read.
    static func read(
        _ value: PlacedValue, into tools: inout [Tool], context: ImportContext, losses: inout Losses
    ) throws(PromptFileError) {
        guard let list = try list(value, context: context, losses: &losses) else { return }
        for item in try list.items() {
            if let name = item.scalar {
                losses.add(item, "names the tool `\(name)`, which is defined elsewhere; it is left out.")
            } else if let type = item["type"]?.scalar, type != "function" {
                losses.add(item, "is a tool of the type `\(type)`; Lathe knows only functions.")
            } else {
                add(try Tool(item), at: item, to: &tools, losses: &losses)
            }
        }
    }

    /// Adds a tool, unless there is another of its name.
    static func add(_ tool: Tool, at item: PlacedValue, to tools: inout [Tool], losses: inout Losses) {
        guard let known = tools.first(where: { $0.name == tool.name }) else {
            tools.append(tool)
            return
        }
        if known != tool { losses.add(item, "is another tool named `\(tool.name)`; the first one is taken.") }
    }

    /// Returns the list that a value is, or that stands in a text or in the file that it names; nil if there is none.
    private static func list(
        _ value: PlacedValue, context: ImportContext, losses: inout Losses
    ) throws(PromptFileError) -> PlacedValue? {
        guard let word = value.scalar else { return value }
        let path =
            word.hasPrefix("file://")
            ? String(word.dropFirst(7)) : word.hasPrefix("${file:") ? String(word.dropFirst(7).dropLast()) : nil
        guard let path else {
            if word.trimmingBlanks.hasPrefix("[") { return try PlacedValue(text: word, name: value.source.file) }
            losses.add(value, "isn't a list of tools; it is left out.")
            return nil
        }
        guard ["json", "yaml", "yml"].contains(where: { path.hasSuffix("." + $0) }), let text = context.file(path)
        else {
            losses.add(value, "is the file \(path), which can't be read beside this one. It is left out.")
            return nil
        }
        return try PlacedValue(text: text, name: path)
    }

    /// Returns a function's parts: name, description and parameters.
    static func parts(of tool: Tool) -> (name: String, description: JSONValue?, parameters: JSONObject?) {
        guard case .object(let definition)? = try? JSONValue(reading: tool.definition),
            case .object(let function)? = definition["function"]
        else { return (tool.name, nil, nil) }
        var parameters: JSONObject?
        if case .object(let object)? = function["parameters"] { parameters = object }
        return (tool.name, function["description"], parameters)
    }

    /// Returns a tool of these parts.
    static func tool(name: String, description: String?, parameters: JSONValue?) -> Tool {
        var function: JSONObject = ["name": .text(name)]
        if let description { function["description"] = .text(description) }
        if let parameters { function["parameters"] = parameters }
        let whole: JSONObject = ["type": .text("function"), "function": .object(function)]
        return Tool(name: name, definition: JSONValue.object(whole).text)
    }
}
