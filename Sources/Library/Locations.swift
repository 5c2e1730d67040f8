import Foundation

/// Where Lathe keeps things, by the XDG base directory specification.
public struct Locations: Sendable, Hashable {
    /// The user's prompts.
    public let prompts: String
    /// The prompts that come with Lathe; nil where they aren't found.
    public let shippedPrompts: String?

    /// Folders for an environment and a program's path.
    public init(environment: [String: String], executable: String) {
        let home = environment["HOME"] ?? NSHomeDirectory()
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
        prompts = data + "/lathe/prompts"
        // Installed beside bin/, or anywhere above a program that was built in a checkout.
        let program = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [program.deletingLastPathComponent().appending(path: "share/lathe/prompts").path]
        var folder = program
        for _ in 0..<4 {
            folder = folder.deletingLastPathComponent()
            candidates.append(folder.appending(path: "Prompts").path)
        }
        shippedPrompts = candidates.first { FileManager.default.fileExists(atPath: $0 + "/tour.prompt.yaml") }
    }

    /// This process's.
    public static var current: Locations {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return Locations(
            environment: ProcessInfo.processInfo.environment,
            executable: link ?? Bundle.main.executablePath ?? CommandLine.arguments[0])
    }
}
