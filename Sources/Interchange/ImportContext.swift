import Library

/// What reading a file may need from outside.
package struct ImportContext: Sendable {
    /// The servers and machines that the settings name.
    package var places: Set<String>
    /// Whether a model of this name can run here; others are left out.
    package var isModel: @Sendable (String) -> Bool
    /// The text of a file that the imported one names, by its path from there; nil if it can't be had.
    package var file: @Sendable (String) -> String?

    /// Endings of files whose names are taken without them, of all formats and of text files in general.
    var endings = [".yaml", ".yml", ".json", ".txt"]

    /// By default there is nothing outside.
    package init(
        places: Set<String> = [], isModel: @escaping @Sendable (String) -> Bool = { _ in false },
        file: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.places = places
        self.isModel = isModel
        self.file = file
    }

    /// Returns a file's name without folders and without the ending of any format; `prompt` if nothing is left.
    func baseName(_ path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? path
        // The longest first: `x.prompt.yaml` is no `.yaml` of a name `x.prompt`.
        for ending in endings.sorted(by: { $0.count > $1.count })
        where name.lowercased().hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
            break
        }
        return name.isEmpty ? "prompt" : name
    }

    /// Returns the model that a value names if it can run here; nil, and a loss, if it can't.
    func model(_ value: PlacedValue?, losses: inout Losses) -> String? {
        guard let value, let name = value.scalar else { return nil }
        if isModel(name) { return name }
        losses.add(value, "is `\(name)`, which isn't here; the default model is used.")
        return nil
    }
}
