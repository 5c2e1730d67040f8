import Foundation

/// A folder of models, and the program that it belongs to.
package struct ModelPlace: Sendable, Hashable {
    /// The program, or person, that a folder belongs to.
    package enum Owner: String, Sendable, Codable, CaseIterable, CustomStringConvertible {
        case lathe, settings, lmStudio, ollama, llamaCpp, huggingFace

        /// The owner in words.
        package var description: String {
            switch self {
            case .lathe: "Lathe"
            case .settings: "your settings"
            case .lmStudio: "LM Studio"
            case .ollama: "Ollama"
            case .llamaCpp: "llama.cpp"
            case .huggingFace: "Hugging Face"
            }
        }
    }

    /// The owner, which decides how files are arranged in it.
    package var owner: Owner
    /// The path of the folder.
    package var folder: String

    /// Creates a place.
    package init(_ owner: Owner, _ folder: String) {
        self.owner = owner
        self.folder = folder
    }

    /// Returns the folders in which other programs keep models: those that their environment variables name, else their
    /// usual ones.
    package static func others(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [ModelPlace] {
        let home = environment["HOME"] ?? NSHomeDirectory()
        func absolute(_ name: String) -> String? {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : $0.hasPrefix("~/") ? home + $0.dropFirst() : nil }
        }
        let cache = absolute("XDG_CACHE_HOME") ?? home + "/.cache"
        var places = [
            ModelPlace(.lmStudio, home + "/.lmstudio/models"),
            ModelPlace(.lmStudio, cache + "/lm-studio/models"),
        ]
        if let models = absolute("OLLAMA_MODELS") {
            places.append(ModelPlace(.ollama, models))
        } else {
            places.append(ModelPlace(.ollama, home + "/.ollama/models"))
            // The home of the user that Ollama's service runs as.
            places.append(ModelPlace(.ollama, "/usr/share/ollama/.ollama/models"))
        }
        #if os(macOS)
            places.append(ModelPlace(.llamaCpp, absolute("LLAMA_CACHE") ?? home + "/Library/Caches/llama.cpp"))
        #else
            places.append(ModelPlace(.llamaCpp, absolute("LLAMA_CACHE") ?? cache + "/llama.cpp"))
        #endif
        let hub = absolute("HF_HUB_CACHE") ?? (absolute("HF_HOME") ?? cache + "/huggingface") + "/hub"
        places.append(ModelPlace(.huggingFace, hub))
        return places
    }

    /// A model file with its name.
    struct File: Hashable {
        var name: String
        var path: String
        var owner: Owner
    }

    /// Returns the model files in the folder, sorted by path. Leaves out unfinished downloads, projectors for images,
    /// and all but the first part of a split model.
    func files() -> [File] {
        switch owner {
        case .lathe, .llamaCpp: flat(folder, owner)
        case .settings, .lmStudio: nested(folder, levels: 4)
        case .huggingFace: hub()
        case .ollama: ollama()
        }
    }

    private func flat(_ folder: String, _ owner: Owner) -> [File] {
        names(in: folder).filter(Self.isModel).map { File(name: Self.stem($0), path: "\(folder)/\($0)", owner: owner) }
    }

    private func nested(_ folder: String, levels: Int) -> [File] {
        var seen: Set<String> = []
        return nested(folder, levels: levels, seen: &seen)
    }

    /// Returns the files in a folder and those below it. Each folder is read once, even if links form a circle.
    private func nested(_ folder: String, levels: Int, seen: inout Set<String>) -> [File] {
        guard seen.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted else { return [] }
        var files: [File] = []
        for name in names(in: folder) where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if Self.isModel(name) {
                files.append(File(name: Self.stem(name), path: path, owner: owner))
            } else if levels > 0, isFolder(path) {
                files += nested(path, levels: levels - 1, seen: &seen)
            }
        }
        return files
    }

    /// Returns the files of Hugging Face's cache, `models--OWNER--REPO/snapshots/REVISION/…`. They are links there, and
    /// one file may be in several snapshots.
    private func hub() -> [File] {
        var files: [File] = []
        for repository in names(in: folder) where repository.hasPrefix("models--") {
            var seen: Set<String> = []
            let snapshots = "\(folder)/\(repository)/snapshots"
            for revision in names(in: snapshots) {
                files += nested("\(snapshots)/\(revision)", levels: 2).filter { seen.insert($0.name).inserted }
            }
        }
        return files
    }

    // MARK: Ollama

    private struct Manifest: Decodable {
        struct Layer: Decodable {
            var mediaType: String
            var digest: String
        }

        var layers: [Layer]
    }

    /// Returns Ollama's models, under its names `MODEL:TAG`. `manifests/HOST/NAMESPACE/MODEL/TAG` names the files by
    /// their digests.
    private func ollama() -> [File] {
        var files: [File] = []
        let manifests = folder + "/manifests"
        for host in names(in: manifests) {
            for namespace in names(in: "\(manifests)/\(host)") {
                for model in names(in: "\(manifests)/\(host)/\(namespace)") {
                    for tag in names(in: "\(manifests)/\(host)/\(namespace)/\(model)") {
                        let parts =
                            (host == "registry.ollama.ai" ? [] : [host]) + (namespace == "library" ? [] : [namespace])
                        let path = "\(manifests)/\(host)/\(namespace)/\(model)/\(tag)"
                        guard let blob = blob(of: path) else { continue }
                        let name = (parts + ["\(model):\(tag)"]).joined(separator: "/")
                        files.append(File(name: name, path: blob, owner: owner))
                    }
                }
            }
        }
        return files
    }

    private func blob(of manifest: String) -> String? {
        guard let size = FileIdentity(path: manifest)?.size, size < 1 << 20,
            let data = FileManager.default.contents(atPath: manifest),
            let layers = try? JSONDecoder().decode(Manifest.self, from: data).layers,
            let digest = layers.first(where: { $0.mediaType == "application/vnd.ollama.image.model" })?.digest
        else { return nil }
        // A manifest must not lead out of the folder.
        let parts = digest.split(separator: ":")
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        else {
            return nil
        }
        let path = "\(folder)/blobs/\(parts[0])-\(parts[1])"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    // MARK: names

    private func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isModel(_ name: String) -> Bool {
        let lower = name.lowercased()
        guard lower.hasSuffix(".gguf"), !name.hasPrefix("."), !lower.hasPrefix("mmproj") else { return false }
        guard let part = lower.firstMatch(of: /-(\d{5})-of-\d{5}\.gguf$/) else { return true }
        return part.1 == "00001"
    }

    static func stem(_ name: String) -> String {
        name.lowercased().hasSuffix(".gguf") ? String(name.dropLast(5)) : name
    }
}
