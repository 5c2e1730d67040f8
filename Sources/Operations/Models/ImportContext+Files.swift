import Foundation
import Interchange
import Library
import Models

extension ImportContext {
    /// Creates the context of the models that are here, and of the files in the imported one's folder; `-` has none.
    package init(besides file: String, earlier: EarlierMessages?) {
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
