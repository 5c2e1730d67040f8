import Operations

extension MakingPlan {
    /// Makes the candidates, with the progress on standard error. Ctrl-C ends it; what was made is kept.
    package func run() throws -> MakingEnd {
        let interruption = Interruption(cancel: work.cancel)
        return try withExtendedLifetime(interruption) {
            try wait { [work] in try await work.run(telling: ProgressLine.teller) }
        }
    }
}
