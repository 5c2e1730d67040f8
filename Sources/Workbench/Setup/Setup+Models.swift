extension Setup {
    /// Returns whether a lane is on a model.
    func isUsed(_ entry: ModelEntry, by index: Int) -> Bool {
        if modelWord(of: index) == entry.name { return true }
        return switch model(of: index) {
        case .ready(let facts): facts.path == entry.path
        case .loading(let name, _), .preparing(let name, _): name == entry.name
        case .failed, .none: false
        }
    }

    /// Returns the files of loaded models that neither a lane nor an evaluation nor attacks use.
    func idleModels(_ evaluations: Evaluations) -> [String] {
        var used = Set(lanes.indices.compactMap { facts(of: $0)?.path })
        var words = evaluations.attacks.models
        if let evaluation = evaluations.current, evaluation.isRunning { words += evaluation.order.models }
        used.formUnion(words.compactMap { models.states[$0]?.facts?.path })
        return Set(models.states.values.compactMap(\.facts?.path)).subtracting(used).sorted()
    }

    /// Returns why a model can't be freed or deleted now; nil if it can.
    func reasonToKeep(_ entry: ModelEntry, _ evaluation: EvaluationState?, _ attacks: Attacks) -> String? {
        func isMeant(_ word: String?) -> Bool {
            models.states[word]?.facts?.path == entry.path || word == entry.name
        }
        if let user = lanes.indices.first(where: { isUsed(entry, by: $0) }) {
            return "Lane \(lanes[user].name) uses it. Choose another model for the lane first."
        }
        if attacks.models.contains(where: isMeant) {
            return "The attacks use it. A in the lanes shows them, and s stops them there."
        }
        if let evaluation, evaluation.isRunning, evaluation.order.models.contains(where: isMeant) {
            return "The evaluation uses it. Alt-g shows the evaluation, and s stops it there."
        }
        return models.benchmark?.entry.path == entry.path ? "It is being measured. Alt-b stops the benchmark." : nil
    }
}
