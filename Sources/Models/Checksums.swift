import Foundation
import Processes

/// SHA-256 of model files, computed by the system's own program and remembered until the file changes.
package struct Checksums: Sendable {
    private let facts: FileFacts<String>

    /// Remembers in `checksums.json` in a folder, by default Lathe's cache.
    package init(cacheFolder: String = ModelFolders.cache) {
        facts = FileFacts(path: cacheFolder + "/checksums.json")
    }

    /// Returns the checksum of a file as it is, if it is remembered.
    package func remembered(_ identity: FileIdentity) -> String? { facts[identity] }

    /// Returns the checksum of a file, as 64 lower-case hexadecimal digits. Blocks: about half a second for 100 MB the
    /// first time.
    package func sha256(
        of path: String, isCancelled: () -> Bool = { false }
    ) throws(ModelFileError) -> String {
        let identity = try ModelFileReader(path: path).identity
        if let known = facts[identity] { return known }
        // coreutils; macOS has the other.
        let candidates = [("sha256sum", ["-b"]), ("shasum", ["-a", "256"])]
        for (program, options) in candidates {
            guard let executable = ChildProcess.find(program) else { continue }
            let child = ChildProcess(executable: executable, arguments: options + [identity.path])
            let result: ChildProcess.Result
            do {
                result = try child.run(isCancelled: isCancelled)
            } catch {
                throw .unreadable(path: path, reason: error.reason)
            }
            if result.ending == .cancelled { throw .cancelled }
            // A backslash comes first where the path has characters that are escaped.
            let digits = String(result.output.drop { $0 == "\\" }.prefix(64))
            guard result.ending == .exited(0), digits.count == 64, digits.allSatisfy(\.isHexDigit) else {
                throw .unreadable(path: path, reason: "\(program) failed: \(lastLine(of: result.errors))")
            }
            facts.keep(digits, for: identity)
            return digits
        }
        throw .unreadable(
            path: path, reason: "neither sha256sum nor shasum is installed, so its checksum can't be taken")
    }

    /// Remembers a checksum that was taken of the same file under another name.
    package func keep(_ checksum: String, for identity: FileIdentity) { facts.keep(checksum, for: identity) }
}
