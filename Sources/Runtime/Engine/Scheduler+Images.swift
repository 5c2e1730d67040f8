import CLlama
import Lanes

extension Scheduler {
    /// Returns the batch that evaluates the image which a branch has next. It has no rows.
    func imageBatch(_ branch: Branch) -> Batch {
        let count = min(branch.pending.first.flatMap { places.images?.extent($0)?.count } ?? 1, branch.pending.count)
        var batch = Batch()
        batch.parts.append(
            Part(branch: branch, count: count, isComplete: count == branch.pending.count, lastRow: 0))
        return batch
    }

    /// Evaluates a batch of tokens, or of one image.
    func evaluate(_ batch: Batch) -> LlamaContext.Outcome {
        guard batch.rows.isEmpty, let part = batch.parts.first, let number = part.branch.pending.first else {
            return context.decode(batch.rows)
        }
        do throws(EngineError) {
            guard let images = places.images else { throw .decodeFailed(reason: "the model reads no images") }
            let stretch = try images.stretch(number)
            let projector = stretch.projector
            let encoded = ComputeTurns.take { () -> Result<[Float], EngineError> in
                Result { () throws(EngineError) in try images.vectors(number, stretch) }
            }
            let vectors = try encoded.get()
            let first = places.position(of: part.branch.tokens.count, in: part.branch.tokens)
            return context.decode(
                vectors, places: projector.positions(of: stretch.part, in: stretch.image, from: first),
                sections: projector.sections, sequence: part.branch.sequence, seesAll: projector.seesAll,
                wantsLogits: part.isComplete)
        } catch {
            if case .decodeFailed(let reason) = error { return .failed(reason) }
            return .failed("\(error)")
        }
    }
}

extension Branch {
    /// True if an image is evaluated next.
    var isAtImage: Bool { pending.first.map { $0 < 0 } ?? false }
}
