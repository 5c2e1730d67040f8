import ArgumentParser
import Console
import Evaluation
import Operations
import Prompting

/// Options for running lanes over cases.
struct EvaluationArguments: ParsableArguments {
    @Option(help: ScoringWay.help)
    var score: ScoringWay = .generation

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "With --score likelihood, also shows the figures after temperature scaling, or after contextual calibration (division by each answer's share without a case's values). May be repeated.",
            valueName: "method"))
    var calibrate: [CalibrationMethod] = []

    @Option(help: "The number of outputs for each case; the majority's answer counts (self-consistency).")
    var samples: Int?

    @Option(help: "The number of outputs that run at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(
        help: ArgumentHelp(
            "The file that keeps the outputs (default: one of Lathe's own, which --resume finds).",
            valueName: "results.jsonl"
        ))
    var out: String?

    @Flag(help: "Takes over the outputs of an earlier run with the same requests.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Number of cases of a run in fast mode that are run again in strict mode, to see how many outputs differ (default: from 40 cases on, as many as take 5 % of the run's time).",
            valueName: "cases"))
    var strictSample: Int?

    @Option(
        help: ArgumentHelp(
            "Number of cases that servers are asked about again, to tell how often the same request gives another text.",
            valueName: "cases"))
    var repeatNoise: Int?

    /// The corrections of shares that were asked for, each once.
    var corrections: [CalibrationMethod] { CalibrationMethod.allCases.filter(calibrate.contains) }

    func validate() throws {
        if score == .likelihood, samples != nil {
            throw ValidationError("--samples has no meaning with --score likelihood, which draws nothing.")
        }
        if score == .generation, !calibrate.isEmpty {
            throw ValidationError("--calibrate needs --score likelihood: texts have no shares to calibrate.")
        }
        if let samples, !Lane.sampleRange.contains(samples) {
            throw ValidationError("--samples is \(samples); it must be 1...1000.")
        }
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if let strictSample, strictSample < 0 {
            throw ValidationError("--strict-sample is \(strictSample); it must be at least 0.")
        }
        if let repeatNoise, repeatNoise < 1 {
            throw ValidationError("--repeat-noise is \(repeatNoise); it must be at least 1.")
        }
    }

    /// Returns the session that runs a plan as these options say.
    func session(of plan: EvaluationPlan, _ history: HistoryArguments) throws -> EvaluationSession {
        try EvaluationSession(
            plan, path: out, resume: resume, recorder: history.recorder(of: "evaluation"), strictSample: strictSample,
            noiseCases: repeatNoise, corrections: corrections)
    }

    /// Returns the lanes with the number of samples that was asked for.
    func sampled(_ lanes: [Lane]) -> [Lane] {
        guard let samples else { return lanes }
        return lanes.map { lane in
            var lane = lane
            lane.samples = samples
            return lane
        }
    }
}

extension ScoringWay: ExpressibleByArgument {
    /// What the option says of it where cases are run.
    static var help: ArgumentHelp {
        "How an answer is found: generation reads it from an output; likelihood generates nothing, and reads how likely each possible answer is where the output begins (types choice and yes-no, and short texts)."
    }
}
extension CalibrationMethod: ExpressibleByArgument {}
