import ArgumentParser
import Console
import Evaluation
import Library
import Operations
import Prompting
import Reports
import TextLayout

struct AttackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack",
        abstract: "Tries to talk a prompt's lanes round, and says how often that works and what they refuse besides.",
        discussion: """
            Each attack is after something harmless that a program can recognise: a pass phrase in the instruction, a word that \
            must not be written, a role that must not be left, or the instruction itself. The suite adds its rules to the prompt's \
            instruction. Beside the attacks run harmless questions that look dangerous and the prompt's own test data, since a \
            prompt that refuses everything is no good.

            A suite is a YAML file, or the name of one in attacks/ in your prompts' folder; the one that comes with Lathe is usual.

            The prompt stays as it is. --harden looks for sentences behind its instruction with which it holds better and refuses \
            no more, and proves them on attacks and questions held out; --out writes the prompt with them to a new file.

            EXAMPLES
              lathe attack support
              lathe attack support --tries 5 --temperature 0.8 --max-tokens 120
              lathe attack support --against support-2 --broken
              lathe attack support --harden --propose 8 --out harder.prompt.yaml
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @Option(help: ArgumentHelp("The suite of attacks, a file or a name.", valueName: "name"))
    var suite: String = AttackSuite.usual

    @OptionGroup(title: "The attacks") var attacks: AttackArguments
    @OptionGroup(title: "The search") var hardening: HardeningArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "Lanes") var lanes: LaneArguments

    @Option(help: "The number of outputs that run at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(
        help: ArgumentHelp(
            "The file that keeps the outputs (default: one of Lathe's own, which --resume finds).",
            valueName: "results.jsonl"))
    var outputs: String?

    @Flag(help: "Takes over the outputs of an earlier run that asked the same.")
    var resume = false

    @Option(help: "The format of the result.")
    var format: StandingFormat = .table

    func validate() throws {
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if hardening.harden, attacks.against != nil {
            throw ValidationError("--against has no meaning with --harden, which is about one prompt.")
        }
        let idle = [("--tries", attacks.tries != 1), ("--broken", attacks.broken)]
        if hardening.harden, let other = idle.first(where: \.1) {
            throw ValidationError("\(other.0) has no meaning with --harden.")
        }
        if outputs != nil, attacks.against != nil {
            throw ValidationError("--outputs names one file; with --against, each prompt has one of Lathe's own.")
        }
        if attacks.against == file {
            throw ValidationError("--against names the prompt itself; name another one.")
        }
        try checkNew(hardening.out)
    }

    func run() throws {
        let suite = try AttackSuite(named: self.suite)
        let models = LocalModels(engine.setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        if hardening.harden { return try harden(suite, models) }
        let words = [file] + [attacks.against].compactMap(\.self)
        let plans = try words.map { try plan(of: PromptLibrary.standard.open($0), $0, suite, models) }
        // A copy may have the name of its original.
        let names = plans.map(\.evaluation.promptName)
        let titles = Set(names).count == names.count ? names : words
        let works = try zip(plans, titles).map { plan, title in
            try AttackWork(plan, path: outputs, resume: resume, title: words.count > 1 ? title : nil)
        }
        let interruption = Interruption { for work in works { work.cancel() } }
        defer { withExtendedLifetime(interruption) {} }
        let findings = try works.map { work in
            let found = try wait { try await work.run(telling: ProgressLine.teller) }
            try work.close()
            return found
        }
        for notice in works.flatMap(\.notices) { printError(harmless(notice)) }
        let report = AttackReport(suite: suite.name, findings)
        try report.print(as: format, listingBroken: attacks.broken)
        if interruption.isInterrupted {
            printError("Interrupted: the figures are those of the outputs that had come; --resume continues with them.")
            throw ExitCode.interrupted
        }
        if !report.failures.isEmpty { throw ExitCode.failure }
    }

    /// Plans the attacks on a prompt's lanes, of which `most` are taken.
    private func plan(
        of file: PromptFile, _ word: String, _ suite: AttackSuite, _ models: LocalModels, most: Int = .max
    ) throws -> AttackPlan {
        let (chosen, settings, chat) = (try lanes.lanes(), try sampling.patch(), try prompt.chat())
        let options = AttackPlan.Options(
            tries: attacks.tries, variable: attacks.into, variables: try prompt.variables(), parallel: parallel,
            mode: engine.setup.mode)
        let plan = try wait {
            [technique = prompt.technique, layout = prompt.layout, threads = engine.threads] in
            try await AttackPlan(
                suite, guarding: file, name: word, most: most, options: options,
                texts: { _ in TextModels(lanes: models.loaded, threads: threads) }, telling: ProgressLine.teller
            ) { prompt in
                try await PlannedLane.all(
                    of: prompt, replacedBy: chosen, technique: technique, layout: layout, commandLine: settings,
                    chat: chat, models: models)
            }
        }
        for notice in plan.notices { printError(harmless(commandLineText(of: notice))) }
        return plan
    }

    private func harden(_ suite: AttackSuite, _ models: LocalModels) throws {
        let file = try PromptLibrary.standard.open(file)
        let plan = try self.plan(of: file, self.file, suite, models, most: 1)
        var order = hardening.order()
        order.proposals = try ImprovementSession.proposals(
            hardening.propose, with: hardening.proposer ?? plan.evaluation.lanes.first?.lane.model, by: "hardening",
            models: models)
        let session = ImprovementSession(
            plan: try plan.hardening(order), outputs: outputs, resume: resume, out: hardening.out, format: format)
        let ended = try session.run(file) { plan.hardened(file.prompt, by: $0) }
        if ended.isInterrupted { throw ExitCode.interrupted }
    }
}
