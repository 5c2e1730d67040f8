import ArgumentParser
import Foundation
import Library
import Runtime
import TextLayout

struct ModelsAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Puts a .gguf file among Lathe's models, as a link to where it lies.",
        discussion: """
            The file is tried first, in a process of its own.

            EXAMPLES
              lathe models add ~/Downloads/model.gguf
              lathe models add model.gguf --copy --name mine
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: "What it is called here, instead of its own name.")
    var name: String?

    @Flag(help: "Copies the file instead of linking to it.")
    var copy = false

    func run() throws {
        let source = URL(filePath: file.expandingHome).standardizedFileURL.path
        let description = try Probe().check(source, acceptsEncoders: true)
        let name = name ?? description.name
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
            throw Failure("No model can be called `\(name)`; give it another name with --name.")
        }
        let target = "\(ModelFolders.models)/\(name.lowercased().hasSuffix(".gguf") ? name : name + ".gguf")"
        if URL(filePath: target).resolvingSymlinksInPath() == URL(filePath: source).resolvingSymlinksInPath() {
            return print(harmless(target))
        }
        let files = FileManager.default
        guard (try? files.attributesOfItem(atPath: target)) == nil else {
            throw Failure(
                "\(target) is there already. Give this one another name with --name, or remove that one first.")
        }
        do {
            try files.createDirectory(atPath: ModelFolders.models, withIntermediateDirectories: true)
            if copy {
                // Under a hidden name until it is whole.
                let part = "\(ModelFolders.models)/.add-\(UUID().uuidString)"
                defer { try? files.removeItem(atPath: part) }
                try files.copyItem(atPath: source, toPath: part)
                try files.moveItem(atPath: part, toPath: target)
            } else {
                try files.createSymbolicLink(atPath: target, withDestinationPath: source)
            }
        } catch {
            throw Failure("\(target) can't be written: \(systemReason(of: error)).")
        }
        print(harmless(target))
    }
}

struct ModelsRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Deletes a model of Lathe's own folder; of one that was added as a link only the link.",
        discussion: "EXAMPLES\n  lathe models remove gemma3-270m")

    @Argument(help: "A model's name, or its path in Lathe's folder.")
    var model: String

    func run() throws {
        let path = try ModelStore.standard.path(of: model)
        let owner = ModelStore.standard.list().first { $0.path == path }?.owner
        guard path.hasPrefix(ModelFolders.models + "/") else {
            let whose = owner.map { "It is in a folder of \($0)" } ?? "It isn't in Lathe's folder"
            throw Failure("\(path) is not Lathe's to delete. \(whose): remove it there.")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let isLink = attributes?[.type] as? FileAttributeType == .typeSymbolicLink
        let bytes = (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw Failure("\(path) can't be deleted: \(systemReason(of: error)).")
        }
        print("Removed \(harmless(path)) (\(isLink ? "a link; the file stays" : byteText(bytes))).")
        if let usual = Configuration.current.model, usual == model || usual == path {
            printError("The settings still name it as the default; `lathe models default NAME` names another.")
        }
    }
}

struct ModelsDefault: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "default",
        abstract: "Says which model prompts and lanes use that name none, or makes a model that one, in your settings.",
        discussion: "EXAMPLES\n  lathe models default\n  lathe models default gemma3-270m")

    @Argument(help: "A model's name or path, or a server of your settings.")
    var model: String?

    func run() throws {
        guard let model else {
            if let word = Configuration.current.model, Configuration.current.server(for: word) != nil {
                return print(harmless(word))
            }
            return print(harmless(try defaultModelPath()))
        }
        var word = model
        if Configuration.current.server(for: model) == nil {
            let path = try ModelStore.standard.path(of: model)
            _ = try Probe().check(path)
            // A path holds from any folder, and a name that is there keeps its name.
            word = ModelStore.standard.name(of: path) ?? URL(filePath: path).standardizedFileURL.path
        }
        let file = Locations.current.configuration
        try Configuration.setModel(word, in: file)
        print("\(harmless(word)) is the default now (\(harmless(file))).")
    }
}
