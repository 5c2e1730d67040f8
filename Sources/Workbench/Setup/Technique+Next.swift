import Prompting

extension Technique {
    /// The technique after this one; after the last one comes the first.
    var next: Technique {
        let all = Technique.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
