import Evaluation
import Lanes
import Library
import Prompting
import Sampling
import Synchronization

/// The making of phrasings: the prompt in other formats of a grammar (Sclar et al. 2024), its examples in other orders, and its
/// instruction in other words that a model writes (Mizrahi et al. 2024).
///
/// About one in eight wordings that a model writes changes the task: a person reads them.
package final class PhrasingWork: CandidateMaking {
    /// The file that keeps all candidates.
    package let file: CandidatesFile
    let order: MakingOrder
    let prompt: Prompt
    private let writer: PlannedLane
    private let asking: PhrasingPrompt
    private let check: InstructionCheck
    private let formats: Int
    private let batch: RequestBatch
    private let known: Mutex<SimilarTexts>

    /// The number of rounds without a kept candidate after which making ends.
    private static let mostDryRounds = 5

    /// Prepares a run. `formats` is how many of the candidates shall be formats; a prompt that nothing can be varied of has
    /// fewer.
    package init(
        _ order: MakingOrder, task: MakingTask, prompt: Prompt, writer: PlannedLane, asking: PhrasingPrompt,
        formats: Int,
        file: CandidatesFile
    ) {
        (self.order, self.prompt, self.writer, self.asking, self.formats) = (order, prompt, writer, asking, formats)
        self.file = file
        check = InstructionCheck(prompt, answers: task.labels)
        batch = RequestBatch(writer.backend, order)
        var known = SimilarTexts()
        let own = [prompt.instruction] + prompt.phrasings.compactMap(\.instruction)
        let made = file.candidates.filter { $0.drop == nil }.compactMap(\.phrasing?.instruction)
        for text in own + made { known.add(text) }
        self.known = Mutex(known)
    }

    /// The filters that the run has, switched off or not.
    package var filters: [CandidateFilter] { [.failed, .cut, .empty, .variables, .long, .answers, .duplicate] }
    /// The tokens so far.
    package var usage: Usage { batch.usage }
    /// No filter looks at the user's own, so none is off by itself.
    package var unfit: [CandidateFilter: Int] { [:] }

    /// Ends the run; what was made is kept.
    package func cancel() { batch.cancel() }

    /// Makes phrasings until as many candidates wait as were asked for.
    package func run(telling tell: @escaping ProgressTeller) async throws -> MakingEnd {
        defer { tell(nil) }
        try addFormats()
        try addOrders()
        guard !prompt.instruction.isEmpty else { return file.waiting.count < order.number ? .noneLeft : .enough }
        var dry = 0
        while file.waiting.count < order.number {
            if let end = batch.end { return end }
            if dry == Self.mostDryRounds { return .dry(rounds: dry) }
            let before = file.waiting.count
            if let failure = try await round(telling: tell) { return .failed(failure) }
            dry = file.waiting.count > before ? 0 : dry + 1
        }
        return .enough
    }

    // MARK: formats

    private static let grammar = "format grammar"
    static let shuffling = "order of examples"
    /// The ways that no model takes part in.
    private static let unwritten = [grammar, shuffling]

    /// Adds formats until as many of those that wait are formats as were asked for.
    private func addFormats() throws {
        let made = file.candidates.filter { $0.origin.method == Self.grammar }
        let waiting = made.count(where: \.isWaiting)
        let missing = min(formats - waiting, order.number - file.waiting.count)
        guard missing > 0 else { return }
        let others = Set((prompt.phrasings + made.compactMap(\.phrasing)).map(\.unnamed))
        let new = prompt.formats(atMost: missing + others.count).filter { !others.contains($0.unnamed) }
        for phrasing in new.prefix(missing) {
            var candidate = candidate(
                phrasing, origin: Candidate.Origin(model: "", method: Self.grammar, settings: "", seed: 1, request: 0))
            candidate.id = file.nextID
            try file.put(candidate)
        }
    }

    func candidate(_ phrasing: Phrasing, origin: Candidate.Origin) -> Candidate {
        var candidate = Candidate(
            id: 0, kind: .phrasings, values: [:], input: phrasing.instruction ?? phrasing.looks, origin: origin,
            run: file.run)
        candidate.phrasing = phrasing
        return candidate
    }

    // MARK: wordings

    /// Asks for wordings once. Returns the reason if all requests failed.
    private func round(telling tell: @escaping ProgressTeller) async throws -> String? {
        let written = file.candidates.filter { !Self.unwritten.contains($0.origin.method) }
        let first = written.map(\.origin.request).max().map { $0 + 1 } ?? 0
        let count = min(order.parallel, max(1, 2 * (order.number - file.waiting.count)))
        let requests = try (0..<count).map {
            try asking.request(
                prompt.instruction, check, number: first + $0, seed: order.seed, of: writer.backend)
        }
        let results = await batch.results(of: requests) {
            tell("Writing instructions: \($0) of \(count) · \(file.waiting.count) kept")
        }
        if let reason = results.compactMap({ $0?.error }).first, results.allSatisfy({ $0?.error != nil }) {
            return "\(reason)"
        }
        for (index, result) in results.enumerated() {
            guard let result else { continue }
            var one = wording(of: result, number: first + index)
            one.id = file.nextID
            try file.put(one)
        }
        return nil
    }

    private func wording(of result: LaneResult, number: Int) -> Candidate {
        let stage = result.samples.first?.stages.last
        var phrasing = Phrasing(name: "wording \(number + 1)")
        let text = ProposedInstruction.extracted(from: stage?.text ?? "")
        phrasing.instruction = text
        var candidate = candidate(
            phrasing,
            origin: Candidate.Origin(
                model: writer.backend.name, method: "rewording", settings: asking.settingsText, seed: order.seed,
                request: number))
        if let error = result.error {
            candidate.drop = Candidate.Drop(.failed, "\(error)")
        } else if !order.off.contains(.cut), [.length, .context].contains(stage?.finish) {
            candidate.drop = Candidate.Drop(.cut)
        } else {
            candidate.drop = check.fault(in: text, without: order.off) ?? duplicate(of: text)
        }
        return candidate
    }

    private func duplicate(of text: String) -> Candidate.Drop? {
        known.withLock { known in
            if !order.off.contains(.duplicate), let match = known.match(for: text) {
                return Candidate.Drop(.duplicate, "\(MakingWork.figure(match.score)) with “\(match.text)”")
            }
            known.add(text)
            return nil
        }
    }
}

extension Prompt {
    /// Returns other formats of the prompt, as many as there are up to `count`; none if no format changes anything.
    fileprivate func formats(atMost count: Int) -> [Phrasing] {
        do throws(PromptFormatError) {
            return try formats(count, layout: nil)
        } catch {
            guard case .tooFew(let number) = error, number > 0 else { return [] }
            return (try? formats(number, layout: nil)) ?? []
        }
    }
}
