import Prompting

extension Technique {
    /// The one after it.
    var next: Technique {
        let all = Technique.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
