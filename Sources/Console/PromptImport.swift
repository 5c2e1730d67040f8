import Foundation
import Interchange
import Library
import Operations
import Prompting
import Remedies

/// Keeps what was read of another program's file.
package struct PromptImport {
    private let file: String
    private let name: String?
    private let lane: String?

    /// Creates the import of a file. `name` is that of a new prompt, nil for the file's own; `lane` the one that takes a preset.
    package init(file: String, name: String?, lane: String?) {
        (self.file, self.name, self.lane) = (file, name, lane)
    }

    /// Saves prompts in the library, all of them or none, and returns their paths.
    package func save(_ prompts: [ImportedPrompt], noting notices: inout [Notice]) throws -> [String] {
        let library = PromptLibrary.standard
        var files: [(name: String, file: PromptFile)] = []
        for (index, prompt) in prompts.enumerated() {
            let name = self.name.map { prompts.count == 1 ? $0 : "\($0) \(index + 1)" } ?? prompt.name
            let path: String
            do throws(PromptFileError) {
                path = try library.path(for: name)
            } catch {
                throw Failure("\(error) Choose another name with --as.")
            }
            guard !FileManager.default.fileExists(atPath: path), !files.contains(where: { $0.name == name }) else {
                throw Failure("\(path) exists already and was not changed. Choose another name with --as.")
            }
            files.append((name, try prompt.file(path: path, places: Configuration.current.places)))
        }
        return try files.map { name, file in
            var file = file
            notices += try library.save(&file, as: name).map { Notice($0) }
            return file.file
        }
    }

    /// Returns a new prompt for a preset that has a system prompt, or for which a name is given.
    package func prompt(of preset: ImportedPreset) throws -> ImportedPrompt {
        guard name != nil || !preset.instruction.isEmpty else {
            throw Failure(
                "\(file) holds settings. Say with --into which prompt takes them, or with --as the name of a new one."
            )
        }
        return ImportedPrompt(preset, name: name ?? "preset")
    }

    /// Gives the settings of a preset to a prompt or to a lane of it. Returns the prompt's path, and what was lost.
    package func put(_ preset: ImportedPreset, into word: String) throws -> (path: String, losses: [String]) {
        let library = PromptLibrary.standard
        var file = try library.open(word)
        var prompt = file.prompt
        let losses = preset.apply(to: &prompt, lane: lane)
        var notices = try file.update(to: prompt)
        if library.isShipped(file.file) {
            // Shipped prompts stay as they are; the change is made in the user's copy.
            notices += try library.save(&file, as: word)
            notices.append(
                "`\(word)` comes with Lathe and stays as it is. \(file.file) is your copy; from now on the name means that."
            )
        } else {
            notices += try library.save(&file)
        }
        return (file.file, losses + notices)
    }
}
