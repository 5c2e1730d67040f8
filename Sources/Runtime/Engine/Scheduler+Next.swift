import Lanes
import Sampling

extension Scheduler {
    /// Asks for the row after a prompt. It is evaluated when the mode of the running samples allows it.
    func ask(_ question: Question) {
        questions.append(question)
    }

    /// Answers the questions that can be answered now: those that kept rows answer, and the others unless a strict
    /// sample has the memory to itself.
    func answerQuestions() {
        questions = questions.filter { !isAnswered($0) }
    }

    private func isAnswered(_ question: Question) -> Bool {
        let isStrict = generations.contains { $0.generation.key.mode == .strict }
        let mayCompute = generations.isEmpty || question.mode == .fast && !isStrict
        let (history, mode) = (question.history, question.mode)
        switch question.wish {
        case .row(let place, let isWhole, let reply):
            if !isWhole, let row = rows[RowKey(mode: mode, tokens: history)] {
                reply(nextToken(row, after: history, at: place))
                return true
            }
            guard mayCompute else { return false }
            let computed = Result { () throws(EngineError) in try row(after: history, mode: mode) }
            reply(computed.flatMap { nextToken($0, after: history, at: place) })
        case .likelihoods(let continuations, let reply):
            guard mayCompute else { return false }
            reply(
                Result { () throws(EngineError) in
                    try likelihoods(of: continuations, after: history, mode: mode)
                })
        }
        return true
    }

    private func row(after history: [Int32], mode: RunMode) throws(EngineError) -> Row {
        let branch = try stem(history, mode: mode)
        defer { tree.retire(branch) }
        guard let logits = context.logits(ofRow: try lastRow(of: branch)) else {
            throw .decodeFailed(reason: "a row of logits is missing")
        }
        do throws(RowError) {
            return try Row(whole: logits)
        } catch {
            throw .badLogits(reason: "\(error)")
        }
    }

    /// Returns a new branch for a history, without riders. The caller retires it.
    func stem(_ history: [Int32], mode: RunMode) throws(EngineError) -> Branch {
        guard history.count <= context.cells else {
            throw .promptTooLong(tokens: history.count, context: context.cells)
        }
        if mode == .strict { tree.clear() }
        guard let branch = tree.newBranch(for: history, fresh: mode == .strict ? history.count : 2) else {
            throw .decodeFailed(reason: "all sequences are in use")
        }
        branch.source = nil
        return branch
    }

    /// Returns a row with the tokens that the grammar allows at the place of the question.
    private func nextToken(
        _ row: Row, after history: [Int32], at place: ConstrainedPlace?
    ) -> Result<NextToken, EngineError> {
        var next = NextToken(row: row, history: history)
        guard let place, place.prompt.steps.indices.contains(place.step) else { return .success(next) }
        do throws(EngineError) {
            let step = place.prompt.steps[place.step]
            guard var outputGuard = try grammars.outputGuard(for: step, stage: place.step) else {
                return .success(next)
            }
            let thoughts = try renderer.thoughts(of: place.prompt)
            var output = OutputSplitter(
                tags: thoughts?.tags, isOpen: place.step == 0 && thoughts?.isOpen == true, stops: [])
            for token in history.suffix(max(0, place.outputTokens)) {
                let showsTag = output.expectsTags && thoughts?.controls.contains(token) == true
                _ = output.append(model.bytes(of: token, showsSpecial: showsTag))
                outputGuard.accept(token, answer: output.answer)
            }
            outputGuard.prepare()
            let mayThink =
                place.step == 0 && place.prompt.chat.thinks != false && renderer.thinks(under: place.prompt)
            next.allowed = outputGuard.filter(
                behind: output, thoughts, mayThink: mayThink, budget: place.thinking
            ).map {
                TokenMask(vocabularySize: row.vocabularySize, where: $0)
            }
            if outputGuard.hasFailed { throw outputGuard.deadEnd }
            return .success(next)
        } catch {
            return .failure(error)
        }
    }

    /// Evaluates a branch without riders, and returns the place of its last row in the last batch.
    func lastRow(of branch: Branch) throws(EngineError) -> Int {
        while true {
            var batch = Batch()
            if branch.isAtImage {
                batch = imageBatch(branch)
            } else {
                add(branch, count: chunk(of: branch, room: mostRows), to: &batch)
            }
            guard try isEvaluated(batch, keeping: [branch]), branch.pending.isEmpty else { continue }
            return batch.rows.isEmpty ? context.vectorsRow : batch.rows.count - 1
        }
    }

    /// Evaluates a batch of branches without riders; false if it has to be made again. None of `branches` makes room for
    /// it.
    func isEvaluated(_ batch: Batch, keeping branches: [Branch]) throws(EngineError) -> Bool {
        switch evaluate(batch) {
        case .done:
            take(batch)
            return true
        case .full:
            guard tree.evict(except: branches) else { throw .decodeFailed(reason: "the context is full") }
        case .interrupted:
            undo(batch)
            context.resume()
        case .failed(let reason):
            undo(batch)
            throw .decodeFailed(reason: reason)
        }
        return false
    }
}
