import Library

/// What an importer may ask about things outside of the file.
package struct ImportContext: Sendable {
    /// The names of the servers and machines in the settings.
    package var places: Set<String>
    /// Returns whether a model with this name can run here. Other models are left out.
    package var isModel: @Sendable (String) -> Bool
    /// Returns the text of a file that the imported one names by its relative path; nil if it can't be read.
    package var file: @Sendable (String) -> String?
    /// Returns the relative paths of the files that fit a pattern with `*` and `?`, in order; `**` stands for
    /// any number of folders.
    package var files: @Sendable (String) -> [String]

    /// What messages before the last question are; nil lets each file decide.
    package var earlier: EarlierMessages?

    /// File endings that are removed from names: those of all formats, and those of text files in general.
    var endings = [".yaml", ".yml", ".json", ".txt"]

    /// Creates a context. By default there are no models and no other files.
    package init(
        places: Set<String> = [], isModel: @escaping @Sendable (String) -> Bool = { _ in false },
        file: @escaping @Sendable (String) -> String? = { _ in nil },
        files: @escaping @Sendable (String) -> [String] = { _ in [] }
    ) {
        self.places = places
        self.isModel = isModel
        self.file = file
        self.files = files
    }

    /// Returns a file's name without folders and without the ending of any format; `prompt` if nothing is left.
    func baseName(_ path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? path
        // Tries the longest ending first, so that `x.prompt.yaml` gives `x` and not `x.prompt`.
        for ending in endings.sorted(by: { $0.count > $1.count })
        where name.lowercased().hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
            break
        }
        return name.isEmpty ? "prompt" : name
    }

    /// Returns the model that a value names, if it can run here; else nil, and adds a loss.
    func model(_ value: PlacedValue?, losses: inout Losses) -> String? {
        guard let value, let name = value.scalar else { return nil }
        if isModel(name) { return name }
        losses.add(value, "is `\(name)`, a model that isn't here; the default model is used.")
        return nil
    }
}
