import Foundation

/// A pattern for paths, as in a shell: `*` is any part of a name, `?` any character, `**` any folders.
package struct FilePattern: Sendable {
    private let pattern: String

    /// Most files that are looked at, so that a pattern beside a large folder ends.
    private static let most = 200_000

    /// Creates a pattern for paths that are relative to a folder.
    package init(_ pattern: String) {
        self.pattern = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
    }

    /// Returns the relative paths of the files in a folder that fit, in order. Links to other folders aren't followed, and
    /// hidden folders and those of Node's packages aren't entered.
    package func files(in folder: String) -> [String] {
        // Only what is below the last folder without a sign can fit.
        let fixed = pattern.prefix { !"*?[".contains($0) }
        let start = fixed.lastIndex(of: "/").map { String(fixed[...$0]) } ?? ""
        guard let all = FileManager.default.enumerator(atPath: folder + "/" + start) else { return [] }
        var (found, count) = ([String](), 0)
        while let path = all.nextObject() as? String, count < Self.most {
            count += 1
            let name = path.split(separator: "/").last ?? ""
            if name.hasPrefix(".") || name == "node_modules" {
                all.skipDescendants()
            } else if fits(start + path) {
                found.append(start + path)
            }
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
