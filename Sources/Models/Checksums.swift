import Foundation
import Processes

/// SHA-256 checksums of model files. The system's own program computes them; they are remembered until the file
/// changes.
package struct Checksums: Sendable {
    private let facts: FileFacts<String>

    /// Creates a store that remembers in `checksums.json` in a folder, by default Lathe's cache.
    package init(cacheFolder: String = ModelFolders.cache) {
        facts = FileFacts(path: cacheFolder + "/checksums.json")
    }

    /// Returns the checksum of a file in its present state; nil if it isn't remembered.
    package func remembered(_ identity: FileIdentity) -> String? { facts[identity] }

    /// Returns the checksum of a file, as 64 lower-case hexadecimal digits. Blocks: the first time it takes about half
    /// a second for 100 MB.
    package func sha256(
        of path: String, isCancelled: () -> Bool = { false }
    ) throws(ModelFileError) -> String {
        let identity = try ModelFileReader(path: path).identity
        if let known = facts[identity] { return known }
        // The first is coreutils', the second macOS's.
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
            // A backslash comes first if characters of the path are escaped.
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

    /// Remembers the checksum of a file that was taken under another name.
    package func keep(_ checksum: String, for identity: FileIdentity) { facts.keep(checksum, for: identity) }
}
