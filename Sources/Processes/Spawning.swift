import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Starts a program with these descriptors as its standard ones and with default signals. It gets no other descriptor
/// of this process that is marked close-on-exec. The caller must wait for it.
///
/// `executable` is an absolute path. `environment` is added to this process's own. With `isOnItsOwn` the program has
/// its own session: it can't take the terminal over to ask for a password, and the keyboard's signals don't reach it.
package func spawn(
    _ executable: String, _ arguments: [String], environment: [String: String], input: Int32, output: Int32,
    errors: Int32, isOnItsOwn: Bool = false
) throws(ChildProcess.Failure) -> pid_t {
    #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
        let ownSession = POSIX_SPAWN_SETSID
    #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        let closing: Int32 = 0
        // POSIX_SPAWN_SETSID of glibc and musl; their headers hide it without _GNU_SOURCE.
        let ownSession: Int32 = 0x80
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // The calling thread may block signals and this process may ignore some; the child would inherit both.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | closing
    if isOnItsOwn { flags |= ownSession }
    posix_spawnattr_setflags(&attributes, Int16(flags))

    // The name that lists of processes show; the link's own name would say nothing.
    let name = executable == OwnExecutable.path ? "lathe" : executable
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var argv = ([name] + arguments).map { strdup($0) } + [nil]
    var envp = merged.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, executable, &actions, &attributes, &argv, &envp)
    guard code == 0 else {
        throw ChildProcess.Failure(reason: "\(executable) couldn't be started (\(String(cString: strerror(code))))")
    }
    return child
}
