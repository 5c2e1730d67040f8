extension Action {
    /// Other words that people look for it by, in lower case; empty if it has none.
    var synonyms: String {
        switch self {
        case .quit: "exit leave close end"
        case .run: "start generate execute go refresh"
        case .stop: "cancel abort interrupt"
        case .save: "write store keep"
        case .saveAs: "copy rename duplicate"
        case .library: "open load file folder template prompts examples unsaved draft import"
        case .importFile:
            "open read load convert promptfoo prompty dotprompt openai messages preset lm studio sillytavern"
        case .exportPrompt:
            "write save convert share promptfoo prompty dotprompt openai messages preset lm studio sillytavern"
        case .newPrompt: "create blank empty"
        case .nextPrompt: "switch tab window buffer unsaved"
        case .versions: "backup restore diff revision"
        case .history: "runs log past earlier search rate"
        case .vote: "judge prefer preference pair blind arena better elo bradley terry"
        case .judge: "verdict prefer preference pair better llm as a judge"
        case .attack: "jailbreak red team injection leak secret safety refusal garak promptfoo harden"
        case .makeCandidates: "generate write synthetic self-instruct data augment bootstrap paraphrase rationale"
        case .evaluation: "test benchmark score accuracy data dataset csv jsonl grid"
        case .keptEvaluations: "results earlier past list compare scores table export report"
        case .answerOutput: "reply continue chat conversation turn follow-up"
        case .addTurns, .deleteTurn: "conversation chat message dialogue reply user assistant"
        case .nextCase, .previousCase: "row data example sample test"
        case .models: "gguf gemma llama qwen smollm mistral phi download server api switch"
        case .exportComparison: "export html csv json markdown share report file"
        case .copyComparison: "markdown clipboard share table"
        case .copyOutput: "clipboard yank"
        case .copyCommand: "shell cli command line"
        case .askLikelihood: "probability logprobs perplexity continuation score surprise"
        case .showPredictability: "detect gltr perplexity surprisal rank human machine written who ai"
        case .showCompiled: "template chat rendered raw tokens prompt sent"
        case .help: "keys shortcuts manual"
        case .palette: "commands search"
        case .nextTheme: "theme color colour dark light appearance"
        case .toggleTutorial: "learn guide lesson introduction start help tour 튜토리얼"
        case .toggleMouse: "click select copy"
        case .toggleLive: "auto automatic rerun watch"
        case .nextTechnique, .chooseTechnique, .nextLaneTechnique:
            "zero-shot few-shot cot chain of thought reasoning steps"
        case .nextLayout, .chooseLayout: "chat completion template raw"
        case .newLane: "add column copy duplicate variant compare"
        case .removeLane: "delete close column"
        case .renameLane: "name title"
        case .pinLane: "keep freeze baseline compare"
        case .showDifferences: "diff compare words changed"
        case .showOnlyChanged: "filter hide same unchanged differ"
        case .showProbabilities: "confidence logprobs heat color colour"
        case .newSeed, .sameSeed: "random noise reroll"
        case .branch: "fork alternative token candidate"
        case .showSupport: "consistency hallucination made up facts selfcheck sentences"
        case .showTree: "beam search branches hypotheses"
        case .nextLaneSources: "rag retrieval bm25 embeddings search none"
        case .showPassages: "rag retrieval citations cited chunks documents files"
        case .toggleThoughts: "think reasoning fold tools"
        case .rateUp, .rateDown: "thumbs good bad like mark"
        case .findText: "search highlight match grep"
        case .fullScreen: "zoom maximize maximise large"
        case .useOutput: "expected answer save rate keep"
        case .explain: "what is why meaning legend"
        case .undo: "back revert"
        case .redo: "again repeat"
        case .addExample: "shot demonstration"
        case .deleteExample: "remove shot"
        case .editParts:
            "evaluators evaluator assertions cases expected answer type json schema grammar choices criteria yaml dataset"
        case .toggleExample: "disable enable hide"
        case .editOutside: "vim emacs nano external"
        case .viewImages: "picture photo"
        default: ""
        }
    }
}

extension Knob {
    /// Other words that people look for it by, in lower case; empty if it has none.
    var synonyms: String {
        guard case .setting(let key) = self else { return "votes self-consistency several outputs n" }
        return switch key {
        case .order: "sequence list sampler priority preset"
        case .xtcProbability, .xtcThreshold: "exclude top choices sampling"
        case .dryMultiplier, .dryBase, .dryAllowedLength, .dryLastN, .dryBreakers: "repetition loops repeat yourself"
        case .dynatempRange, .dynatempExponent: "dynamic temperature entropy"
        case .mirostatTau, .mirostatEta: "perplexity surprise mirostat tau eta"
        case .adaptiveTarget, .adaptiveDecay: "target probability"
        case .temperature: "creativity randomness sampling"
        case .topK, .topP, .minP: "nucleus cut candidates sampling"
        case .maxTokens: "length limit longest output"
        case .seed: "random noise"
        case .stop: "end sequence"
        default: "sampling setting"
        }
    }
}
