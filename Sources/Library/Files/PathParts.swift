import Foundation

extension String {
    /// The path with the user's home in place of `~`, as the environment says it.
    package var expandingHome: String {
        guard self == "~" || hasPrefix("~/") else { return self }
        return (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + dropFirst()
    }

    /// The folder of a path; empty for a name alone. Foundation's own property ends the program if the name has one
    /// letter.
    package var parentFolder: String {
        let path = withoutEndingSlashes
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : path[..<slash].withoutEndingSlashes
    }

    /// The path from the root. Nothing else in it changes.
    package var absolutePath: String {
        guard !hasPrefix("/") else { return self }
        var path = self[...]
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        return FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The last part of a path.
    package var lastPathPart: String {
        let path = withoutEndingSlashes
        return path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}

extension StringProtocol {
    fileprivate var withoutEndingSlashes: String {
        var path = self[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }
}
