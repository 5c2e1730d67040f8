import Foundation

/// The folders in which models lie, and how a user's word for a model becomes a file.
public struct ModelStore: Sendable {
    /// In order of precedence; the first is where models are fetched to.
    public var folders: [String]

    /// A model file in a folder, with what it says of itself or why it can't be used.
    public struct Entry: Sendable {
        /// File name without `.gguf`.
        public var name: String
        /// Path of the file.
        public var path: String
        /// From its header.
        public var result: Result<ModelDescription, ModelFileError>
    }

    /// By default `$XDG_DATA_HOME/lathe/models`.
    public init(folders: [String] = [ModelFolders.models]) {
        self.folders = folders
    }

    /// Every model file, sorted by name without regard to case. Reads their headers: a few milliseconds each.
    public func list() -> [Entry] {
        files().map { file in
            let result = Result { () throws(ModelFileError) in try ModelDescription(path: file.path) }
            return Entry(name: file.name, path: file.path, result: result)
        }
    }

    /// The file that a NAME or a PATH means.
    ///
    /// Without a slash it is, in order: the name of a file here, with or without `.gguf`, in any case; a fetchable model's short
    /// name; a file in the current folder; the beginning of one name here.
    public func path(of word: String) throws(ModelFileError) -> String {
        if word.contains("/") {
            guard FileManager.default.fileExists(atPath: word) else { throw .missing(path: word) }
            return word
        }
        let files = files()
        let wanted = Self.stem(word).lowercased()
        if !wanted.isEmpty {
            if let file = files.first(where: { $0.name.lowercased() == wanted }) { return file.path }
            if let model = FetchableModel.named(word), let file = files.first(where: { $0.isFile(of: model) }) {
                return file.path
            }
            if FileManager.default.fileExists(atPath: word) { return word }
            let matches = files.filter { $0.name.lowercased().hasPrefix(wanted) }
            if matches.count > 1 { throw .ambiguousName(name: word, matches: matches.map(\.name)) }
            if let only = matches.first { return only.path }
        }
        throw .unknownName(name: word, known: files.map(\.name))
    }

    /// The starter model if it is there, else the first by name.
    public func defaultPath() throws(ModelFileError) -> String {
        let files = files()
        guard let file = files.first(where: { $0.isFile(of: .smolLM2) }) ?? files.first else {
            throw .noModels(folder: folders.first ?? ModelFolders.models)
        }
        return file.path
    }

    private struct File {
        var name: String
        var path: String

        func isFile(of model: FetchableModel) -> Bool {
            name.lowercased() == ModelStore.stem(model.fileName).lowercased()
        }
    }

    /// Of files with one name in several folders the first counts. Hidden ones are being fetched.
    private func files() -> [File] {
        var seen: Set<String> = []
        var result: [File] = []
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where name.lowercased().hasSuffix(".gguf") && !name.hasPrefix(".") {
                guard seen.insert(name.lowercased()).inserted else { continue }
                result.append(File(name: Self.stem(name), path: "\(folder)/\(name)"))
            }
        }
        return result.sorted { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) }
    }

    private static func stem(_ name: String) -> String {
        name.lowercased().hasSuffix(".gguf") ? String(name.dropLast(5)) : name
    }
}
