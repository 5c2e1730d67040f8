import Prompting

extension [Fragment] {
    /// Splits the text at each `mark`, which is left out. The result has one stretch more than there are marks.
    func split(at mark: Unicode.Scalar) -> [[Fragment]] {
        var stretches: [[Fragment]] = [[]]
        for fragment in self {
            // By scalars, because a mark and an accent behind it make one character.
            let parts = fragment.text.unicodeScalars.split(separator: mark, omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { stretches.append([]) }
                if !part.isEmpty {
                    stretches[stretches.count - 1].append(
                        Fragment(String(Substring(part)), isField: fragment.isField))
                }
            }
        }
        return stretches
    }
}
