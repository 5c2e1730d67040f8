import Foundation

/// What a path that is being typed can become, as a shell's Tab finds it.
package struct PathCompletion: Sendable, Hashable {
    /// The typed text, and behind it what all files that it can become have in common.
    package var text: String
    /// The names that it can become, sorted; that of a folder ends in a slash. At most ``most``.
    package var names: [String]
    /// The most names that are listed.
    package static let most = 200

    /// Completes the last part of a path from the names in its folder. Names that begin with a dot count only if the typed
    /// part does. A typed `~` stays as it is. If nothing fits, or the folder can't be read, the text stays and there are
    /// no names.
    package init(of typed: String) {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? (typed == "~" ? "~/" : "")
        let begun = typed == "~" ? "" : slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
        let place = folder.isEmpty ? "." : folder.expandingHome
        let all = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let found = all.filter { $0.hasPrefix(begun) && (begun.hasPrefix(".") || !$0.hasPrefix(".")) }.sorted()
        names = found.prefix(Self.most).map { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder)
            return isFolder.boolValue ? name + "/" : name
        }
        guard let first = found.first, let last = found.last, let only = names.first else {
            text = typed
            return
        }
        // The names are sorted, so what the first and the last begin with, all begin with.
        text = folder + (found.count == 1 ? only : String(zip(first, last).prefix { $0 == $1 }.map { $0.0 }))
    }
}
