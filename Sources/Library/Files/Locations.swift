import Foundation

/// Where Lathe keeps things, by the XDG base directory specification.
package struct Locations: Sendable, Hashable {
    /// The user's prompts.
    package let prompts: String
    /// The states that prompts were saved in.
    package let versions: String
    /// Prompts that were deleted, wherever they were: a team's folder may be a checkout, in which a trash would be committed.
    package let trash: String
    /// The database of all runs.
    package let history: String
    /// What Lathe remembers for itself: unsaved work, the log, how the screen was.
    package let state: String
    /// The user's settings.
    package let configuration: String
    /// Unsaved work.
    package var drafts: String { state + "/drafts" }
    /// What would be printed while the screen is open.
    package var log: String { state + "/lathe.log" }
    /// The prompts that come with Lathe; nil if they aren't found.
    package let shippedPrompts: String?
    /// The pages of the documentation; nil if they aren't found.
    package let documents: String?

    /// Folders for an environment and a program's path.
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
        configuration = folder("XDG_CONFIG_HOME", else: "/.config") + "/lathe/config.yaml"
        // Installed beside bin/, or anywhere above a program that was built in a checkout.
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

    /// This process's.
    package static var current: Locations {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return Locations(
            environment: ProcessInfo.processInfo.environment,
            executable: link ?? Bundle.main.executablePath ?? CommandLine.arguments[0])
    }
}
