import Evaluation
import Foundation
import History
import Library
import Models

extension DataRecord {
    /// Records cases that were read from a file, with the file's hash; of a prompt's own test data, or standard input, if
    /// `file` is nil or `-`.
    init(file: String?, _ data: DataSet) {
        guard let file, file != "-" else {
            self.init(name: file == nil ? "testData" : "standard input", data)
            return
        }
        let path = URL(filePath: file).standardizedFileURL.path
        // What isn't a regular file can't be read twice.
        let sha256 = PlainFile.isGiven(path) ? nil : try? Checksums().sha256(of: path)
        self.init(name: path.lastPathPart, path: path, sha256: sha256, data)
    }
}

extension EvaluationLaneRecord {
    /// Records a lane with its model.
    init(_ planned: PlannedLane) {
        let lane = planned.lane
        self.init(
            name: lane.name, technique: lane.technique, layout: planned.layout.layout, samples: lane.samples,
            settings: lane.settings.settings, sources: lane.settings.sources,
            templateArguments: lane.templateArguments, projector: planned.projector, phrasing: lane.phrasing,
            model: ModelRecord(planned.backend), size: planned.backend.model.map { ModelSize($0.description) })
    }
}

extension ModelSize {
    /// Takes the size of a model file. Another quantization is another family: it changes more than the size.
    init(_ description: ModelDescription) {
        let name = description.baseName ?? ModelSize.family(ofName: description.name)
        let family = description.baseName == nil ? name : "\(name) \(description.quantization)"
        self.init(parameters: Double(description.activeParameters ?? description.parameters), family: family)
    }
}
