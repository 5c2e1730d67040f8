import Foundation
import Library
import Terminal

/// The user's own editor, on one field.
enum OutsideEditor {
    /// Gives the terminal to $VISUAL, $EDITOR or vi until it ends.
    ///
    /// - Returns: the text as it was left, or a sentence on what went wrong.
    static func edit(_ text: String, session: TerminalSession) -> Result<String, Failure> {
        let folder = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString)"
        let path = folder + "/field.txt"
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: URL(filePath: path))
        } catch {
            return .failure(Failure("The field can't be written for your editor: \(systemReason(of: error))."))
        }
        defer { try? files.removeItem(atPath: folder) }
        let environment = ProcessInfo.processInfo.environment
        let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
        let status = session.runOutside { run(editor, path) }
        guard status == 0 else {
            return .failure(
                Failure("`\(editor)` ended with \(status); the field is as it was. $EDITOR names another one."))
        }
        guard let data = files.contents(atPath: path) else {
            return .failure(Failure("`\(editor)` left no file; the field is as it was."))
        }
        return .success(String(decoding: data, as: UTF8.self))
    }

    /// $EDITOR may hold arguments, which the shell takes apart; the file's path isn't its to read.
    ///
    /// Foundation's `Process` puts a child into a process group of its own, which a terminal stops as soon as it reads: an
    /// editor belongs to the group that the terminal listens to.
    private static func run(_ editor: String, _ path: String) -> Int32 {
        let words = ["/bin/sh", "-c", "exec \(editor) \"$1\"", "sh", path]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] =
            ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + environment { free(text) } }
        // The engine's threads have signals blocked, this one hasn't; what is ignored here must not be there.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var usual = sigset_t()
        sigemptyset(&usual)
        for number in [SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE] { sigaddset(&usual, number) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child = pid_t()
        guard posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, environment) == 0 else { return 127 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        // As a shell says it: a signal's number and 128.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}
