extension State {
    /// Why the lanes can't be attacked; nil if they can, or if there are attacks to look at.
    var reasonAgainstAttacks: String? {
        if let current = evaluations.attacks.current, current.isRunning || current.results != nil { return nil }
        let setup = setup
        if setup.isBlank { return "There is nothing to attack yet: the prompt sends nothing." }
        return setup.lanes.indices.first { setup.facts(of: $0) == nil }.map {
            "The model of lane \(look.line(setup.lanes[$0].name)) isn't loaded."
        }
    }

    /// Shows the attacks of this session that run or have ended; if there are none, says what attacks would do.
    mutating func showAttacks() {
        evaluations.attacks.goBack()
        guard let current = evaluations.attacks.current, current.isRunning || current.results != nil else {
            let last = evaluations.attacks.current?.order
            return planAttacks(suite: last?.suite, tries: last?.tries ?? 1)
        }
        show(AttackLayer(current.results?.report))
    }

    /// Finds out what attacks on the lanes as they are would do.
    mutating func planAttacks(suite: String?, tries: Int) {
        guard evaluations.attacks.current?.isRunning != true else { return }
        var prompt = promptForSaving
        prompt.lanes = board.lanes.map(\.lane)
        let setup = setup
        let order = AttackOrder(
            prompt: prompt, name: prompt.name.isEmpty ? title : prompt.name,
            models: prompt.lanes.map { setup.modelWord(of: $0) }, images: setup.images, suite: suite, tries: tries)
        let requests = evaluations.attacks.plan(order)
        show(AttackLayer(nil))
        carryOut(requests)
    }

    /// Takes news of attacks, and tells them where they aren't looked at.
    mutating func receive(_ news: AttackNews, number: Int, _ message: Message) {
        guard evaluations.attacks.take(news, number: number) else { return }
        tellLayers(.message(message))
        guard layers.nearest(AttackLayer.self) == nil else { return }
        switch news {
        case .planned, .progress: break
        case .ended: say("The attacks are done: A in the lanes shows them.")
        case .failed(let problem): say(problem, isError: true)
        }
    }
}
