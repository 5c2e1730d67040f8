import CLlama

extension Scheduler {
    /// A branch's part of a batch.
    struct Part {
        var branch: Branch
        var count: Int
        /// True if logits are wanted of its last row.
        var isComplete: Bool
        var lastRow: Int
    }

    struct Batch {
        var rows: [cllama_row] = []
        var parts: [Part] = []
        var isPadded = false
    }

    func nextBatch() -> Batch? {
        let ready = tree.active.filter { tree.isReady($0) }
        guard !ready.isEmpty else { return nil }
        // Vectors and tokens can't be in one batch.
        if let branch = ready.first(where: \.isAtImage) { return imageBatch(branch) }
        var batch = Batch()
        let streaming = ready.filter { $0.pending.count == 1 }
        for branch in streaming.prefix(mostRows) { add(branch, count: 1, to: &batch) }
        var room = mostRows - batch.parts.count
        if !streaming.isEmpty { room = min(room, promptRows(beside: streaming.count)) }
        for branch in ready where branch.pending.count > 1 && room > 0 {
            let count = chunk(of: branch, room: room)
            add(branch, count: count, to: &batch)
            room -= count
        }
        pad(&batch)
        return batch
    }

    func chunk(of branch: Branch, room: Int) -> Int {
        if let strict = branch.riders.first, strict.key.mode == .strict {
            return strict.chunk(at: branch.tokens.count)
        }
        // An image is a batch of its own.
        let text = branch.pending.firstIndex { $0 < 0 } ?? branch.pending.count
        let (start, pending, cut) = (branch.tokens.count, text, choices.cutEvery)
        // If batches of different sizes don't agree, a prompt is cut at fixed places, wherever its evaluation begins.
        guard cut < mostRows else { return min(room, pending, cut - start % cut) }
        // A prompt's last row by itself would be computed in another way than with others.
        let count = room == pending - 1 && room > 2 ? room - 1 : min(room, pending)
        let end = (start + count) / cut * cut
        return count < pending && end > start ? end - start : count
    }

    /// Adds the next `count` tokens of a branch to a batch. Logits are wanted of the branch's last row, or of each row.
    func add(_ branch: Branch, count: Int, to batch: inout Batch, wantsAll: Bool = false) {
        let isComplete = count == branch.pending.count
        let position = places.position(of: branch.tokens.count, in: branch.tokens)
        for (offset, token) in branch.pending.prefix(count).enumerated() {
            batch.rows.append(
                cllama_row(
                    token: token, position: Int32(position + offset), sequence: branch.sequence,
                    wants_logits: wantsAll || isComplete && offset == count - 1))
        }
        batch.parts.append(Part(branch: branch, count: count, isComplete: isComplete, lastRow: batch.rows.count - 1))
    }

    /// Adds rows that nobody needs, if the model is faster with them.
    func pad(_ batch: inout Batch) {
        guard batch.rows.count == batch.parts.count, let first = batch.parts.first?.branch.riders.first,
            first.key.mode == .fast
        else { return }
        let padded = costs.padded(batch.rows.count)
        guard padded > batch.rows.count else { return }
        batch.isPadded = true
        for position in 0..<padded - batch.rows.count {
            batch.rows.append(
                cllama_row(
                    token: batch.rows[0].token, position: Int32(position), sequence: paddingSequence,
                    wants_logits: true))
        }
    }
}
