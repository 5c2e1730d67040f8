import Foundation

/// A program that the user chose, such as an editor or a pager, which has the terminal while it runs.
package enum OutsideProgram {
    /// Runs a command with a file's path as its last argument, and waits for its end.
    ///
    /// The command may hold arguments, which the shell splits; the path isn't read by the shell. Foundation's `Process`
    /// would put the child into a process group of its own, which a terminal stops when it reads.
    ///
    /// - Returns: The exit code; 128 plus the signal's number if a signal ended it, 127 if there is no shell.
    package static func run(_ command: String, on path: String) -> Int32 {
        let words = ["/bin/sh", "-c", "exec \(command) \"$1\"", "sh", path]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] =
            ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + environment { free(text) } }
        // The engine's threads block signals; this thread doesn't. The child must not inherit what this process
        // ignores.
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
        // Shells report a signal as 128 plus its number.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}
