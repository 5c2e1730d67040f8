import Foundation

/// The folders of models and of what is known of them, by the XDG base directory specification.
package enum ModelFolders {
    /// The folder of Lathe's own models, `$XDG_DATA_HOME/lathe/models`.
    package static var models: String { base("XDG_DATA_HOME", else: ".local/share") + "/lathe/models" }

    /// The folder of caches, `$XDG_CACHE_HOME/lathe`.
    package static var cache: String { base("XDG_CACHE_HOME", else: ".cache") + "/lathe" }

    /// Returns the folder that a variable names, else one in the user's home. A path that isn't absolute is ignored, as
    /// the XDG specification says.
    private static func base(_ variable: String, else fallback: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        if let value = environment[variable], value.hasPrefix("/") { return value }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/" + fallback
    }
}
