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
        let isStrict = generations.contains { $0.generation.key.mode == .strict }
        questions = questions.filter { question in
            if let row = keptRow(for: question) {
                question.reply(reply(to: question, with: row))
            } else if generations.isEmpty || question.mode == .fast && !isStrict {
                question.reply(answer(to: question))
            } else {
                return true
            }
            return false
        }
    }

    private func keptRow(for question: Question) -> Row? {
        question.isWhole ? nil : rows[RowKey(mode: question.mode, tokens: question.history)]
    }

    private func answer(to question: Question) -> Result<NextToken, EngineError> {
        do throws(EngineError) {
            let history = question.history
            guard history.count <= context.cells else {
                throw .promptTooLong(tokens: history.count, context: context.cells)
            }
            let isStrict = question.mode == .strict
            if isStrict { tree.clear() }
            guard let branch = tree.newBranch(for: history, fresh: isStrict ? history.count : 2) else {
                throw .decodeFailed(reason: "all sequences are in use")
            }
            branch.source = nil
            defer { tree.retire(branch) }
            return reply(to: question, with: try row(after: branch))
        } catch {
            return .failure(error)
        }
    }

    /// Returns a row with the tokens that the grammar allows at the place of the question.
    private func reply(to question: Question, with row: Row) -> Result<NextToken, EngineError> {
        var next = NextToken(row: row, history: question.history)
        guard let place = question.place, place.prompt.steps.indices.contains(place.step) else { return .success(next) }
        do throws(EngineError) {
            let step = place.prompt.steps[place.step]
            guard var outputGuard = try grammars.outputGuard(for: step, stage: place.step) else {
                return .success(next)
            }
            let thoughts = try renderer.thoughts(of: place.prompt)
            var output = OutputSplitter(
                tags: thoughts?.tags, isOpen: place.step == 0 && thoughts?.isOpen == true, stops: [])
            for token in question.history.suffix(max(0, place.outputTokens)) {
                let showsTag = output.expectsTags && thoughts?.controls.contains(token) == true
                _ = output.append(model.bytes(of: token, showsSpecial: showsTag))
                outputGuard.accept(token, answer: output.answer)
            }
            outputGuard.prepare()
            let mayThink = renderer.thinks && place.step == 0 && place.prompt.chat.thinks != false
            next.allowed = outputGuard.filter(behind: output, thoughts, mayThink: mayThink).map {
                TokenMask(vocabularySize: row.vocabularySize, where: $0)
            }
            if outputGuard.hasFailed { throw outputGuard.deadEnd }
            return .success(next)
        } catch {
            return .failure(error)
        }
    }

    /// Evaluates a branch without riders.
    private func row(after branch: Branch) throws(EngineError) -> Row {
        while true {
            var batch = Batch()
            if branch.isAtImage {
                batch = imageBatch(branch)
            } else {
                add(branch, count: chunk(of: branch, room: mostRows), to: &batch)
            }
            switch evaluate(batch) {
            case .done: break
            case .full:
                guard tree.evict(except: branch) else { throw .decodeFailed(reason: "the context is full") }
                continue
            case .interrupted:
                undo(batch)
                context.resume()
                continue
            case .failed(let reason):
                undo(batch)
                throw .decodeFailed(reason: reason)
            }
            take(batch)
            guard branch.pending.isEmpty else { continue }
            let row = batch.rows.isEmpty ? context.vectorsRow : batch.rows.count - 1
            guard let logits = context.logits(ofRow: row) else {
                throw .decodeFailed(reason: "a row of logits is missing")
            }
            do throws(RowError) {
                return try Row(whole: logits)
            } catch {
                throw .badLogits(reason: "\(error)")
            }
        }
    }
}
