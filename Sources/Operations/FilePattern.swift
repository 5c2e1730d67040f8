import Foundation

/// A pattern for paths, as in a shell: `*` is any part of a name, `?` any character, `**` any folders.
package struct FilePattern: Sendable {
    private let pattern: String

    /// Most files that are looked at, so that a pattern beside a large folder ends.
    private static let most = 20_000

    /// Creates a pattern for paths that are relative to a folder.
    package init(_ pattern: String) {
        self.pattern = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
    }

    /// Returns the relative paths of the files in a folder that fit, in order. Links to other folders aren't followed.
    package func files(in folder: String) -> [String] {
        guard let all = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        for (count, path) in all.lazy.compactMap({ $0 as? String }).enumerated() {
            guard count < Self.most else { break }
            if fits(path) { found.append(path) }
        }
        return found.sorted()
    }

    /// Returns whether a relative path fits.
    package func fits(_ path: String) -> Bool {
        let isDeep = pattern.contains("**")
        if fnmatch(pattern, path, isDeep ? FNM_PERIOD : FNM_PATHNAME | FNM_PERIOD) == 0 { return true }
        // `**` may be no folder at all.
        return isDeep && fnmatch(pattern.replacing("**/", with: ""), path, FNM_PATHNAME | FNM_PERIOD) == 0
    }
}
