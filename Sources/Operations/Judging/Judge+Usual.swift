import Library
import Models

extension Judge {
    /// Returns the path of the model that judges if none is named: the largest one here with a chat template that isn't a
    /// lane's, else a lane's own; nil if no lane is on a model here.
    package static func usualModel(besides lanes: [PlannedLane]) -> String? {
        let paths = Set(lanes.compactMap { $0.backend.model?.description.path })
        let others = ModelStore.standard.list().compactMap { try? $0.result.get() }.filter {
            !paths.contains($0.path) && $0.chatTemplate != nil
        }
        return others.max { $0.parameters < $1.parameters }?.path ?? paths.sorted().first
    }
}
