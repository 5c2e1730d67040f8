/// The layers whose keys the help, `lathe keys` and the reference list, in that order.
enum LayerKinds {
    static let all: [any Layer.Type] = [
        LaneLayer.self, CompiledLayer.self, LibraryLayer.self, VersionsLayer.self, HistoryLayer.self,
        ComparisonLayer.self, ModelsLayer.self, DataLayer.self, EvaluationLayer.self, CaseLayer.self,
    ]
}
