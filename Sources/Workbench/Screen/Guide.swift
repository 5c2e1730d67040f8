/// Lines below the panes that say what to press.
package enum Guide: Sendable, Hashable {
    /// The lines of the first start.
    case welcome
    /// A step of the tutorial.
    case tutorial(TutorialStep)
}

/// A language of the guide.
package enum Language: Sendable, Hashable {
    /// English, which everything else of the screen is in.
    case english
    /// Korean.
    case korean

    /// Creates the language of a locale's name, such as `ko_KR.UTF-8`: Korean, or English for all others.
    package init(locale: String) {
        self = locale == "ko" || locale.hasPrefix("ko_") || locale.hasPrefix("ko.") ? .korean : .english
    }
}

/// The steps of the tutorial. A key does each of them.
package enum TutorialStep: Int, Sendable, Hashable, CaseIterable {
    /// Runs the lanes.
    case run = 1
    /// Turns a knob.
    case turn
    /// Chooses another technique.
    case technique
    /// Makes a lane.
    case lane
    /// Saves the prompt.
    case save

    /// The step after this one; nil after the last.
    var next: TutorialStep? { TutorialStep(rawValue: rawValue + 1) }

    /// Returns whether an action is what the step asks for. The last step is done by a saved file.
    func isDone(by action: Action) -> Bool {
        switch self {
        case .run: action == .run
        case .turn: [.turnUp, .turnDown, .turnFarUp, .turnFarDown].contains(action)
        case .technique: [.nextTechnique, .chooseTechnique, .nextLaneTechnique].contains(action)
        case .lane: action == .newLane
        case .save: false
        }
    }

    /// Returns three lines of at most 78 columns that say what to press and what there is to see.
    package func lines(in language: Language) -> [String] {
        switch (self, language) {
        case (.run, .english):
            [
                "Press F5 (or ^R). Two lanes run the same prompt at different temperatures.",
                "The line above each text has its settings, the line below it its speed.",
                "From now on they run whenever you change something (F6 stops that).",
            ]
        case (.run, .korean):
            [
                "F5(또는 ^R)를 누르세요. 두 레인이 같은 프롬프트를 서로 다른 온도로 실행합니다.",
                "글 위의 줄에는 그 레인의 설정이, 아래 줄에는 속도가 나옵니다.",
                "그다음부터는 무언가를 바꿀 때마다 저절로 다시 실행됩니다(F6로 끕니다).",
            ]
        case (.turn, .english):
            [
                "Press Tab until the knobs have the frame, then → to turn the temperature.",
                "The lane is drawn anew from the first token that comes out differently.",
                "The chart shows which candidates each knob leaves; ? explains a knob.",
            ]
        case (.turn, .korean):
            [
                "노브에 테두리가 생길 때까지 Tab을 누른 뒤, →로 온도를 돌려 보세요.",
                "달라지는 첫 토큰부터만 다시 뽑습니다.",
                "차트는 각 노브가 남기는 후보를 보여 줍니다. ?는 노브를 설명합니다.",
            ]
        case (.technique, .english):
            [
                "Press F2 for the next technique, or Alt-t for a list of all four.",
                "Few-shot sends the prompt's examples first; CoT asks for reasoning.",
                "^T shows the exact text that a lane sends.",
            ]
        case (.technique, .korean):
            [
                "F2로 다음 기법을, Alt-t로 목록을 고르세요: zero-shot, few-shot, CoT.",
                "few-shot은 예시를 먼저 보내고, CoT는 추론을 하게 합니다.",
                "^T는 레인이 보내는 글을 그대로 보여 줍니다.",
            ]
        case (.lane, .english):
            [
                "Press Alt-n to copy the lane, and turn a knob of the copy: now three stand",
                "beside each other. Alt-1 to Alt-8 go to a lane; = marks words that differ.",
                "In a lane, ←/→ go from token to token.",
            ]
        case (.lane, .korean):
            [
                "Alt-n으로 레인을 복사하고 복사본의 노브를 돌려 나란히 비교해 보세요.",
                "Alt-1부터 Alt-8까지는 그 레인으로 갑니다. =는 다른 낱말을 표시합니다.",
                "레인 안에서 ←/→는 토큰 사이를 오갑니다.",
            ]
        case (.save, .english):
            [
                "Press ^S and type a name: prompt and lanes become a template of yours.",
                "^O finds it again, Alt-e has its earlier versions, Alt-h every run so far.",
                "Alt-g evaluates the lanes on data: which of them is right more often?",
            ]
        case (.save, .korean):
            [
                "^S를 누르고 이름을 적으세요. 프롬프트와 레인이 템플릿으로 저장됩니다.",
                "^O로 다시 찾고, Alt-e로 이전 판을, Alt-h로 지금까지의 실행을 봅니다.",
                "Alt-g는 데이터로 레인을 평가합니다. 어느 레인이 더 자주 맞을까요?",
            ]
        }
    }

    /// Returns the sentence behind the last step.
    static func end(in language: Language) -> String {
        switch language {
        case .english: "That was the tutorial. ^P finds any action by name, and F1 lists all keys."
        case .korean: "튜토리얼이 끝났습니다. ^P는 모든 기능을 이름으로 찾고, F1은 모든 키를 보여 줍니다."
        }
    }
}

extension Guide {
    /// Returns its heading.
    func title(in language: Language) -> String {
        switch (self, language) {
        case (.welcome, .english): "welcome to Lathe"
        case (.welcome, .korean): "Lathe에 오신 것을 환영합니다"
        case (.tutorial(let step), .english):
            "tutorial, step \(step.rawValue) of \(TutorialStep.allCases.count) (Alt-q ends it)"
        case (.tutorial(let step), .korean):
            "튜토리얼 \(step.rawValue)/\(TutorialStep.allCases.count) (Alt-q로 끝내기)"
        }
    }

    /// Returns its three lines.
    func lines(in language: Language) -> [String] {
        switch (self, language) {
        case (.tutorial(let step), _): step.lines(in: language)
        case (.welcome, .english):
            [
                "Two lanes run one prompt at two temperatures. Alt-q: a tutorial of five steps.",
                "Tab goes from pane to pane; in the knobs, ←/→ turn a value. Type to edit.",
                "F2 technique, F5 run, Alt-n lane, ^T what is sent, ^O library, F1 all keys.",
            ]
        case (.welcome, .korean):
            [
                "두 레인이 한 프롬프트를 두 온도로 실행합니다. Alt-q: 다섯 단계 튜토리얼.",
                "Tab은 다음 칸으로 가고, 노브에서 ←/→는 값을 돌립니다. 글자를 치면 고쳐집니다.",
                "F2 기법, F5 실행, Alt-n 레인, ^T 보내는 글, ^O 보관함, F1 모든 키.",
            ]
        }
    }
}
