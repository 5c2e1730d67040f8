/// A path through the prefix tree, from its root: tokens that one sequence of the context holds in memory.
///
/// Branches share the memory of common tokens. A branch without riders is kept for later.
final class Branch {
    /// The id of the sequence in the context.
    let sequence: Int32
    /// The tokens that have been evaluated.
    var tokens: [Int32] = []
    /// The tokens that are evaluated next.
    var pending: [Int32] = []
    /// The generations whose history is this path. They part when they draw different tokens.
    var riders: [Generation] = []
    /// True if it is what one request of many has left, whose prompt is rarely asked again.
    var isPassing = false
    /// The number of the step that used it last.
    var lastUsed = 0
    /// Another branch that is evaluating a prefix of this one, and the length of that prefix; nil if there is none.
    var source: (branch: Branch, length: Int)?

    init(sequence: Int32) {
        self.sequence = sequence
    }

    /// All tokens, evaluated or not.
    var path: [Int32] { tokens + pending }

    /// Returns the number of tokens at the start that the path and `history` have in common.
    func sharedLength(with history: [Int32]) -> Int {
        var length = commonPrefixLength(tokens[...], history[...])
        if length == tokens.count {
            length += commonPrefixLength(pending[...], history.dropFirst(length))
        }
        return length
    }
}

/// Returns the number of elements at the start that two collections have in common.
func commonPrefixLength(_ a: ArraySlice<Int32>, _ b: ArraySlice<Int32>) -> Int {
    var count = 0
    for (left, right) in zip(a, b) {
        guard left == right else { break }
        count += 1
    }
    return count
}
