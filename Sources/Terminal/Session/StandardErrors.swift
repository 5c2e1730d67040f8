#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps error messages of libraries off the screen by sending standard error to a file.
struct StandardErrors {
    /// The descriptor of the place that it went to before; -1 while nothing is redirected.
    private(set) var original: Int32 = -1
    private let descriptor: Int32
    private let path: String?

    /// - Parameters:
    ///   - path: The file to append to; nil redirects nothing.
    ///   - descriptor: The descriptor to redirect.
    init(path: String?, descriptor: Int32 = STDERR_FILENO) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Redirects standard error if it is the terminal: if it goes elsewhere, the user wants it there. If the file can't
    /// be opened, the messages are dropped, since the screen must stay whole.
    mutating func redirect() {
        guard let path, original < 0, isatty(descriptor) == 1 else { return }
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        var file = open(path, flags, 0o600)
        if file < 0 { file = open("/dev/null", flags, 0o600) }
        guard file >= 0 else { return }
        original = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        if original >= 0 { dup2(file, descriptor) }
        close(file)
    }

    mutating func restore() {
        guard original >= 0 else { return }
        dup2(original, descriptor)
        close(original)
        original = -1
    }
}
