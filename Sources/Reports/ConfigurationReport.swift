import Foundation
import Lanes
import Library
import Sampling

/// The report that `lathe config show` prints: a row for each setting.
package struct ConfigurationReport: Encodable {
    /// A setting and its value.
    package struct Row: Encodable {
        /// The setting's key in the file.
        package var key: String
        /// Its value as text.
        package var value: String
        /// True if the file sets the value, false if it is the default.
        package var isOwn: Bool
    }

    /// The settings file's path.
    package var file: String
    /// All settings, in the order of the file.
    package var rows: [Row]

    /// Reports the settings in use.
    package init(_ configuration: Configuration) {
        file = Locations.current.configuration
        rows = []
        func add(_ key: String, _ value: String?, else fallback: String) {
            rows.append(Row(key: key, value: value ?? fallback, isOwn: value != nil))
        }
        let usual = Configuration()
        add("model", configuration.model, else: "the starter model")
        add("sourceModel", configuration.sourceModel, else: "none")
        let defaults = Settings()
        for key in SettingsKey.allCases {
            add(
                "modelParameters.\(key.rawValue)", configuration.modelParameters[key].map { key.setting.text(of: $0) },
                else: key.setting.text(of: defaults[key]))
        }
        let folders = configuration.modelFolders
        add("modelFolders", folders.isEmpty ? nil : folders.joined(separator: ", "), else: "none")
        add("promptsFolder", configuration.promptsFolder, else: Locations.current.prompts)
        let layers = configuration.gpuLayers
        add("gpuLayers", layers.usual.map { "\($0)" }, else: "as many as there is room for")
        for (name, number) in layers.models.sorted(by: { $0.key < $1.key }) {
            add("gpuLayers.\(name)", "\(number)", else: "")
        }
        for (name, path) in configuration.projectors.sorted(by: { $0.key < $1.key }) {
            add("projector.\(name)", path, else: "")
        }
        if configuration.projectors.isEmpty { add("projector", nil, else: "those beside the models' files") }
        func flag(_ key: String, _ value: Bool, _ fallback: Bool) {
            add(key, value == fallback ? nil : "\(value)", else: "\(fallback)")
        }
        flag("history", configuration.keepsHistory, usual.keepsHistory)
        flag("strict", configuration.isStrict, usual.isStrict)
        add("theme", configuration.theme == .automatic ? nil : configuration.theme.rawValue, else: "automatic")
        add("mouse", configuration.usesMouse.map { "\($0)" }, else: "as it was last")
        for server in configuration.servers { add("servers.\(server.name)", Self.text(of: server), else: "") }
        if configuration.servers.isEmpty { add("servers", nil, else: "none") }
        for machine in configuration.machines {
            add("engines.\(machine.name)", machine.command.joined(separator: " "), else: "")
        }
        if configuration.machines.isEmpty { add("engines", nil, else: "none") }
    }

    private static func text(of server: Server) -> String {
        var parts =
            server.urls + [server.kind.rawValue, server.model.map { "model \($0)" } ?? "the server's own model"]
        if let variable = server.keyVariable {
            parts.append("key from \(variable) (\(server.hasKey ? "set" : "not set"))")
        } else {
            parts.append("no key")
        }
        parts.append(
            "timeout \(Int(server.timeout)) s, \(server.retries == 1 ? "1 retry" : "\(server.retries) retries"), \(server.parallel) at once"
        )
        if let price = server.price { parts.append("$\(price.input) and $\(price.output) a million tokens") }
        let without = SettingsKey.allCases.filter(server.without.contains).map(\.rawValue)
        if !without.isEmpty { parts.append("without \(without.joined(separator: ", "))") }
        return parts.joined(separator: " · ")
    }
}

extension Server {
    /// True if the environment has the server's key; false if the settings name no variable.
    package var hasKey: Bool {
        keyVariable.map { !(ProcessInfo.processInfo.environment[$0] ?? "").isEmpty } ?? false
    }
}
