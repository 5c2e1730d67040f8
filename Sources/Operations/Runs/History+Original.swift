import History

extension History {
    /// Returns the run that a run repeats, at the end of a chain of repetitions, as far as it is still there.
    package func original(of run: RecordedRun) -> RecordedRun {
        var run = run
        while let id = run.run.rerunOf, id < run.id, let earlier = try? self.run(id) { run = earlier }
        return run
    }
}
