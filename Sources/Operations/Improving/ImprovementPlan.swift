import Evaluation
import Lanes
import Prompting

/// The plan of a search for a better prompt: the cases in their parts, and how candidates are asked.
package struct ImprovementPlan: Sendable {
    /// The evaluation of the prompt as it is over all cases, which says how answers are read.
    package let evaluation: EvaluationPlan
    /// The prompt as it is.
    package let prompt: Prompt
    /// What is asked.
    package let order: ImprovementOrder
    private let split: DataSplit
    /// The ids of the cases that were given as held-out data.
    private let test: Set<String>
    /// Sentences about what was assumed or left out.
    package let notices: [String]
    /// The text that the prompt asks with, for each case.
    let texts: [String]
    private let variables: [String: String]
    private let images: ImageFolders

    /// Divides the cases of an evaluation with one lane. `test` are the ids of those that were given as held-out data; if
    /// there are none, a share of the others is held out.
    ///
    /// - Throws: ``ImprovementError``.
    package init(
        _ evaluation: EvaluationPlan, of prompt: Prompt, test: Set<String>, variables: [String: String],
        images: ImageFolders, order: ImprovementOrder
    ) throws(ImprovementError) {
        (self.evaluation, self.order, self.variables, self.images) = (evaluation, order, variables, images)
        self.test = test
        var prompt = prompt
        if evaluation.data.replacesInput { prompt.input = "{{input}}" }
        self.prompt = prompt
        let cases = evaluation.data.cases
        let texts = cases.map { Self.text(of: $0, in: prompt, variables) }
        self.texts = texts
        let shared = prompt.variables.merging(variables) { $1 }
        let own = Set(prompt.examples.filter(\.isOn).map { Template.filled($0.input, with: shared) })
        // Where the input is the same for all cases, the instruction tells them apart.
        let isFixed = prompt.images.isEmpty && Template(prompt.input).variables.isEmpty
        let items = cases.indices.map { index in
            let instruction = Template.filled(prompt.instruction, with: shared.merging(cases[index].variables) { $1 })
            return DataSplit.Item(
                text: isFixed ? instruction : texts[index], detail: instruction,
                answer: cases[index].expected.first ?? cases[index].assertions.first?.name ?? "",
                part: own.contains(texts[index]) ? .examples : test.contains(cases[index].id) ? .heldOut : nil)
        }
        let heldOut = test.isEmpty ? order.heldOutShare : 0
        split = DataSplit(items, shares: [0.4 * (1 - heldOut), 0.6 * (1 - heldOut), heldOut], seed: order.seed)
        var said: [String] = []
        let known = items.count { $0.part == .examples }
        if known > 0 {
            said.append(
                known == 1
                    ? "1 case is among the prompt's own examples and never counts."
                    : "\(known) cases are among the prompt's own examples and never count.")
        }
        let proving = split[.heldOut].filter { test.isEmpty || test.contains(cases[$0].id) }
        let double = split[.heldOut].count - proving.count
        if double > 0 {
            said.append(
                "\(double) cases of the data have the text of a case of the test data and aren't used otherwise.")
        }
        let repeated = proving.count - split.distinct(proving).count
        if repeated > 0 {
            said.append(
                repeated == 1
                    ? "1 held-out case asks what another one asks, and doesn't count twice."
                    : "\(repeated) held-out cases ask what others of them ask, and don't count twice.")
        }
        notices = said
        let (race, held) = (counts[1], counts[2])
        guard race >= ImprovementError.fewest.race, held >= ImprovementError.fewest.heldOut else {
            throw .tooFewCases(race: race, heldOut: held)
        }
        if !sendsExamples, order.instructions.isEmpty, order.proposals == nil {
            throw .nothingToTry(technique: lane.lane.technique)
        }
    }

    /// The lane that candidates run on.
    package var lane: PlannedLane { evaluation.lanes[0] }

    /// True if candidates may have other examples.
    var sendsExamples: Bool {
        order.mostExamples > 0 && lane.lane.technique.traits.sendsExamples && prompt.images.isEmpty
    }

    /// Returns the instruction of a candidate from a text of a list or a model.
    func instruction(from text: String) -> String {
        order.addsInstructions && !prompt.instruction.isEmpty ? prompt.instruction + "\n" + text : text
    }

    /// The places among the cases of the race of those that a candidate mustn't have fewer of right than the prompt.
    var kept: Set<Int> {
        let ids = order.groups.filter(\.isKept).reduce(into: Set<String>()) { $0.formUnion($1.ids) }
        return Set(cases(.race).enumerated().filter { ids.contains($0.element.id) }.map(\.offset))
    }

    /// A sentence about the parts, and one about the difference that the held-out cases can show.
    package var sentences: [String] {
        [
            "\(counts[0]) cases for examples, \(counts[1]) to race on, \(counts[2]) held out for the end (seed \(order.seed)).",
            DetectableDifference.sentence(cases: counts[2]),
        ]
    }

    /// Number of cases in each part, in the parts' order.
    var counts: [Int] { DataSplit.Part.allCases.map { indices($0).count } }

    /// Returns the indices of a part's cases. A case with the text of a test case is in no other part, and doesn't count twice;
    /// neither does a held-out case that asks what another one asks.
    func indices(_ part: DataSplit.Part) -> [Int] {
        guard part == .heldOut else { return split[part] }
        return split.distinct(split[part].filter { test.isEmpty || test.contains(evaluation.data.cases[$0].id) })
    }

    /// Returns the cases of a part.
    func cases(_ part: DataSplit.Part) -> [Case] { indices(part).map { evaluation.data.cases[$0] } }

    private static func text(of one: Case, in prompt: Prompt, _ variables: [String: String]) -> String {
        let values = prompt.variables.merging(variables) { $1 }.merging(one.variables) { $1 }
        let text = Template.filled(prompt.input, with: values)
        return prompt.images.isEmpty ? text : prompt.images.map { Template.filled($0, with: values) }.joined() + text
    }

    /// Returns a candidate as lanes over cases are run.
    func lane(_ name: String, of candidate: PromptCandidate) -> EvaluatedLane {
        let asked = CandidateRequests(
            lane: lane, prompt: candidate.applied(to: prompt), variables: variables, images: images)
        return asked.lane(name)
    }
}

/// How a candidate is asked about a case.
private struct CandidateRequests: Sendable {
    var lane: PlannedLane
    var prompt: Prompt
    var variables: [String: String]
    var images: ImageFolders

    func lane(_ name: String) -> EvaluatedLane {
        EvaluatedLane(
            name: name, engine: lane.backend.engine, engineKey: lane.backend.key, isFree: lane.backend.isFree,
            request: request)
    }

    private func request(_ one: Case) throws(PromptError) -> LaneRequest {
        try lane.request(
            one.added(to: prompt), variables: variables.merging(one.variables(of: lane.lane.name)) { $1 },
            images: one.imageFolders(images)
        ).readingImages()
    }
}
