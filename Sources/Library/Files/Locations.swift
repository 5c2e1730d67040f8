import Foundation

/// The paths of what Lathe keeps, by the XDG base directory specification.
package struct Locations: Sendable, Hashable {
    /// The folder of the user's prompts.
    package let prompts: String
    /// The folder of the versions that prompts were saved in.
    package let versions: String
    /// The folder of deleted prompts, wherever they were: a team's folder may be a checkout, and a trash in it would be
    /// committed.
    package let trash: String
    /// The database of all runs.
    package let history: String
    /// The folder of what Lathe remembers for itself: unsaved work, the log, the state of the screen.
    package let state: String
    /// The settings file.
    package let configuration: String
    /// The folder of the indexes of sources, which can be made again.
    package let sources: String
    /// The folder of unsaved work.
    package var drafts: String { state + "/drafts" }
    /// The file for messages that would be printed if the screen weren't open.
    package var log: String { state + "/lathe.log" }
    /// The folder of the prompts that come with Lathe; nil if it isn't found.
    package let shippedPrompts: String?
    /// The folder of the documentation; nil if it isn't found.
    package let documents: String?

    /// Finds the paths for an environment and the path of the program.
    package init(environment: [String: String], executable: String) {
        let home = environment["HOME"] ?? NSHomeDirectory()
        func folder(_ name: String, else usual: String) -> String {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + usual
        }
        let data = folder("XDG_DATA_HOME", else: "/.local/share") + "/lathe"
        prompts = data + "/prompts"
        versions = data + "/versions"
        trash = data + "/trash"
        history = data + "/history.sqlite"
        state = folder("XDG_STATE_HOME", else: "/.local/state") + "/lathe"
        sources = folder("XDG_CACHE_HOME", else: "/.cache") + "/lathe/sources"
        configuration = folder("XDG_CONFIG_HOME", else: "/.config") + "/lathe/config.yaml"
        // Looks beside bin/ for an installed program, else anywhere above a program that was built in a checkout.
        let program = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        let shared = program.deletingLastPathComponent().appending(path: "share/lathe")
        var checkouts: [URL] = []
        for _ in 0..<4 { checkouts.append((checkouts.last ?? program).deletingLastPathComponent()) }
        func first(_ installed: String, _ inCheckout: String, with file: String) -> String? {
            let folders = [shared.appending(path: installed)] + checkouts.map { $0.appending(path: inCheckout) }
            return folders.map(\.path).first { FileManager.default.fileExists(atPath: "\($0)/\(file)") }
        }
        shippedPrompts = first("prompts", "Prompts", with: "tour.prompt.yaml")
        documents = first("docs", "docs", with: "start-here.md")
    }

    /// The paths of this process.
    package static var current: Locations {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return Locations(
            environment: ProcessInfo.processInfo.environment,
            executable: link ?? Bundle.main.executablePath ?? CommandLine.arguments[0])
    }
}
