import Foundation

/// The file of a projector (mmproj), which makes vectors of images for one model or family of models.
package struct ProjectorFile: Sendable {
    /// The kind of projector, in llama.cpp's words: `gemma3`, `qwen2vl_merger`.
    package let kind: String

    /// Reads the header of a projector's file.
    ///
    /// - Throws: ``ModelFileError`` if it can't be read.
    package init(path: String) throws(ModelFileError) {
        let file = try GGUFFile(path: path)
        guard file["general.architecture"]?.text == "clip" else {
            throw .damaged(path: path, what: "it is a model, not a projector")
        }
        kind = (file["clip.vision.projector_type"] ?? file["clip.projector_type"])?.text ?? "mlp"
    }

    /// How the names of projectors and of their models' architectures begin, where a projector fits only these. Another
    /// model would take its vectors and answer fluent nonsense.
    private static let families = [
        ("gemma3nv", "gemma3n"), ("gemma3", "gemma3"), ("gemma4", "gemma4"), ("qwen", "qwen"), ("llama4", "llama4"),
        ("cogvlm", "cogvlm"), ("glm4v", "glm4"),
    ]

    /// Projectors whose vectors depend on where in the text an image stands.
    private static let placed: Set = ["deepseek4v", "hunyuanvl"]

    /// Returns why it doesn't fit a model of this architecture, as a clause; nil if nothing speaks against it.
    package func refusal(architecture: String) -> String? {
        if Self.placed.contains(kind) { return "images of its kind (\(kind)) can't be read yet" }
        guard let family = Self.families.first(where: { kind.hasPrefix($0.0) }), !architecture.hasPrefix(family.1)
        else { return nil }
        return "it belongs to another model (it is for \(family.1), the model is \(architecture))"
    }

    /// Reads the header of the projector that is named for a model of this architecture.
    ///
    /// - Throws: ``ProjectorRefusal`` if it can't be read or isn't the model's.
    package init(named path: String, architecture: String) throws(ProjectorRefusal) {
        do throws(ModelFileError) {
            try self.init(path: path)
        } catch {
            throw ProjectorRefusal(error, path: path)
        }
        if let reason = refusal(architecture: architecture) { throw ProjectorRefusal(reason: reason) }
    }

    /// Returns the projectors in the folder of a model's file that nothing speaks against, the likeliest first.
    package static func fitting(_ model: String, architecture: String) -> [(path: String, file: ProjectorFile)] {
        beside(model).compactMap { path in
            guard let file = try? ProjectorFile(path: path), file.refusal(architecture: architecture) == nil else {
                return nil
            }
            return (path, file)
        }
    }

    /// Returns the paths of projectors in the folder of a model's file, the one whose name is most like the model's
    /// first.
    static func beside(_ model: String) -> [String] {
        let url = URL(filePath: model).resolvingSymlinksInPath()
        let folders = Set([url.deletingLastPathComponent().path, URL(filePath: model).deletingLastPathComponent().path])
        let own = words(of: url.lastPathComponent)
        var found: [(path: String, likeness: Int)] = []
        for folder in folders.sorted() {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                let lower = name.lowercased()
                guard lower.contains("mmproj"), lower.hasSuffix(".gguf") else { continue }
                found.append((folder + "/" + name, words(of: name).intersection(own).count))
            }
        }
        return found.sorted { ($1.likeness, $0.path) < ($0.likeness, $1.path) }.map(\.path)
    }

    private static func words(of name: String) -> Set<Substring> {
        Set(name.lowercased().dropLast(5).split { !$0.isLetter && !$0.isNumber })
    }
}

/// Why a projector can't be used with a model.
package struct ProjectorRefusal: Error, Sendable, Hashable {
    /// The reason: a clause without its full stop.
    package var reason: String
}

extension ProjectorRefusal {
    fileprivate init(_ error: ModelFileError, path: String) {
        switch error {
        case .missing: reason = "there is no such file"
        case .folder: reason = "it is a folder"
        case .damaged(_, let what): reason = what
        default:
            let said = "\(error)"
            reason = said.hasPrefix(path) ? "it" + said.dropFirst(path.count) : said
            if reason.hasSuffix(".") { reason.removeLast() }
        }
    }
}
