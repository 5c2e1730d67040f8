import Lanes

/// The branches of a context with their shared prefixes. It outlives the runs.
struct PrefixTree {
    /// The number of prompts of ended requests in bulk that are kept: a case is asked by all lanes and for all samples, one soon
    /// after the other. Each row of a batch takes time for all cells in use, those of other branches too.
    private static let mostPassing = 4

    private let context: LlamaContext
    /// See ``EngineChoices/cutEvery``.
    private let cutEvery: Int
    private let places: HistoryPlaces
    private(set) var branches: [Branch] = []
    private var freeSequences: [Int32]
    private var clock = 0

    /// Creates a tree of all sequences of the context but the last, which is for padding.
    init(context: LlamaContext, cutEvery: Int, places: HistoryPlaces) {
        self.context = context
        self.places = places
        self.cutEvery = cutEvery
        freeSequences = (0..<Int32(context.sequences - 1)).reversed()
    }

    /// The branches that have riders, oldest first.
    var active: [Branch] { branches.filter { !$0.riders.isEmpty } }

    /// Returns the number of cells that the active branches and a newcomer may need. Shared tokens count once.
    func demand(with newcomer: Generation) -> Int {
        var paths = active.map { (path: $0.path, more: $0.riders.map(\.reserve).max() ?? 0) }
        paths.append((newcomer.history, newcomer.reserve))
        return paths.indices.reduce(0) { sum, index in
            let shared = paths[..<index].map { commonPrefixLength($0.path[...], paths[index].path[...]) }.max() ?? 0
            return sum + paths[index].path.count - shared + paths[index].more
        }
    }

    /// Removes all branches.
    mutating func clear() {
        context.clear()
        branches = []
        freeSequences = (0..<Int32(context.sequences - 1)).reversed()
    }

    /// Notes that a branch is used now.
    mutating func touch(_ branch: Branch) {
        clock += 1
        branch.lastUsed = clock
    }

    /// Returns an active branch that will have evaluated exactly `history` next, so that a generation can ride along;
    /// nil if there is none.
    func activeBranch(for history: [Int32]) -> Branch? {
        branches.first { !$0.riders.isEmpty && !$0.pending.isEmpty && $0.path == history }
    }

    /// Returns a new branch for `history`, which shares the tokens that are evaluated already; nil if no sequence is
    /// free.
    ///
    /// The last `fresh` tokens are evaluated again, so that their rows come from a batch of more than one prompt row.
    mutating func newBranch(for history: [Int32], fresh: Int) -> Branch? {
        guard let branch = emptyBranch() else { return nil }
        let limit = max(0, history.count - fresh)
        let candidates = branches.dropLast().map { branch in
            let length = min(branch.sharedLength(with: history), limit)
            return (branch: branch, length: places.wholeLength(length / cutEvery * cutEvery, of: history))
        }
        let best = candidates.max { ($0.length, $0.branch.tokens.count) < ($1.length, $1.branch.tokens.count) }
        if let best, best.length > 0 {
            share(best.branch, with: branch, history: history, length: best.length)
        }
        branch.pending = Array(history[branch.tokens.count...])
        return branch
    }

    /// Returns a new branch with the same evaluated tokens; nil if no sequence is free. Neither the original nor those of
    /// `kept` make room for it.
    mutating func fork(of original: Branch, keeping kept: [Branch] = []) -> Branch? {
        guard let branch = emptyBranch(except: [original] + kept) else { return nil }
        let end = places.position(of: original.tokens.count, in: original.tokens)
        context.share(original.sequence, with: branch.sequence, positions: 0..<end)
        branch.tokens = original.tokens
        return branch
    }

    /// Shares the tokens that a branch's source has evaluated by now; false if some are still missing.
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

    /// Cuts a branch back to its first `length` tokens, after a batch that failed or a stop string inside a token.
    mutating func cut(_ branch: Branch, to length: Int) {
        let path = branch.path
        let position = places.position(of: length, in: path)
        let kept = context.canRollBack && context.cut(branch.sequence, to: position) ? length : 0
        if kept == 0 { _ = context.cut(branch.sequence, to: 0) }
        branch.tokens = Array(path[..<kept])
        branch.pending = Array(path[kept...])
    }

    /// Called when the last rider has left. A branch that another one contains is dropped; other branches are kept for
    /// later. Of a request in bulk or a question that has ended only the prompt is kept, its first `prompt` tokens, and that
    /// not for long.
    mutating func retire(_ branch: Branch, cutTo prompt: Int? = nil) {
        if let prompt, context.canRollBack {
            if prompt < branch.tokens.count { cut(branch, to: prompt) }
            branch.isPassing = true
        }
        branch.pending = []
        branch.source = nil
        let isContained = branches.contains { other in
            other !== branch && other.tokens.count >= branch.tokens.count && other.tokens.starts(with: branch.tokens)
        }
        if branch.tokens.isEmpty || isContained { remove(branch) }
        if branch.isPassing { dropPassing() }
    }

    /// Drops the oldest prompts of ended requests in bulk, but for a few.
    private mutating func dropPassing() {
        let idle = branches.filter { branch in
            branch.isPassing && branch.riders.isEmpty && !branches.contains { $0.source?.branch === branch }
        }
        for branch in idle.sorted(by: { $0.lastUsed < $1.lastUsed }).dropLast(Self.mostPassing) { remove(branch) }
    }

    /// Drops the branch that hasn't been used for longest; false if all are in use. Those of `kept` are in use without a
    /// rider.
    mutating func evict(except kept: [Branch] = []) -> Bool {
        let idle = branches.filter { branch in
            branch.riders.isEmpty && !kept.contains { $0 === branch }
                && !branches.contains { $0.source?.branch === branch }
        }
        guard let oldest = idle.min(by: { $0.lastUsed < $1.lastUsed }) else { return false }
        remove(oldest)
        return true
    }

    /// Drops a branch and frees the cells that only it had.
    mutating func remove(_ branch: Branch) {
        _ = context.cut(branch.sequence, to: 0)
        branches.removeAll { $0 === branch }
        freeSequences.append(branch.sequence)
    }

    private mutating func emptyBranch(except kept: [Branch] = []) -> Branch? {
        if freeSequences.isEmpty, !evict(except: kept) { return nil }
        guard let sequence = freeSequences.popLast() else { return nil }
        let branch = Branch(sequence: sequence)
        branches.append(branch)
        touch(branch)
        return branch
    }

    /// Gives `branch` the first `length` tokens of `source`: now, or later if they aren't evaluated yet.
    private mutating func share(_ source: Branch, with branch: Branch, history: [Int32], length: Int) {
        touch(source)
        if source.tokens.count < length, !source.riders.isEmpty {
            branch.source = (source, length)
            return
        }
        let shared = places.wholeLength(min(length, source.tokens.count), of: history)
        // A recurrent memory can only be shared as a whole.
        let end = places.position(of: shared, in: history)
        guard shared > branch.tokens.count, context.canRollBack || shared == source.tokens.count,
            branches.contains(where: { $0 === source }), context.canContinue(source.sequence, from: end)
        else { return }
        let start = places.position(of: branch.tokens.count, in: history)
        context.share(source.sequence, with: branch.sequence, positions: start..<end)
        branch.tokens = Array(history[..<shared])
    }
}
