/// A tool that a model may ask to be called: a function with a name, a description and parameters. Lathe calls none.
package struct Tool: Sendable, Hashable, Codable {
    /// The function's name.
    package var name: String
    /// The definition in OpenAI's shape, as JSON on one line:
    /// `{"type":"function","function":{"name":"…","parameters":{…}}}`. Keys have their order and numbers every digit.
    package var definition: String

    /// Creates a tool of its definition; `name` is the name in that.
    package init(name: String, definition: String) {
        self.name = name
        self.definition = definition
    }
}

extension [Tool] {
    /// The definitions as a JSON list.
    package var json: String { "[" + map(\.definition).joined(separator: ",") + "]" }
}
