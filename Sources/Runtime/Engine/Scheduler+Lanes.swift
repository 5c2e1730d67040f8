import Lanes

/// How lanes' samples begin and end, and find their branches.
extension Scheduler {
    func endCancelled() {
        for (generation, job) in generations where job.flag.isSet {
            generation.end(.cancelled)
            settle(generation)
        }
        for job in jobs where job.flag.isSet || job.request.lanes.isEmpty {
            job.cancelWaiting(padding: padding(of: job))
        }
        jobs.removeAll { $0.isFinished }
    }

    /// Begins waiting samples. Strict ones run alone: one at a time, in an empty memory.
    func admit() {
        for job in jobs {
            while job.hasWaiting {
                if job.request.mode == .strict || generations.contains(where: { $0.job.request.mode == .strict }) {
                    guard generations.isEmpty else { return }
                    // Between two samples nobody uses the memory.
                    answerQuestions()
                } else {
                    guard load < Scheduler.mostGenerations else { return }
                    let underWay = generations.count { $0.job === job }
                    guard underWay < max(1, job.request.parallel ?? .max) else { break }
                }
                guard let (lane, sample) = job.nextWaiting() else { break }
                begin(lane: lane, sample: sample, of: job)
            }
        }
        jobs.removeAll { $0.isFinished }
    }

    private func begin(lane: Int, sample: Int, of job: Job) {
        do throws(EngineError) {
            let request = job.request.lanes[lane]
            // Beams are evaluated in batches of several rows, which strict mode keeps apart from the rows of others.
            let keepsRows = job.request.keepsRows && !(request.settings.isBeamSearch && job.request.mode == .strict)
            let generation = try Generation(
                lane: lane, sample: sample, request: request, mode: job.request.mode,
                keepsRows: keepsRows, model: model, renderer: renderer, grammars: grammars,
                seconds: job.request.date ?? 0, cells: context.cells, emit: job.emit)
            if request.settings.isBeamSearch {
                generation.search = BeamLane(
                    generation, model: model, emit: job.request.keepsRows ? job.emit : nil)
            }
            generations.append((generation, job))
            replay(generation)
            settle(generation)
        } catch {
            job.fail(lane: lane, sample: sample, error: error, padding: padding(of: job))
        }
    }

    /// Hands in the result of a generation that has ended. Finds another branch for one whose history differs from its
    /// branch.
    func settle(_ generation: Generation) {
        if let branch = generation.branch, generation.isFinished || !isOn(branch, generation) {
            leave(branch, generation)
        }
        if generation.isFinished, let search = generation.search {
            search.stop(because: generation)
            settle(search)
        } else if generation.isFinished {
            guard let index = generations.firstIndex(where: { $0.generation === generation }) else { return }
            let job = generations.remove(at: index).job
            job.finish(generation, padding: padding(of: job))
            if job.isFinished { jobs.removeAll { $0 === job } }
        } else if generation.branch == nil, generation.offers == nil {
            place(generation)
        }
    }

    /// Notes the beams that run now in place of the former ones.
    func add(_ beams: [Generation], of search: BeamLane) {
        guard let index = generations.firstIndex(where: { $0.generation.search === search }) else { return }
        let job = generations[index].job
        generations.removeAll { $0.generation.search === search }
        // A search that has ended stays until its result is handed in.
        let left = beams.isEmpty ? Array(search.kept.prefix(1)) : beams
        for (offset, generation) in left.enumerated() {
            generations.insert((generation, job), at: min(index + offset, generations.count))
        }
    }

    /// Hands in the result of a search that has ended.
    func settle(_ search: BeamLane) {
        guard let job = generations.first(where: { $0.generation.search === search })?.job else { return }
        for (generation, _) in generations where generation.search === search {
            if let branch = generation.branch { leave(branch, generation) }
        }
        generations.removeAll { $0.generation.search === search }
        job.finish(search, padding: padding(of: job))
        search.close()
        if job.isFinished { jobs.removeAll { $0 === job } }
    }

    private func isOn(_ branch: Branch, _ generation: Generation) -> Bool {
        branch.tokens.count + branch.pending.count == generation.history.count
    }

    func leave(_ branch: Branch, _ generation: Generation) {
        branch.riders.removeAll { $0 === generation }
        generation.branch = nil
        guard branch.riders.isEmpty else { return }
        let isInBulk = generation.isFinished && !generation.keepsRows && generation.search == nil
        tree.retire(branch, cutTo: isInBulk ? generation.promptLength : nil)
    }

    /// Gives a generation a branch that evaluates its history. If there is no room beside others, it waits.
    func place(_ generation: Generation) {
        let isStrict = generation.key.mode == .strict
        // The other beams of its lane may be under way.
        if isStrict, tree.active.isEmpty { tree.clear() }
        guard tree.active.isEmpty || tree.demand(with: generation) <= context.cells else { return }
        let fresh = isStrict ? generation.history.count : 2
        guard
            let branch = tree.activeBranch(for: generation.history)
                ?? tree.newBranch(for: generation.history, fresh: fresh)
        else {
            generation.end(.context)
            settle(generation)
            return
        }
        branch.riders.append(generation)
        generation.branch = branch
    }

    private func padding(of job: Job) -> [Int] {
        job.request.mode == .fast ? costs.padding : []
    }
}
