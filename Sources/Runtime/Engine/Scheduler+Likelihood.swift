import Lanes
import Sampling

extension Scheduler {
    /// The largest number of rows of which logits are wanted at once: each takes memory for all tokens.
    private static let mostScoredRows = 63
    /// The largest number of continuations that are evaluated at once.
    private static let mostForks = 16

    /// Returns the likelihood of each token of some continuations after a history, from the model's raw logits.
    ///
    /// The history is evaluated once. Behind it each continuation has a branch for all its tokens but the last; one that is
    /// the beginning of another needs none. In strict mode each is computed by itself, a token at a time.
    func likelihoods(
        of continuations: [[Int32]], after history: [Int32], mode: RunMode
    ) throws(EngineError) -> [[TokenLikelihood]] {
        let longest = continuations.map(\.count).max() ?? 0
        guard history.count + longest - 1 <= context.cells else {
            throw .promptTooLong(tokens: history.count + longest - 1, context: context.cells)
        }
        let stem = try stem(history, mode: mode)
        // The same prompt is asked again soon or not at all.
        defer { tree.retire(stem, cutTo: history.count) }
        var readings = Readings(of: continuations)
        try readings.read(at: 0, in: nil, context.rawLogits(ofRow: try lastRow(of: stem)))
        var waiting = readings.paths.indices[...]
        while !waiting.isEmpty {
            var forks: [(path: Int, branch: Branch)] = []
            defer { for fork in forks { tree.remove(fork.branch) } }
            // One has room by itself; the next one has to have it beside those before it.
            var room = context.cells - history.count
            while let path = waiting.first, forks.count < (mode == .strict ? 1 : Self.mostForks),
                forks.isEmpty || readings.paths[path].count <= room,
                let branch = tree.fork(of: stem, keeping: forks.map(\.branch))
            {
                branch.pending = readings.paths[path]
                room -= branch.pending.count
                forks.append((path, branch))
                waiting = waiting.dropFirst()
            }
            guard !forks.isEmpty else { throw .decodeFailed(reason: "all sequences are in use") }
            try read(forks, behind: stem, isStrict: mode == .strict, into: &readings)
        }
        return readings.found
    }

    private func read(
        _ forks: [(path: Int, branch: Branch)], behind stem: Branch, isStrict: Bool, into readings: inout Readings
    ) throws(EngineError) {
        let start = stem.tokens.count
        while forks.contains(where: { !$0.branch.pending.isEmpty }) {
            var batch = Batch()
            var paths: [Int] = []
            for fork in forks {
                let room = (isStrict ? 1 : min(mostRows, Self.mostScoredRows)) - batch.rows.count
                let count = min(room, fork.branch.pending.count)
                guard count > 0 else { continue }
                paths.append(fork.path)
                add(fork.branch, count: count, to: &batch, wantsAll: true)
            }
            guard try isEvaluated(batch, keeping: [stem] + forks.map(\.branch)) else { continue }
            for (path, part) in zip(paths, batch.parts) {
                for offset in 0..<part.count {
                    // A memory that can't be cut back may have had to evaluate the history again.
                    let place = part.branch.tokens.count - part.count + offset + 1 - start
                    guard place > 0 else { continue }
                    try readings.read(
                        at: place, in: path, context.rawLogits(ofRow: part.lastRow - part.count + 1 + offset))
                }
            }
        }
    }
}

/// The likelihoods of some continuations as they are read, row by row.
private struct Readings {
    /// The tokens that have to be evaluated behind the history: none is the beginning of another.
    private(set) var paths: [[Int32]] = []
    /// The likelihoods that were read so far.
    private(set) var found: [[TokenLikelihood]]
    private let continuations: [[Int32]]
    /// The path that each continuation but its last token lies on.
    private var path: [Int]

    init(of continuations: [[Int32]]) {
        self.continuations = continuations
        found = continuations.map { _ in [] }
        path = continuations.map { _ in 0 }
        for index in continuations.indices.sorted(by: { continuations[$0].count > continuations[$1].count }) {
            let needed = continuations[index].dropLast()
            if let known = paths.firstIndex(where: { $0.starts(with: needed) }) {
                path[index] = known
            } else if !needed.isEmpty {
                path[index] = paths.count
                paths.append(Array(needed))
            }
        }
    }

    /// Reads the token at `place` of each continuation that lies on a path, or of all of them.
    mutating func read(
        at place: Int, in path: Int?, _ logits: UnsafeBufferPointer<Float>?
    ) throws(EngineError) {
        let concerned = continuations.indices.filter { index in
            (path == nil || self.path[index] == path) && found[index].count == place
                && continuations[index].count > place
        }
        if concerned.isEmpty { return }
        guard let logits else { throw .decodeFailed(reason: "a row of logits is missing") }
        do throws(RowError) {
            let read = try Row.likelihoods(of: concerned.map { continuations[$0][place] }, in: logits)
            for (index, likelihood) in zip(concerned, read) { found[index].append(likelihood) }
        } catch {
            throw .badLogits(reason: "\(error)")
        }
    }
}
