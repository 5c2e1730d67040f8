import Foundation

/// Permissions mean nothing to root, unless it gives up the capability to pass over them.
enum Permissions {
    /// Words that run a program to which they mean something.
    static let obeying: [String] =
        geteuid() == 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []

    /// Whether that works here: a container may not let root do even this.
    static var areObeyed: Bool {
        guard !obeying.isEmpty, let home = try? Home() else { return obeying.isEmpty }
        return (try? Child(obeying + ["true"], environment: home.environment, folder: home.folder).code) == 0
    }
}
