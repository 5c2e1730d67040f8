import ArgumentParser
import Foundation
import Lanes
import Library
import Models
import Reports
import Sampling
import TextLayout

/// A command that runs whatever the settings file holds.
protocol WorksWithoutConfiguration {}

extension DoctorCommand: WorksWithoutConfiguration {}
extension ProbeCommand: WorksWithoutConfiguration {}

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows, checks and begins the file of your settings.",
        discussion: """
            EXAMPLES
              lathe config init            writes a file with every setting, explained and switched off
              lathe config check           names mistakes by their line
              lathe config show            what holds, and where each value comes from
              $EDITOR "$(lathe config path)"
            """,
        subcommands: [Init.self, Show.self, Path.self, Check.self])

    struct Init: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(
            abstract: "Writes a file with every setting, explained and switched off; one that is there is left alone.")

        func run() throws {
            let path = Locations.current.configuration
            try Configuration.writeTemplate(to: path)
            print(path)
        }
    }

    struct Path: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(abstract: "Prints where the file is, or would be.")

        func run() throws { print(Locations.current.configuration) }
    }

    struct Check: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(
            abstract: "Names every mistake by its line; unknown settings count.")

        @Argument(help: "Another file than your own.")
        var file: String?

        func run() throws {
            let path = file ?? Locations.current.configuration
            guard FileManager.default.fileExists(atPath: path) else {
                if file != nil { throw Failure("There is no file \(path).") }
                print("There is no \(path): the defaults hold. `lathe config init` writes a file of them.")
                return
            }
            let configuration = try Configuration(contentsOf: path)
            for notice in configuration.notices { printError(harmless(notice)) }
            for server in configuration.servers {
                guard let variable = server.keyVariable, !ConfigCommand.isSet(variable) else { continue }
                printError("The key of the server \(server.name) isn't there: set the variable \(variable).")
            }
            if let word = configuration.model, configuration.server(for: word) == nil,
                configuration.machine(for: word) == nil
            {
                do {
                    _ = try ModelStore(configuration).path(of: word)
                } catch {
                    // It may come yet, so that it is no mistake of the file's.
                    printError(harmless("`model`: \(error)"))
                }
            }
            // They may come yet too, as a disk that isn't mounted.
            let folders = configuration.modelFolders.map { ("modelFolders", $0) }
            for (key, folder) in folders + [("promptsFolder", configuration.promptsFolder ?? ".")]
            where !FileManager.default.fileExists(atPath: folder + "/.") {
                printError(harmless("`\(key)`: there is no folder \(folder)."))
            }
            if !configuration.notices.isEmpty { throw ExitCode.failure }
            print("\(path): ok")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what holds, and whether it is from your file; keys are never shown.")

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        func run() throws {
            let report = ConfigurationReport(Configuration.current)
            if format == .json { return try printJSON(report, pretty: true) }
            let width = report.rows.map(\.key.displayWidth).max() ?? 0
            for row in report.rows {
                let source = row.isOwn ? "" : "  (default)"
                print(harmless(row.key).padded(toWidth: width + 2) + harmless(row.value) + source)
            }
        }
    }

    /// Whether a variable has a value; which one is nobody's business.
    static func isSet(_ variable: String) -> Bool {
        !(ProcessInfo.processInfo.environment[variable] ?? "").isEmpty
    }
}

/// What `lathe config show` prints: a row for each setting.
struct ConfigurationReport: Encodable {
    struct Row: Encodable {
        var key: String
        var value: String
        /// Whether the file says it; else it is the default.
        var isOwn: Bool
    }

    var file: String
    var rows: [Row]

    init(_ configuration: Configuration) {
        file = Locations.current.configuration
        rows = []
        func add(_ key: String, _ value: String?, else fallback: String) {
            rows.append(Row(key: key, value: value ?? fallback, isOwn: value != nil))
        }
        let usual = Configuration()
        add("model", configuration.model, else: "the starter model")
        let defaults = Settings()
        for key in SettingsKey.allCases {
            add(
                "modelParameters.\(key.rawValue)", configuration.modelParameters[key].map { "\($0)" },
                else: "\(defaults[key])")
        }
        let folders = configuration.modelFolders
        add("modelFolders", folders.isEmpty ? nil : folders.joined(separator: ", "), else: "none")
        add("promptsFolder", configuration.promptsFolder, else: Locations.current.prompts)
        let layers = configuration.gpuLayers
        add("gpuLayers", layers.usual.map { "\($0)" }, else: "as many as there is room for")
        for (name, number) in layers.models.sorted(by: { $0.key < $1.key }) {
            add("gpuLayers.\(name)", "\(number)", else: "")
        }
        func flag(_ key: String, _ value: Bool, _ fallback: Bool) {
            add(key, value == fallback ? nil : "\(value)", else: "\(fallback)")
        }
        flag("history", configuration.keepsHistory, usual.keepsHistory)
        flag("strict", configuration.isStrict, usual.isStrict)
        add("theme", configuration.theme == .automatic ? nil : configuration.theme.rawValue, else: "automatic")
        add("mouse", configuration.usesMouse.map { "\($0)" }, else: "as it was left")
        for server in configuration.servers { add("servers.\(server.name)", Self.text(of: server), else: "") }
        if configuration.servers.isEmpty { add("servers", nil, else: "none") }
        for machine in configuration.machines {
            add("engines.\(machine.name)", machine.command.joined(separator: " "), else: "")
        }
        if configuration.machines.isEmpty { add("engines", nil, else: "none") }
    }

    private static func text(of server: Server) -> String {
        var parts = [server.url, server.kind.rawValue, server.model.map { "model \($0)" } ?? "the server's own model"]
        if let variable = server.keyVariable {
            parts.append("key from \(variable) (\(ConfigCommand.isSet(variable) ? "set" : "not set"))")
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
