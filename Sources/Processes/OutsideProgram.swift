import Foundation

/// A program that the user chose, such as an editor or a pager, which has the terminal while it runs.
package enum OutsideProgram {
    /// Runs a command with a file's path as its last argument, and waits for its end.
    ///
    /// The command may hold arguments, which the shell takes apart; the path isn't the shell's to read. Foundation's `Process` would
    /// put the child into a process group of its own, which a terminal stops as soon as it reads.
    ///
    /// - Returns: its exit code; 128 and a signal's number if one ended it, 127 if there is no shell.
    package static func run(_ command: String, on path: String) -> Int32 {
        let words = ["/bin/sh", "-c", "exec \(command) \"$1\"", "sh", path]
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
