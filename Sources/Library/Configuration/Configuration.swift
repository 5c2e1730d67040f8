import Foundation
import Lanes
import Prompting
import Sampling
import YAMLText

/// The user's settings: the values of `config.yaml`, and Lathe's defaults for the keys that it lacks.
package struct Configuration: Sendable, Hashable {
    /// Colours of the screen; the raw values are those of `--theme`.
    package enum Theme: String, Sendable, CaseIterable {
        case automatic, dark, light
    }

    /// The model for lanes and prompts that name none: a name, a path, a server, or an engine elsewhere. Nil is the
    /// starter model.
    package var model: String?
    /// The model that embeds passages of sources for prompts that name none; nil for none.
    package var sourceModel: String?
    /// Sampling settings that apply unless a prompt sets them. They come before the model file's own.
    package var modelParameters = SettingsPatch()
    /// Values that models' chat templates read, each written as JSON; under those of a prompt.
    package var templateArguments: [String: String] = [:]
    /// Folders with models besides Lathe's own, absolute.
    package var modelFolders: [String] = []
    /// The folder of the user's prompts, absolute; nil is the usual one.
    package var promptsFolder: String?
    /// The number of a model's layers that GPUs compute.
    package var gpuLayers = GPULayers()
    /// The paths of projectors, absolute, by the names of the models that read images with them.
    package var projectors: [String: String] = [:]
    /// True if runs are kept in the history.
    package var keepsHistory = true
    /// True if runs are strict unless the command line says otherwise.
    package var isStrict = false
    /// Colours of the screen.
    package var theme = Theme.automatic
    /// True if the mouse is on at the start; nil is the state in which it was left.
    package var usesMouse: Bool?
    /// Servers that lanes may run on, in the order of the file.
    package var servers: [Server] = []
    /// Machines whose engines lanes may run on, in the order of the file; the file calls them `engines`.
    package var machines: [MachineConfiguration] = []

    /// A sentence for each key of the file that Lathe doesn't know, with its line.
    package var notices: [String] = []

    /// Creates Lathe's defaults.
    package init() {}

    /// The keys of the file, in the order in which `config init` writes them.
    package static let keys = [
        "model", "sourceModel", "modelParameters", "templateArguments", "modelFolders", "promptsFolder", "gpuLayers",
        "projector",
        "history", "strict", "theme", "mouse",
        "servers",
        "engines",
    ]
}

extension Configuration {
    /// The largest file that is read, in bytes.
    static let mostBytes = 1 << 20

    /// Reads a file. If there is no file, the result is the defaults.
    ///
    /// - Throws: ``ConfigurationError`` with every mistake's line.
    package init(contentsOf path: String) throws(ConfigurationError) {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init()
            return
        }
        let data: Data
        do throws(PlainFile.Refusal) {
            data = try PlainFile.data(at: path, most: Self.mostBytes)
        } catch {
            throw .unreadable(file: path, reason: error.reason)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(file: path, reason: "it is not UTF-8 text")
        }
        try self.init(text: text, name: path)
    }

    /// Reads the text of a file.
    ///
    /// - Throws: ``ConfigurationError`` with every mistake's line.
    package init(text: String, name: String) throws(ConfigurationError) {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let source = YAMLSource(file: name, text: text)
        let root: YAMLNode?
        do {
            root = try YAMLComposer.compose(source)
        } catch {
            throw .notYAML(error.description)
        }
        self.init()
        guard let root, !root.isEmpty else { return }
        var reader = ConfigurationReader(source: source)
        self = reader.configuration(from: root)
        guard !reader.isRefused else { throw .mistakes(file: name, reader.mistakes) }
    }

    /// The settings of this process, read once.
    package static let loaded: Result<Configuration, ConfigurationError> = {
        do throws(ConfigurationError) {
            return .success(try Configuration(contentsOf: Locations.current.configuration))
        } catch {
            return .failure(error)
        }
    }()

    /// The settings of this process. If the file has mistakes they are the defaults; commands report the mistakes
    /// before they do anything.
    package static var current: Configuration { (try? loaded.get()) ?? Configuration() }

    /// Returns the server and the model on it if `word`, the model of a lane or prompt, is `NAME` or `NAME/MODEL` of a
    /// server. Nil if it means a model here.
    package func server(for word: String) -> (server: Server, model: String?)? {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let server = servers.first(where: { $0.name == parts[0] }) else { return nil }
        let model = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : server.model
        return (server, model)
    }
}
