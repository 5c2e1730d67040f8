/// A path through the prefix tree, from its root: tokens whose memory one sequence of the context holds.
///
/// Branches share the memory of the tokens that they have in common; a branch that nobody rides is kept for later.
final class Branch {
    /// Id of the sequence in the context.
    let sequence: Int32
    /// What has been evaluated.
    var tokens: [Int32] = []
    /// What comes next.
    var pending: [Int32] = []
    /// Generations whose history is this path; they part when they draw different tokens.
    var riders: [Generation] = []
    /// Number of the step that last touched it.
    var lastUsed = 0
    /// Another branch that is evaluating a prefix of this one's, and how long that prefix is.
    var source: (branch: Branch, length: Int)?

    init(sequence: Int32) {
        self.sequence = sequence
    }

    /// Everything, evaluated or not.
    var path: [Int32] { tokens + pending }

    /// Returns how many tokens of the path agree with `history` from the start.
    func sharedLength(with history: [Int32]) -> Int {
        var length = commonPrefixLength(tokens[...], history[...])
        if length == tokens.count {
            length += commonPrefixLength(pending[...], history.dropFirst(length))
        }
        return length
    }
}

/// Returns how many elements two collections agree in from their starts.
func commonPrefixLength(_ a: ArraySlice<Int32>, _ b: ArraySlice<Int32>) -> Int {
    var count = 0
    for (left, right) in zip(a, b) {
        guard left == right else { break }
        count += 1
    }
    return count
}
