import Foundation

/// A server of tmux with one window, which ends with this, and by itself should the tests be killed before.
final class Tmux {
    /// More than any test takes.
    private static let longestLife = 120
    private let home: Home
    private let socket: String

    /// - Parameters:
    ///   - home: Whose folders and variables are used.
    ///   - columns: The window's width.
    ///   - rows: The window's height.
    ///   - words: The program in the window.
    /// - Throws: Where tmux can't be started.
    init(home: Home, columns: Int, rows: Int, running words: [String]) throws {
        self.home = home
        // Short, since a socket's path has to be.
        socket = home.folder + "/tmux-\(UInt32.random(in: 0 ... .max))"
        try self(["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + words)
        try self(["set-option", "-s", "set-clipboard", "on"])
        try self(["run-shell", "-b", "-d", "\(Self.longestLife)", "-C", "kill-server"])
    }

    deinit {
        _ = try? self(["kill-server"])
    }

    /// Gives the server a command.
    ///
    /// - Returns: What it prints.
    /// - Throws: With what it says where it refuses.
    @discardableResult
    func callAsFunction(_ words: [String]) throws -> String {
        let child = try Child(
            ["tmux", "-u", "-S", socket, "-f", "/dev/null"] + words, environment: home.environment, folder: home.folder)
        guard child.code == 0 else {
            throw Window.Failure(
                description: "tmux \(words.joined(separator: " ")) ended with \(child.code): \(child.errors)")
        }
        return child.output
    }
}
