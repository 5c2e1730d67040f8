import Foundation

/// The file of this program.
package enum OwnExecutable {
    /// The path by which this program starts itself.
    package static var path: String {
        #if os(Linux)
            "/proc/self/exe"
        #else
            Bundle.main.executablePath ?? CommandLine.arguments[0]
        #endif
    }
}
