import Foundation
import Lanes
import Prompting
import Sampling
import YAMLText

/// The user's settings: what `config.yaml` says over Lathe's defaults.
package struct Configuration: Sendable, Hashable {
    /// Colours of the screen; the raw values are those of `--theme`.
    package enum Theme: String, Sendable, CaseIterable {
        case automatic, dark, light
    }

    /// The model of lanes and prompts that name none: a name, a path, a server, or an engine elsewhere; nil is the starter model.
    package var model: String?
    /// Sampling settings under a prompt's and over a model file's own.
    package var modelParameters = SettingsPatch()
    /// Folders with models besides Lathe's own, absolute.
    package var modelFolders: [String] = []
    /// The user's prompts, absolute; nil is the usual folder.
    package var promptsFolder: String?
    /// How many layers of a model GPUs compute.
    package var gpuLayers = GPULayers()
    /// Whether runs are kept in the history.
    package var keepsHistory = true
    /// Whether runs are strict unless the command line says otherwise.
    package var isStrict = false
    /// Colours of the screen.
    package var theme = Theme.automatic
    /// Whether the mouse is on at the start; nil is as it was left.
    package var usesMouse: Bool?
    /// Servers that lanes may run on, in the order of the file.
    package var servers: [Server] = []
    /// Machines whose engines lanes may run on, in the order of the file; the file calls them `engines`.
    package var machines: [MachineConfiguration] = []

    /// Keys that the file has and Lathe doesn't know, each in a sentence with its line.
    package var notices: [String] = []

    /// Lathe's defaults.
    package init() {}

    /// The file's keys, in the order of the file that `config init` writes.
    package static let keys = [
        "model", "modelParameters", "modelFolders", "promptsFolder", "gpuLayers", "history", "strict", "theme", "mouse",
        "servers",
        "engines",
    ]
}

extension Configuration {
    /// Largest file that is read, in bytes.
    static let mostBytes = 1 << 20

    /// Reads a file; if there is none, these are the defaults.
    ///
    /// - Throws: ``ConfigurationError`` with every mistake's line.
    package init(contentsOf path: String) throws(ConfigurationError) {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init()
            return
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(file: path, reason: systemReason(of: error))
        }
        guard data.count <= Self.mostBytes else {
            throw .unreadable(file: path, reason: "it is larger than \(Self.mostBytes >> 20) MB")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(file: path, reason: "it is not UTF-8 text")
        }
        try self.init(text: text, name: path)
    }

    /// Reads what a file holds.
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

    /// This process's settings, read once.
    package static let loaded: Result<Configuration, ConfigurationError> = {
        do throws(ConfigurationError) {
            return .success(try Configuration(contentsOf: Locations.current.configuration))
        } catch {
            return .failure(error)
        }
    }()

    /// This process's settings; the defaults where the file has mistakes, which a command tells before it does anything.
    package static var current: Configuration { (try? loaded.get()) ?? Configuration() }

    /// Returns the server that a lane's or a prompt's word for a model names, as `NAME` or `NAME/MODEL`, and the model
    /// on it; nil if the word means a model here.
    package func server(for word: String) -> (server: Server, model: String?)? {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let server = servers.first(where: { $0.name == parts[0] }) else { return nil }
        let model = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : server.model
        return (server, model)
    }
}
