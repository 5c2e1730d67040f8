import Foundation
import Models

/// The projector with which a model reads images, as far as files and settings tell without loading it.
package struct ModelProjector: Sendable, Hashable, Encodable {
    /// The path of its file.
    package var path: String
    /// The kind of projector, in llama.cpp's words; nil if it can't be used.
    package var kind: String?
    /// True if the settings name it, false if it lies beside the model's file.
    package var isNamed: Bool
    /// Why it can't be used, as a clause; nil if nothing speaks against it.
    package var problem: String?

    /// Finds the projector of a model here; nil if it has none.
    package init?(of model: ModelDescription) {
        if let named = ModelStore.standard.settings(ofFile: model.path).projector {
            (path, isNamed) = (named, true)
            do throws(ProjectorRefusal) {
                kind = try ProjectorFile(named: named, architecture: model.architecture).kind
            } catch {
                problem = error.reason
            }
            return
        }
        guard let found = ProjectorFile.fitting(model.path, architecture: model.architecture).first else { return nil }
        (path, kind, isNamed) = (found.path, found.file.kind, false)
    }

    /// A clause about it: `by mmproj.gguf, a projector of the kind gemma3`.
    package var words: String {
        if let problem { return "the projector \(path) of your settings can't be used: \(problem)" }
        let name = isNamed ? "\(path) of your settings" : URL(filePath: path).lastPathComponent
        return "by \(name), a projector of the kind \(kind ?? "")"
    }

    /// A sentence about it.
    package var sentence: String {
        problem == nil ? "Reads images \(words)." : words.prefix(1).uppercased() + words.dropFirst() + "."
    }
}
