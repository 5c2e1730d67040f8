import ArgumentParser
import Console
import Foundation
import Library
import Models
import Operations
import Runtime
import TextLayout

struct ModelsAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a .gguf file to Lathe's models, as a link to it.",
        discussion: """
            The file is tried first, in a process of its own.

            EXAMPLES
              lathe models add ~/Downloads/model.gguf
              lathe models add model.gguf --copy --name mine
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: "A name for it, instead of the file's own.")
    var name: String?

    @Flag(help: "Copies the file instead of linking to it.")
    var copy = false

    func run() throws {
        print(harmless(try OwnModels.add(file, name: name, copy: copy)))
    }
}

struct ModelsRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Deletes a model in Lathe's own folder. If it was added as a link, only the link is deleted.",
        discussion: "EXAMPLES\n  lathe models remove gemma3-270m")

    @Argument(help: "A model's name, or its path in Lathe's folder.")
    var model: String

    func run() throws {
        let deletion = try ModelDeletion(try ModelStore.standard.path(of: model))
        let isDefault = deletion.isDefault(in: .current)
        print(harmless(try deletion.run()))
        if isDefault {
            printError("The settings still name it as the default; `lathe models default NAME` chooses another one.")
        }
    }
}

struct ModelsDefault: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "default",
        abstract: "Prints the default model, for prompts and lanes that name none, or sets it in your settings.",
        discussion: "EXAMPLES\n  lathe models default\n  lathe models default gemma3-270m")

    @Argument(help: "A model's name or path, or a server of your settings.")
    var model: String?

    func run() throws {
        guard let model else {
            if let word = Configuration.current.model, Configuration.current.isElsewhere(word) {
                return print(harmless(word))
            }
            return print(harmless(try ModelStore.standard.defaultPath(.current)))
        }
        var word = model
        if !Configuration.current.isElsewhere(model) {
            let path = try ModelStore.standard.path(of: model)
            _ = try Probe().check(path)
            // A path works from any folder, and a name in Lathe's folders keeps its name.
            word = ModelStore.standard.name(of: path) ?? URL(filePath: path).standardizedFileURL.path
        }
        let file = Locations.current.configuration
        try Configuration.setModel(word, in: file)
        print("\(harmless(word)) is the default now (\(harmless(file))).")
    }
}
