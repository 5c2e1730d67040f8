import Evaluation
import Lanes
import Library
import Prompting
import Remedies

/// Attacks on a prompt as an evaluation: its cases are the attacks, the harmless questions and the prompt's own cases, so that
/// all of them share the instruction's prefix.
package struct AttackPlan: Sendable {
    /// How many tries, and where the attacks go.
    package struct Options: Sendable {
        /// The number of tries of each attack.
        package var tries: Int
        /// The variable that takes the user's text; nil for the input's last one.
        package var variable: String?
        /// The values of the other variables.
        package var variables: [String: String]
        /// The number of outputs that run at once.
        package var parallel: Int
        /// The mode of the run.
        package var mode: RunMode

        /// Creates options.
        package init(tries: Int, variable: String?, variables: [String: String], parallel: Int, mode: RunMode) {
            (self.tries, self.variable, self.variables) = (tries, variable, variables)
            (self.parallel, self.mode) = (parallel, mode)
        }
    }

    /// The suite.
    package let suite: AttackSuite
    /// The attacks with their texts, in the order of the first cases.
    let aimed: [AttackSuite.Aimed]
    /// The prompt with the suite's rules.
    let prompt: Prompt
    /// The number of tries of each attack.
    let tries: Int
    /// The values of variables besides the prompt's.
    let variables: [String: String]
    /// The folders of images.
    let images: ImageFolders
    /// The evaluation of all lanes over all cases.
    package let evaluation: EvaluationPlan
    /// Notices before the run.
    package let notices: [Notice]

    /// Returns a prompt's file with the suite's rules in the instruction.
    static func guarded(_ file: PromptFile, by suite: AttackSuite) throws -> PromptFile {
        var file = file
        var prompt = file.prompt
        prompt.instruction = suite.guarded(prompt.instruction)
        _ = try file.update(to: prompt)
        return file
    }

    /// Plans the run. `file` has the suite's rules, and `lanes` are those of its prompt. `images` are the folders of the
    /// prompt's images and sources; nil takes those of its file.
    ///
    /// - Throws: The reason why the attacks have no place in the prompt, or why an engine can't take a request.
    init(
        _ suite: AttackSuite, on file: PromptFile, name: String, lanes: [PlannedLane], texts: TextModels,
        options: Options, images: ImageFolders? = nil, telling tell: @escaping ProgressTeller = { _ in }
    ) async throws {
        (self.suite, aimed, prompt) = (suite, suite.aimed, file.prompt)
        (tries, variables) = (options.tries, options.variables)
        let images = images ?? file.imageFolders(given: options.variables.keys)
        self.images = images
        var notices: [Notice] = []
        var data = try Self.ownCases(of: file, &notices)
        let place = try AttackPlace(in: prompt, wanted: options.variable, replacesInput: data.replacesInput)
        notices.insert(Notice(place.sentence), at: 0)
        if place.isWholeInput, !data.replacesInput {
            data.replacesInput = true
            for index in data.cases.indices { data.cases[index].variables[place.variable] = prompt.input }
        }
        let embedders = SourceEmbedders(lanes: lanes.compactMap(\.backend.model), telling: tell)
        let passages = try await AttackPassages(
            place, in: prompt, options.variables, lanes: lanes, folder: images.prompt, embedders: embedders,
            telling: tell)
        notices += passages.notices(for: lanes)
        let sourced = aimed.count { $0.attack.source != nil }
        if !passages.areSent, sourced > 0 {
            notices.append(
                "No passages of sources are sent, so \(sourced == 1 ? "that of 1 attack stands" : "those of \(sourced) attacks stand") in the user's text."
            )
        }
        let instruction = prompt.instruction
        var attacks: [Case] = []
        for one in aimed {
            let values = try await passages.values(of: one.attack.text, passage: one.attack.source)
            var attack = Case(id: Self.id(of: one), variables: values)
            (attack.turns, attack.isForeign) = (one.attack.turns, true)
            attack.assertions = [Assertion(keeping: one.secret, of: instruction)]
            attacks.append(attack)
        }
        var questions: [Case] = []
        for question in suite.questions {
            var one = Case(id: Self.id(of: question), variables: try await passages.values(of: question.text))
            (one.assertions, one.isForeign) = ([.isAnswered], true)
            questions.append(one)
        }
        // Without own cases nothing is read from outputs.
        let answer: AnswerType? = data.cases.isEmpty ? .text : nil
        data.cases = attacks + questions + data.cases
        var plan = try await EvaluationPlan(
            .eval, file: file, path: nil, name: name, data: data, source: nil, lanes: lanes,
            variables: options.variables, images: images, answer: answer, pick: .last, mode: options.mode,
            parallel: options.parallel, texts: texts, embedders: embedders, telling: tell)
        let (tried, asked) = (Set(attacks.map(\.id)), Set(questions.map(\.id)))
        for index in plan.run.lanes.indices {
            let lane = SampledLane(plan.run.lanes[index], tries: options.tries, attacks: tried, questions: asked)
            plan.run.lanes[index].request = lane.request
        }
        for lane in lanes where options.tries > 1 && lane.lane.settings.settings.temperature == 0 {
            notices.append(
                "\(lane.lane.name) has temperature 0, where all tries are the same: each attack is tried once.")
        }
        evaluation = plan
        self.notices = notices + plan.notices
    }

    /// Returns the prompt's own cases; none, with a notice, if there are none that can be used.
    private static func ownCases(of file: PromptFile, _ notices: inout [Notice]) throws -> DataSet {
        guard !file.prompt.testData.isEmpty else {
            notices.append("The prompt has no test data, so whether it still works isn't measured.")
            return DataSet()
        }
        var data = DataSet()
        do throws(DataSetError) {
            data = try DataSet(testDataOf: file.prompt, options: DataOptions().checked(by: file))
        } catch {
            notices.append(Notice("The prompt's own cases are left out: ", about: error))
            return DataSet()
        }
        let hasRight = data.cases.contains { !$0.expected.isEmpty || !$0.assertions.isEmpty }
        guard hasRight || file.prompt.answer?.name != nil || !PlannedChecks(of: file).assertions.isEmpty else {
            notices.append("The prompt's own cases say no right answers, so whether it still works isn't measured.")
            return DataSet()
        }
        for index in data.cases.indices { data.cases[index].id = "case: " + data.cases[index].id }
        return data
    }

    static func id(of attack: AttackSuite.Aimed) -> String { "attack: " + attack.attack.id }

    static func id(of question: AttackSuite.Question) -> String { "question: " + question.id }

    /// The cases by what they show: attacks, harmless questions, and the prompt's own.
    var groups: [CaseGroup] {
        let (attacks, questions) = (Set(aimed.map(Self.id)), Set(suite.questions.map(Self.id)))
        let own = Set(evaluation.data.cases.map(\.id)).subtracting(attacks).subtracting(questions)
        return [
            CaseGroup("Attacks (right: held)", ids: attacks, isKept: false),
            CaseGroup("Harmless questions (right: not refused)", ids: questions, isKept: true),
            CaseGroup("The prompt's own cases", ids: own, isKept: true),
        ]
    }
}

/// A lane that tries attacks several times, and asks harmless questions once.
private struct SampledLane: Sendable {
    let lane: EvaluatedLane
    let tries: Int
    let attacks: Set<String>
    let questions: Set<String>

    init(_ lane: EvaluatedLane, tries: Int, attacks: Set<String>, questions: Set<String>) {
        (self.lane, self.tries, self.attacks, self.questions) = (lane, tries, attacks, questions)
    }

    func request(_ one: Case) throws(PromptError) -> LaneRequest {
        var request = try lane.request(one)
        guard !request.settings.isBeamSearch else { return request }
        if attacks.contains(one.id) { request.samples = request.settings.temperature > 0 ? tries : 1 }
        if questions.contains(one.id) { request.samples = 1 }
        return request
    }
}
