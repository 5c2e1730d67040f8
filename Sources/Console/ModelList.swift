import Foundation
import Models
import Operations
import Reports
import TextLayout

/// The list of the models that are here.
package enum ModelList {
    private struct Row: Encodable {
        var name: String
        var path: String
        var owner: ModelPlace.Owner
        var isDefault: Bool
        var model: ModelDescription?
        var memory: MemoryNeed?
        var error: String?
    }

    /// Prints the list.
    package static func show(as format: TableFormat) throws {
        let entries = ModelStore.standard.list()
        let usual = try? ModelStore.standard.defaultPath(.current)
        if format == .json {
            let rows = entries.map { entry in
                var row = Row(
                    name: entry.name, path: entry.path, owner: entry.owner, isDefault: entry.path == usual)
                switch entry.result {
                case .success(let model):
                    row.model = model.withoutTemplate
                    row.memory = MemoryNeed(model, contextLength: model.usualContext)
                case .failure(let error): row.error = commandLineText(of: error)
                }
                return row
            }
            return try printJSON(rows, pretty: true)
        }
        if entries.isEmpty {
            print(
                "There are no models in \(ModelFolders.models); `lathe models fetch smollm2` gets the starter model."
            )
        }
        let width = entries.map(\.name.displayWidth).max() ?? 0
        for entry in entries {
            let name = harmless(entry.name).padded(toWidth: width)
            let owner = entry.owner == .lathe ? "" : " · \(entry.owner)"
            switch entry.result {
            case .success(let model):
                let need = MemoryNeed(model, contextLength: model.usualContext)
                print(
                    "\(name)  \(model.architecture) · \(model.size) · \(model.quantization) · \(model.contextLength) ctx"
                        + " · \(model.chatTemplate == nil ? "base" : "chat") · \(harmless(model.license ?? "licence not given"))"
                        + " · \(need.words)\(owner)\(entry.path == usual ? " · default" : "")")
            case .failure(let error): print("\(name)  \(harmless(commandLineText(of: error)))\(owner)")
            }
        }
    }
}

extension ModelDescription {
    /// The number of weights in words: 134.5M.
    package var size: String {
        let millions = Double(parameters) / 1e6
        return millions < 1000 ? String(format: "%.0fM", millions) : String(format: "%.1fB", millions / 1000)
    }

    fileprivate var withoutTemplate: ModelDescription {
        var copy = self
        copy.chatTemplate = nil
        return copy
    }
}

extension MemoryNeed {
    /// The need in words: `0.3 GB, fits`.
    package var words: String {
        let size = byteText(bytes)
        switch fit {
        case .fits: return "\(size), fits"
        case .tight: return "\(size), more than is free"
        case .tooLarge: return "\(size), too large for this machine"
        }
    }
}
