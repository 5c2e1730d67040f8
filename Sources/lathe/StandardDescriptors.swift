import Foundation

/// Standard input, output and error, where a parent closed them.
enum StandardDescriptors {
    /// Puts something in their place that has nothing to read and can't be written. Else the next file that is opened, the history's
    /// database perhaps, would get their numbers, and what is printed.
    static func reserve() {
        for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 {
            // The lowest free number, which is this one.
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
