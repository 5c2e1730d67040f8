import JSONText
import Library
import Prompting
import YAMLText

/// The tools of Prompty's second version: functions whose parameters are a list of names with kinds, not a JSON schema.
enum PromptyTools {
    /// Adds the functions of a list to a prompt's tools; other kinds of tools are lost.
    static func read(
        _ list: PlacedValue, into tools: inout [Tool], context: ImportContext, losses: inout Losses
    ) throws(PromptFileError) {
        guard list.isList, try list.items().contains(where: { $0["kind"] != nil || $0["parameters"]?.isList == true })
        else {
            return try ForeignTools.read(list, into: &tools, context: context, losses: &losses)
        }
        for item in try list.items() {
            let kind = (item["kind"] ?? item["type"])?.scalar ?? "function"
            guard kind == "function" else {
                losses.add(item, "is a tool of the kind `\(kind)`; Lathe knows only functions.")
                continue
            }
            guard let name = item["name"] else { throw item.wrong("needs a name.") }
            for (key, value) in try item.entries()
            where !["name", "kind", "type", "description", "parameters"].contains(key) && !value.isNothing {
                losses.add(value, "has no counterpart in Lathe.")
            }
            let tool = ForeignTools.tool(
                name: try name.text(), description: try item["description"]?.text(),
                parameters: try item["parameters"].map { parameters throws(PromptFileError) in try schema(parameters) })
            ForeignTools.add(tool, at: item, to: &tools, losses: &losses)
        }
    }

    /// Returns the JSON schema of a list of parameters. A mapping is a schema already, or holds the list.
    private static func schema(_ parameters: PlacedValue) throws(PromptFileError) -> JSONValue {
        if parameters.isMapping {
            guard let list = parameters["properties"], list.isList else { return try parameters.json }
            return try schema(list)
        }
        return try PromptySchema.schema(list: parameters)
    }

    /// Returns tools as the second version writes them. What a schema says besides names, kinds and descriptions is lost.
    static func list(_ tools: [Tool], title: String, losses: inout Losses) -> YAMLValue {
        .list(
            tools.map { tool in
                let (name, description, parameters) = ForeignTools.parts(of: tool)
                var pairs = [YAMLPair("name", .text(name)), YAMLPair("kind", .bare("function"))]
                if let description { pairs.append(YAMLPair("description", YAMLValue(description))) }
                let list = parameters.map { Self.list($0, of: name, title: title, losses: &losses) } ?? []
                if !list.isEmpty { pairs.append(YAMLPair("parameters", .list(list))) }
                return .map(pairs)
            })
    }

    private static func list(
        _ schema: JSONObject, of tool: String, title: String, losses: inout Losses
    ) -> [YAMLValue] {
        var lost: [String] = []
        let list = PromptySchema.list(schema, lost: &lost)
        if !lost.isEmpty {
            let keys = lost.map { "`\($0)`" }.joined(separator: ", ")
            losses.add("The parameters of the tool `\(tool)`: \(title) can't hold \(keys).", about: "tools")
        }
        return list
    }
}
