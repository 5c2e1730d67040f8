import Evaluation
import Foundation
import Library

/// A data file that an evaluation may be made on, as lists show it.
package struct KnownData: Sendable, Hashable, Encodable {
    /// The file's name.
    package let name: String
    /// The path of the file.
    package let path: String
    /// A word or two about where it is from.
    package let origin: String

    /// Returns the data files of a folder, by their endings.
    package static func files(in folder: String, origin: String) -> [KnownData] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { name in
            !name.hasPrefix(".")
                && DataOptions.Format(fileExtension: (name as NSString).pathExtension.lowercased()) != nil
        }.map { KnownData(name: $0, path: "\(folder)/\($0)", origin: origin) }
    }

    /// Returns the names of the data sets that there are in place of a file that isn't: those of its folder, or if it names
    /// none, all. Those that come with Lathe need no ending.
    static func names(beside path: String) -> [String] {
        guard !path.contains("/") else { return files(in: path.parentFolder, origin: "").map(\.name) }
        return all.map { data in
            data.origin == shipped ? (data.name as NSString).deletingPathExtension : data.name
        }
    }

    private static let shipped = "comes with Lathe"

    /// The data files in this folder and in that of the prompts, and those that come with Lathe.
    package static var all: [KnownData] {
        let folder = Configuration.current.promptsFolder ?? Locations.current.prompts
        var all = files(in: FileManager.default.currentDirectoryPath, origin: "this folder")
        for place in [folder, folder + "/data"] { all += files(in: place, origin: "the prompts' folder") }
        if let shipped = Locations.current.shippedPrompts {
            all += files(in: shipped + "/data", origin: Self.shipped)
        }
        var seen: Set<String> = []
        return all.filter { seen.insert($0.path).inserted }
    }
}
