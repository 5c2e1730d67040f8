import Foundation
import Interchange
import Library
import Models

extension ImportContext {
    /// Creates the context of a file: the models that are here, and the files in its folder. Standard input, `-`, has no
    /// folder. `earlier` says what earlier messages become; nil leaves it to the format.
    package init(of file: String, earlier: EarlierMessages? = nil) {
        let folder = URL(filePath: file).deletingLastPathComponent().standardizedFileURL.path
        let isFile = file != "-"
        self.init(
            places: Configuration.current.places,
            isModel: { word in
                let server = word.prefix { $0 != "/" }
                return Configuration.current.places.contains(String(server))
                    || (try? ModelStore.standard.path(of: word)) != nil
            },
            file: { path in
                guard isFile, !path.hasPrefix("/") else { return nil }
                // A file from elsewhere must not bring in files outside of its folder.
                let target = URL(filePath: folder).appending(path: path).resolvingSymlinksInPath().path
                let root = URL(filePath: folder).resolvingSymlinksInPath().path
                guard target.hasPrefix(root.hasSuffix("/") ? root : root + "/") else { return nil }
                return try? InputFile.text(ofFile: target)
            },
            files: { pattern in isFile ? FilePattern(pattern).files(in: folder) : [] })
        self.earlier = earlier
    }
}
