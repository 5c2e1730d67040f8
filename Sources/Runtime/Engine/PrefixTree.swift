import Lanes

/// The branches of a context, shared prefixes and all; it outlives the runs.
struct PrefixTree {
    private let context: LlamaContext
    /// As ``EngineChoices/cutEvery``.
    private let cutEvery: Int
    private(set) var branches: [Branch] = []
    private var freeSequences: [Int32]
    private var clock = 0

    /// A tree over all sequences of the context but the last, which is for padding.
    init(context: LlamaContext, cutEvery: Int) {
        self.context = context
        self.cutEvery = cutEvery
        freeSequences = (0..<Int32(context.sequences - 1)).reversed()
    }

    /// Branches that somebody rides, oldest first.
    var active: [Branch] { branches.filter { !$0.riders.isEmpty } }

    /// Cells that the active branches and a newcomer may come to need, what they share counted once.
    func demand(with newcomer: Generation) -> Int {
        var paths = active.map { (path: $0.path, more: $0.riders.map(\.reserve).max() ?? 0) }
        paths.append((newcomer.history, newcomer.reserve))
        return paths.indices.reduce(0) { sum, index in
            let shared = paths[..<index].map { commonPrefixLength($0.path[...], paths[index].path[...]) }.max() ?? 0
            return sum + paths[index].path.count - shared + paths[index].more
        }
    }

    /// Forgets everything.
    mutating func clear() {
        context.clear()
        branches = []
        freeSequences = (0..<Int32(context.sequences - 1)).reversed()
    }

    /// Marks a branch as used now.
    mutating func touch(_ branch: Branch) {
        clock += 1
        branch.lastUsed = clock
    }

    /// Returns an active branch that will have evaluated just `history` next, if there is one to ride along on.
    func activeBranch(for history: [Int32]) -> Branch? {
        branches.first { !$0.riders.isEmpty && !$0.pending.isEmpty && $0.path == history }
    }

    /// Returns a new branch whose path is `history` and which shares what is there.
    ///
    /// The last `fresh` tokens are evaluated again, so that their rows come from a batch of more than one prompt row.
    mutating func newBranch(for history: [Int32], fresh: Int) -> Branch? {
        guard let branch = emptyBranch() else { return nil }
        let limit = max(0, history.count - fresh)
        let candidates = branches.dropLast().map { branch in
            let length = min(branch.sharedLength(with: history), limit)
            return (branch: branch, length: length / cutEvery * cutEvery)
        }
        let best = candidates.max { ($0.length, $0.branch.tokens.count) < ($1.length, $1.branch.tokens.count) }
        if let best, best.length > 0 {
            share(best.branch, with: branch, history: history, length: best.length)
        }
        branch.pending = Array(history[branch.tokens.count...])
        return branch
    }

    /// Returns a new branch with the same evaluated tokens.
    mutating func fork(of original: Branch) -> Branch? {
        guard let branch = emptyBranch() else { return nil }
        context.share(original.sequence, with: branch.sequence, positions: 0..<original.tokens.count)
        branch.tokens = original.tokens
        return branch
    }

    /// Takes over what a branch's source has evaluated by now; false while the rest of it is still to come.
    mutating func isReady(_ branch: Branch) -> Bool {
        guard let (source, length) = branch.source else { return true }
        guard source.tokens.count < length, !source.riders.isEmpty, branches.contains(where: { $0 === source }) else {
            let history = branch.path
            branch.source = nil
            share(source, with: branch, history: history, length: length)
            branch.pending = Array(history[branch.tokens.count...])
            return true
        }
        return false
    }

    /// Cuts a branch back to its first `length` tokens, for a batch that came to nothing or a stop string inside a token.
    mutating func cut(_ branch: Branch, to length: Int) {
        let path = branch.path
        let kept = context.canRollBack && context.cut(branch.sequence, to: length) ? length : 0
        if kept == 0 { _ = context.cut(branch.sequence, to: 0) }
        branch.tokens = Array(path[..<kept])
        branch.pending = Array(path[kept...])
    }

    /// Called when the last rider has left: a branch that another one contains is dropped, others are kept for later.
    mutating func retire(_ branch: Branch) {
        branch.pending = []
        branch.source = nil
        let isContained = branches.contains { other in
            other !== branch && other.tokens.count >= branch.tokens.count && other.tokens.starts(with: branch.tokens)
        }
        if branch.tokens.isEmpty || isContained { remove(branch) }
    }

    /// Gives up the branch that has been of no use for longest; false if all are in use. `kept` is in use without a rider.
    mutating func evict(except kept: Branch? = nil) -> Bool {
        let idle = branches.filter { branch in
            branch.riders.isEmpty && branch !== kept && !branches.contains { $0.source?.branch === branch }
        }
        guard let oldest = idle.min(by: { $0.lastUsed < $1.lastUsed }) else { return false }
        remove(oldest)
        return true
    }

    /// Drops a branch and frees what only it had.
    mutating func remove(_ branch: Branch) {
        _ = context.cut(branch.sequence, to: 0)
        branches.removeAll { $0 === branch }
        freeSequences.append(branch.sequence)
    }

    private mutating func emptyBranch() -> Branch? {
        if freeSequences.isEmpty, !evict() { return nil }
        guard let sequence = freeSequences.popLast() else { return nil }
        let branch = Branch(sequence: sequence)
        branches.append(branch)
        touch(branch)
        return branch
    }

    /// Lets `branch` have the first `length` tokens of `source`, now or, where they aren't evaluated yet, later.
    private mutating func share(_ source: Branch, with branch: Branch, history: [Int32], length: Int) {
        touch(source)
        if source.tokens.count < length, !source.riders.isEmpty {
            branch.source = (source, length)
            return
        }
        let shared = min(length, source.tokens.count)
        // A recurrent memory can be taken over only as a whole.
        guard shared > branch.tokens.count, context.canRollBack || shared == source.tokens.count,
            branches.contains(where: { $0 === source }), context.canContinue(source.sequence, from: shared)
        else { return }
        context.share(source.sequence, with: branch.sequence, positions: branch.tokens.count..<shared)
        branch.tokens = Array(history[..<shared])
    }
}
