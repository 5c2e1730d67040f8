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
        case .newPrompt: "create blank empty"
        case .nextPrompt: "switch tab window buffer unsaved"
        case .versions: "backup restore diff revision"
        case .history: "runs log past earlier search rate"
        case .evaluation: "test benchmark score accuracy data dataset csv jsonl grid"
        case .nextCase, .previousCase: "row data example sample test"
        case .models: "gguf gemma llama qwen smollm mistral phi download server api switch"
        case .exportComparison: "export html csv json markdown share report file"
        case .copyComparison: "markdown clipboard share table"
        case .copyOutput: "clipboard yank"
        case .copyCommand: "shell cli command line"
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
        case .showProbabilities: "confidence logprobs heat color colour"
        case .newSeed, .sameSeed: "random noise reroll"
        case .branch: "fork alternative token candidate"
        case .toggleThoughts: "think reasoning fold tools"
        case .rateUp, .rateDown: "stars thumbs good bad like score mark"
        case .findText: "search highlight match grep"
        case .fullScreen: "zoom maximize maximise large"
        case .useOutput: "expected answer save rate keep"
        case .explain: "what is why meaning legend"
        case .undo: "back revert"
        case .redo: "again repeat"
        case .addExample: "shot demonstration"
        case .deleteExample: "remove shot"
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
        case .temperature: "creativity randomness sampling"
        case .topK, .topP, .minP: "nucleus cut candidates sampling"
        case .maxTokens: "length limit longest output"
        case .seed: "random noise"
        case .stop: "end sequence"
        default: "sampling setting"
        }
    }
}
