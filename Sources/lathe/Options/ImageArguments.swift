import ArgumentParser
import Foundation
import Prompting

/// Options for the images that a prompt sends.
struct ImageArguments: ParsableArguments {
    @Option(
        name: .customLong("image"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A PNG, JPEG or WebP file that is sent before the input, in place of the prompt's images. May be repeated.",
            valueName: "file"))
    var images: [String] = []

    /// Returns the prompt with these images, if there are any.
    func applied(to prompt: Prompt) -> Prompt {
        guard !images.isEmpty else { return prompt }
        var prompt = prompt
        // The prompt's own paths are relative to its file, these to the working folder.
        prompt.images = images.map { $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0 }
        return prompt
    }
}
