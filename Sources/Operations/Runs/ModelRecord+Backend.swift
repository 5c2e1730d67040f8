import Foundation
import History
import Library
import Remote
import Sampling

extension PromptRecord {
    /// Records a prompt that was read from a file or a request.
    package init(_ file: PromptFile, plan: RunPlan) {
        self.init(
            name: plan.promptName, file: file.hasPath ? URL(filePath: file.file).standardizedFileURL.path : nil,
            text: file.selfContainedText, variables: plan.variables)
    }
}

extension ServerRecord {
    init(_ engine: RemoteEngine) {
        let server = engine.connection.server
        self.init(
            url: server.url, kind: server.kind.rawValue,
            price: server.price,
            lacks: SettingsKey.allCases.filter { engine.lacking.contains($0) })
    }
}

extension ModelRecord {
    /// Records the model of a backend. Of a server's model the name is known, and of the server its settings.
    package init(_ backend: Backend) {
        switch backend {
        case .local(let model): self.init(model)
        case .missing(let engine):
            self.init(
                name: engine.name, path: "", sha256: nil, architecture: "", quantization: "", contextLength: 0,
                build: "")
        case .remote(let engine):
            self.init(
                name: engine.name, path: "", sha256: nil, architecture: "", quantization: "", contextLength: 0,
                build: "", server: ServerRecord(engine))
        }
    }

    init(_ model: LoadedModel) {
        let description = model.description
        self.init(
            name: description.name,
            path: Machines.standard.place(of: description.path) == nil
                ? URL(filePath: description.path).standardizedFileURL.path : description.path,
            sha256: model.checksum, architecture: description.architecture, quantization: description.quantization,
            contextLength: model.engine.contextLength, build: "\(model.engine.build) · \(model.engine.choices)")
    }
}
