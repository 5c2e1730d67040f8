import Foundation
import Processes

/// Opens the user's own viewer on an image.
enum ImageViewer {
    /// Starts $LATHE_VIEWER, else the system's own way to open a file, and waits for its end. The viewer gets neither the
    /// terminal nor its keyboard's signals, and stays when Lathe ends.
    ///
    /// - Returns: A sentence that says what went wrong; nil if nothing did.
    static func open(_ path: String) -> String? {
        #if canImport(Darwin)
            let usual = "open"
        #else
            let usual = "xdg-open"
        #endif
        let chosen = ProcessInfo.processInfo.environment["LATHE_VIEWER"] ?? ""
        let viewer = chosen.isEmpty ? usual : chosen
        guard FileManager.default.fileExists(atPath: path) else { return "\(path) isn't there." }
        let nowhere = Foundation.open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nowhere >= 0 else { return "The viewer can't be started: \(String(cString: strerror(errno)))." }
        defer { close(nowhere) }
        do throws(ChildProcess.Failure) {
            // The shell splits the command's own arguments; it doesn't read the path.
            let child = try spawn(
                "/bin/sh", ["-c", "exec \(viewer) \"$1\"", "sh", path], environment: [:], input: nowhere,
                output: nowhere, errors: nowhere, isOnItsOwn: true)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0 {
                guard errno == EINTR else { return nil }
            }
            let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
            return code == 0
                ? nil : "`\(viewer)` ended with \(code) on \(path). Set $LATHE_VIEWER to use another viewer."
        } catch {
            return "The viewer can't be started: \(error.reason)."
        }
    }
}
