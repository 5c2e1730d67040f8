import Foundation

/// The folders of models. Finds the file that a user's word for a model means.
package struct ModelStore: Sendable {
    /// The folders, in order of precedence. Models are fetched into the first.
    package var places: [ModelPlace]

    /// A model file with its description, or the reason why it can't be used.
    package struct Entry: Sendable {
        /// The name of the file without `.gguf`, or its owner's name for it.
        package var name: String
        /// The path of the file.
        package var path: String
        /// The owner of the folder that it is in.
        package var owner: ModelPlace.Owner
        /// The description from its header.
        package var result: Result<ModelDescription, ModelFileError>
    }

    /// Creates a store of Lathe's own folders, by default `$XDG_DATA_HOME/lathe/models`.
    package init(folders: [String] = [ModelFolders.models]) {
        places = folders.map { ModelPlace(.lathe, $0) }
    }

    /// Creates a store of these folders.
    package init(places: [ModelPlace]) {
        self.places = places
    }

    /// Returns every model file, sorted by name; case doesn't count. Reads their headers, which takes a few
    /// milliseconds each.
    package func list() -> [Entry] {
        listed().map { file in
            var result = Result { () throws(ModelFileError) in try ModelDescription(path: file.path) }
            if case .success(var description) = result {
                description.name = file.name
                result = .success(description)
            }
            return Entry(name: file.name, path: file.path, owner: file.owner, result: result)
        }
    }

    /// Returns the file that a word means, a NAME or a PATH.
    ///
    /// In this order, the word is: the name of a file here, with or without `.gguf`, in any case; the short name of a
    /// model that can be fetched; a path; the beginning of exactly one name here. A word with a slash is a path, unless
    /// a model has it as its name. Other programs' folders are searched only for names that Lathe's own folders don't
    /// have.
    package func path(of word: String) throws(ModelFileError) -> String {
        if word.contains("/"), FileManager.default.fileExists(atPath: word) { return word }
        let own = files(in: ownPlaces)
        if let path = exact(word, in: own) { return path }
        let all = files(in: places)
        if let path = exact(word, in: all) { return path }
        if word.contains("/") { throw .missing(path: word) }
        let wanted = ModelPlace.stem(word).lowercased()
        guard !wanted.isEmpty else { throw .unknownName(name: word, known: all.map(\.name)) }
        if FileManager.default.fileExists(atPath: word) { return word }
        for files in [own, all] {
            let matches = files.filter { $0.name.lowercased().hasPrefix(wanted) }
            if matches.count > 1 { throw .ambiguousName(name: word, matches: matches.map(\.name)) }
            if let only = matches.first { return only.path }
        }
        throw .unknownName(name: word, known: all.map(\.name))
    }

    /// Returns the name of the file at a path; nil if it isn't in one of the folders.
    package func name(of path: String) -> String? {
        files(in: places).first { $0.path == path }?.name
    }

    /// Returns the path of the starter model if it is there, else of the first model by name in Lathe's own and the
    /// user's folders.
    package func defaultPath() throws(ModelFileError) -> String {
        let files = files(in: ownPlaces)
        guard let file = files.first(where: { Self.isFile($0, of: .smolLM2) }) ?? files.first else {
            throw .noModels(folder: places.first?.folder ?? ModelFolders.models)
        }
        return file.path
    }

    private var ownPlaces: [ModelPlace] { places.filter { $0.owner == .lathe || $0.owner == .settings } }

    private func exact(_ word: String, in files: [ModelPlace.File]) -> String? {
        let wanted = ModelPlace.stem(word).lowercased()
        if let file = files.first(where: { $0.name.lowercased() == wanted }) { return file.path }
        // Ollama's own short form of a name.
        if let file = files.first(where: { $0.owner == .ollama && $0.name.lowercased() == wanted + ":latest" }) {
            return file.path
        }
        guard let model = FetchableModel.named(word) else { return nil }
        return files.first { Self.isFile($0, of: model) }?.path
    }

    private static func isFile(_ file: ModelPlace.File, of model: FetchableModel) -> Bool {
        file.name.lowercased() == ModelPlace.stem(model.fileName).lowercased()
    }

    /// Returns the model files. If several have one name, the first place counts.
    private func files(in places: [ModelPlace]) -> [ModelPlace.File] {
        var names: Set<String> = []
        return places.flatMap { $0.files() }.filter { names.insert($0.name.lowercased()).inserted }.sorted {
            ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name)
        }
    }

    /// Returns the model files, without those of other programs that a link in Lathe's own or the user's folders leads to.
    private func listed() -> [ModelPlace.File] {
        func target(_ file: ModelPlace.File) -> String {
            URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
        }
        let files = files(in: places)
        let own = files.filter { $0.owner == .lathe || $0.owner == .settings }
        let targets = Set(own.map(target))
        return files.filter { $0.owner == .lathe || $0.owner == .settings || !targets.contains(target($0)) }
    }
}
