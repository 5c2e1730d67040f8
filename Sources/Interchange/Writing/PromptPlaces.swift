import Library
import Prompting
import Sampling

/// Finds the lines of keys in a prompt's file, for sentences about them.
struct PromptPlaces: Sendable {
    private let file: String
    private let root: PlacedValue

    init(_ file: PromptFile) {
        self.file = file.file
        root = file.root
    }

    /// Returns `x.prompt.yaml, line 3: ` for a key. If the lane says the key, the line is there; if no line says it,
    /// only the file is returned.
    func place(of word: String?, lane name: String?) -> String {
        guard let word, let line = line(of: word, lane: name) else { return "\(file): " }
        return "\(file), line \(line): "
    }

    /// Returns the model that the file names for a lane, else for the prompt.
    func model(lane name: String?) -> String? {
        let lanes = (try? root["lanes"]?.items()) ?? []
        let lane = lanes.first { $0["name"]?.scalar == name && name != nil }
        return (lane?["model"] ?? root["model"])?.scalar
    }

    /// Returns whether the file's settings have this key.
    func hasSetting(_ key: String) -> Bool { root["modelParameters"]?[key] != nil }

    private func line(of word: String, lane name: String?) -> Int? {
        let isTechnique = Technique(rawValue: word) != nil
        let key = isTechnique ? "technique" : word
        let isSetting = SettingsKey(rawValue: key) != nil
        let lanes = (try? root["lanes"]?.items()) ?? []
        // The lane's value comes before the prompt's.
        for owner in [lanes.first { $0["name"]?.scalar == name && name != nil }, root] {
            let mapping = isSetting ? owner?["modelParameters"] : owner
            guard let mapping, case .mapping(let entries, _) = mapping.node.content,
                let entry = entries.first(where: { $0.name == key })
            else { continue }
            return mapping.source.line(of: entry.key.range.lowerBound)
        }
        return nil
    }
}
