// The entries of the stages that are off unless somebody asks for them. Their defaults are llama.cpp's.
extension Setting {
    /// The programs whose files spell most of these settings as llama.cpp's server does.
    private static let usual: Set<Program> = [.llamaServer, .textGenerationWebUI, .koboldCpp, .sillyTavern]

    static let topNSigma = Setting(
        .number(\.topNSigma, 0...100), stage: .topNSigma, off: 0, title: "top-n-sigma", short: "nsigma",
        knob: .slider((0...20).map { Double($0) / 4 }),
        help:
            "keeps tokens whose logit is within this many standard deviations of the largest (Tang et al. 2024)",
        names: [("top_n_sigma", [.llamaServer, .textGenerationWebUI]), ("nsigma", [.koboldCpp, .sillyTavern])],
        samplers: ["top_n_sigma", "top_nsigma", "nsigma"], isNew: true)

    static let xtcProbability = Setting(
        .number(\.xtcProbability, 0...1), stage: .xtc, off: 0, title: "XTC", short: "XTC",
        knob: .slider((0...20).map { Double($0) / 20 }),
        help:
            "chance with which a draw drops every token above the threshold but the least likely of them (exclude top choices)",
        names: [("xtc_probability", usual.union([.modelFile])), ("llama.xtcProbability", [.lmStudio])],
        samplers: ["xtc"], isNew: true)

    static let xtcThreshold = Setting(
        .number(\.xtcThreshold, 0...1), stage: .xtc, note: "above 0.5 XTC is off", title: "XTC thresh.",
        short: "XTC-T", decimals: 3,
        knob: .slider([0.01, 0.02, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]),
        help: "probability from which XTC drops tokens",
        names: [("xtc_threshold", usual.union([.modelFile])), ("llama.xtcThreshold", [.lmStudio])],
        isNew: true, tunes: .xtcProbability)

    static let dryMultiplier = Setting(
        .number(\.dryMultiplier, 0...100), stage: .dry, off: 0, title: "DRY", short: "DRY",
        knob: .slider((0...20).map { Double($0) / 10 } + [2.5, 3, 4, 5]),
        help: "subtracted from the logit of a token that would go on with a repetition (don't repeat yourself)",
        names: [("dry_multiplier", usual)], samplers: ["dry"], isNew: true)

    static let dryBase = Setting(
        .number(\.dryBase, 1...100), stage: .dry, title: "DRY base", short: "base",
        knob: .slider((4...16).map { Double($0) / 4 }),
        help: "factor by which that grows with each further token that is repeated",
        names: [("dry_base", usual)], isNew: true, tunes: .dryMultiplier)

    static let dryAllowedLength = Setting(
        .integer(\.dryAllowedLength, 1...1000), stage: .dry, title: "DRY allowed", short: "allowed",
        knob: .slider([1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20]),
        help: "length in tokens up to which a repetition costs nothing",
        names: [("dry_allowed_length", usual)], isNew: true, tunes: .dryMultiplier)

    static let dryLastN = Setting(
        .integer(\.dryLastN, -1...1_000_000), stage: .dry, note: "0 is off, -1 is every token",
        title: "DRY last", short: "DRY-last", words: [-1: "all", 0: "off"],
        knob: .slider([0, 16, 32, 64, 128, 256, 512, 1024, 2048, -1]),
        help: "number of latest tokens in which DRY looks for repetitions; the prompt's tokens count too",
        names: [("dry_penalty_last_n", [.llamaServer, .koboldCpp, .sillyTavern])], isNew: true,
        tunes: .dryMultiplier)

    static let dryBreakers = Setting(
        .texts(\.dryBreakers), stage: .dry, title: "DRY breaks", knob: .plain,
        help: "texts at which a repetition ends; tokens that hold one are never lowered",
        comment: "texts at which a repetition ends; without the key \\n, :, \" and *",
        names: [("dry_sequence_breakers", usual)], isNew: true, tunes: .dryMultiplier)

    static let dynatempRange = Setting(
        .number(\.dynatempRange, 0...100), stage: .temperature, off: 0, title: "dyn. temp.", short: "dynatemp",
        knob: .slider((0...20).map { Double($0) / 10 }),
        help:
            "temperature moves by up to this with the entropy of the tokens that are left: lower where the model is sure, higher where it isn't",
        names: [("dynatemp_range", [.llamaServer, .koboldCpp])], isNew: true)

    static let dynatempExponent = Setting(
        .number(\.dynatempExponent, 0...100), stage: .temperature, title: "dyn. expon.", short: "dynatemp-exp",
        knob: .slider((1...20).map { Double($0) / 4 }),
        help: "power of the entropy's share of the largest possible one; below 1 the temperature rises sooner",
        names: [("dynatemp_exponent", usual)], isNew: true, tunes: .dynatempRange)

    static let mirostatTau = Setting(
        .number(\.mirostatTau, 0...100), stage: .mirostat, off: 0, title: "mirostat", short: "mirostat",
        knob: .slider((0...20).map { Double($0) / 2 }),
        help:
            "mirostat 2 (Basu et al. 2021), in place of all stages but temperature: surprise in bits that the text keeps to",
        names: [("mirostat_tau", usual.union([.llamaCppPython, .modelFile]))], samplers: ["mirostat"],
        isNew: true)

    static let mirostatEta = Setting(
        .number(\.mirostatEta, 0...100), stage: .mirostat, title: "miro. rate", short: "rate",
        knob: .slider([0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1]),
        help: "how much of its error mirostat corrects after each token",
        names: [("mirostat_eta", usual.union([.llamaCppPython, .modelFile]))], isNew: true,
        tunes: .mirostatTau)

    static let adaptiveTarget = Setting(
        .number(\.adaptiveTarget, 0...1), stage: .adaptiveP, off: 0, title: "adaptive-P", short: "adaptive",
        knob: .slider((0...20).map { Double($0) / 20 }),
        help: "draws tokens whose probabilities are near this on average",
        names: [("adaptive_target", usual)], samplers: ["adaptive_p"], isNew: true)

    static let adaptiveDecay = Setting(
        .number(\.adaptiveDecay, 0...0.99), stage: .adaptiveP, title: "adapt. decay", short: "decay",
        knob: .slider([0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99]),
        help: "weight of the average of earlier draws against the latest one",
        names: [("adaptive_decay", usual)], isNew: true, tunes: .adaptiveTarget)
}
