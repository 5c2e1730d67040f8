import Foundation

/// Standard input, output and error, which a parent may have closed.
enum StandardDescriptors {
    /// Opens something in place of those that are closed, that can't be read or written. Else the next file that is
    /// opened, perhaps the history's database, would get their numbers, and printed text with it.
    static func reserve() {
        for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 {
            // The lowest free number, which is this one.
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
