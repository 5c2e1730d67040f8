import ArgumentParser

extension ExitCode {
    /// The exit code after Ctrl-C.
    static let interrupted = ExitCode(130)
}
