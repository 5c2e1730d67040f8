extension Korean {
    /// What the last line says of lanes, knobs and outputs.
    static let laneSentences: [String: String] = laneNews.merging(outputNews) { first, _ in first }

    private static let laneNews: [String: String] = [
        "Lane # removed. ^_ brings it back.": "레인 #1: 제거했습니다. ^_로 되살립니다.",
        "This output has no thoughts and calls no tool. T changes the lane's technique.":
            "이 출력에는 생각도 도구 호출도 없습니다. T로 레인의 기법을 바꿉니다.",
        "This lane's technique: #.": "이 레인의 기법: #1.",
        "The lane follows the prompt's technique again.": "레인이 다시 프롬프트의 기법을 따릅니다.",
        "A lane needs a name.": "레인에는 이름이 있어야 합니다.", "Another lane is called #.": "#1: 다른 레인의 이름입니다.",
        "Opens #.": "여는 중: #1.", "The lane has no images.": "레인에 이미지가 없습니다.",
        "Lane # branches off # after token #, “#”.": "레인 #1: 레인 #2의 토큰 #3 “#4” 뒤에서 갈라졌습니다.",
        "Lane # branches off # at token # with “#”.": "레인 #1: 레인 #2의 토큰 #3에서 “#4”(으)로 갈라졌습니다.",
        "Lane # starts from its prompt: the tokens that it branched off with belong to another model.":
            "레인 #1: 갈라질 때의 토큰이 다른 모델의 것이라 프롬프트부터 시작합니다.",
        "Lane # was branched off at a token; the evaluation runs it from its prompt.":
            "레인 #1: 토큰에서 갈라진 레인이지만, 평가는 프롬프트부터 실행합니다.",
        "The prompt has # lanes; the first # are shown.": "프롬프트에 레인이 #1개 있어 처음 #2개를 보여 줍니다.",
        "Seed # for lane #. S gives it to all.": "레인 #2의 시드: #1. S로 모든 레인에 줍니다.",
        "All lanes have the seed #.": "모든 레인의 시드: #1.",
        "# comes from the prompt, the model or the defaults again.": "@1: 다시 프롬프트, 모델 또는 기본값을 따릅니다.",
        "# is not a number of samples: type #.": "#1: 샘플 수가 아닙니다. 입력할 값: @2.",
        "# can't be #: it takes #.": "@1: #2 값은 받지 않습니다. 받는 값: @3.",
        "# doesn't accept #, so lane # ignores it.": "#1: @2 설정을 받지 않아 레인 #3에 효과가 없습니다.",
        "# has no use for #, so lane # ignores it.": "#1: @2 설정을 쓰지 않아 레인 #3에 효과가 없습니다.",
        "Lane # uses the prompt's model again.": "레인 #1: 다시 프롬프트의 모델을 씁니다.",
        "Lane # uses #.": "레인 #1의 모델: #2.", "All lanes use #.": "모든 레인의 모델: #1.",
        "Lanes whose last run wrote the same as the one before are hidden; d shows all.":
            "마지막 실행의 출력이 그 앞과 같은 레인은 숨겼습니다. d로 모두 봅니다.",
        "All lanes are shown.": "모든 레인이 보입니다.",
        "Tokens are coloured by their probability; the lane's lower edge has the steps.":
            "토큰을 확률에 따라 칠했습니다. 단계는 레인 아래쪽 테두리에 있습니다.",
        "Tokens have no colours of their own any more.": "토큰을 더는 칠하지 않습니다.",
        "Live: lanes run again after every change.": "실시간: 고칠 때마다 레인을 다시 실행합니다.",
        "Not live: F5 or ^R runs the lanes.": "실시간 아님: F5나 ^R로 레인을 실행합니다.",
        "Stopped. The text so far is kept.": "중지했습니다. 지금까지의 글은 남습니다.",
        "Stopped before the lanes ran. F5 runs them.": "레인을 실행하기 전에 중지했습니다. F5로 실행합니다.",
        "Technique: #.": "기법: #1.",
        "Technique of the prompt: #. Every lane has its own, which T changes there.":
            "프롬프트의 기법: #1. 모든 레인에 자기 기법이 있고, 레인에서 T로 바꿉니다.",
        "Technique: #. Lane # has its own.": "기법: #1. 레인 #2에는 자기 기법이 있습니다.",
        "Technique: #. Lanes # have their own.": "기법: #1. 레인 #2에는 자기 기법이 있습니다.",
        "Layout: #.": "배치: #1.", "Layout: #. Lane # keeps its own.": "배치: #1. 레인 #2에는 자기 배치가 있습니다.",
        "Layout: #. Lanes # keep their own.": "배치: #1. 레인 #2에는 자기 배치가 있습니다.",
        "The model has no chat template, so it needs the completion layout.":
            "모델에 대화 템플릿이 없어 이어쓰기 배치(completion)가 필요합니다.",
        "Lane # uses the completion layout: its model has no chat template.":
            "레인 #1: 모델에 대화 템플릿이 없어 이어쓰기 배치(completion)를 씁니다.",
    ]

    private static let outputNews: [String: String] = [
        "The output is no longer pinned.": "출력의 고정을 풀었습니다.", "There is no output to pin.": "고정할 출력이 없습니다.",
        "The output is pinned above the next run's. p unpins it.": "출력을 다음 실행의 출력 위에 고정했습니다. p로 풉니다.",
        "This is the first sample.": "첫 샘플입니다.", "This is the last of # samples.": "샘플 #1개 중 마지막입니다.",
        "There is no output to copy.": "복사할 출력이 없습니다.",
        "There are no tokens yet: F5 runs the lane.": "아직 토큰이 없습니다: F5로 레인을 실행합니다.",
        "The lane has no tokens yet. F5 runs it.": "레인에 아직 토큰이 없습니다. F5로 실행합니다.",
        "There is no candidate to branch off with.": "갈라낼 후보가 없습니다.",
        "Nothing is marked any more.": "더는 표시된 것이 없습니다.",
        "“#” isn't in this lane's output.": "“#1”: 이 레인의 출력에 없습니다.",
        "“#”: # of # in this lane.": "“#1”: 이 레인에서 #3개 중 #2번째.", "In other lanes: #.": "다른 레인: #1.",
        "There are no texts side by side here.": "여기에는 나란히 놓인 글이 없습니다.",
        "There is no text yet.": "아직 글이 없습니다.",
        "There is no output yet: F5 runs the lane.": "아직 출력이 없습니다: F5로 레인을 실행합니다.",
        "There is no output to rate: F5 runs the lane.": "평점을 줄 출력이 없습니다: F5로 레인을 실행합니다.",
        "There is nothing to compare yet: F5 runs the lanes.": "아직 비교할 것이 없습니다: F5로 레인을 실행합니다.",
        "The lane is still running: wait for its end, or stop it with Esc.":
            "레인이 아직 실행 중입니다: 끝날 때까지 기다리거나 Esc로 중지하세요.",
        "The other lanes of the run are still running: wait for their end, or stop them with Esc.":
            "이 실행의 다른 레인이 아직 실행 중입니다: 끝날 때까지 기다리거나 Esc로 중지하세요.",
        "The output is of an earlier state of the prompt or the settings: F5 runs the lane again.":
            "출력이 프롬프트나 설정의 이전 상태에 대한 것입니다: F5로 레인을 다시 실행합니다.",
        "The prompt has images, which go with its input: a turn can't hold them.":
            "프롬프트에 입력과 함께 가는 이미지가 있는데, 대화의 차례에는 넣을 수 없습니다.",
        "The prompt has variables without a value, so there is no question to answer.":
            "프롬프트에 값이 없는 변수가 있어 답할 질문이 없습니다.",
        "The prompt has variables without a value, so there is no input for an example.":
            "프롬프트에 값이 없는 변수가 있어 예시의 입력이 없습니다.",
        "The text has `{{#}}` in it, which would be a variable in a turn.":
            "글에 `{{#1}}`이(가) 있어 대화의 차례에서는 변수가 됩니다.",
        "# has `{{#}}` in its text, which would be a variable in an example.":
            "#1: 글에 `{{#2}}`이(가) 있어 예시에서는 변수가 됩니다.",
        "Lane #'s output is turn #. Type the next question; all lanes go on from here. ^_ takes it back.":
            "레인 #1의 출력이 #2번째 차례가 되었습니다. 다음 질문을 입력하세요. 모든 레인이 여기서 이어집니다. ^_로 무릅니다.",
        "The output is example # of the prompt; ^_ takes it out.": "출력이 프롬프트의 예시 #1번이 되었습니다. ^_로 뺍니다.",
        "# sends no examples: F2 chooses another technique.": "#1: 예시를 보내지 않는 기법입니다. F2로 다른 기법을 고릅니다.",
        "# sends no examples: Alt-t chooses #.": "#1: 예시를 보내지 않는 기법입니다. Alt-t로 #2 기법을 고릅니다.",
        "The test data has this case already.": "테스트 데이터에 이미 있는 사례입니다.",
        "The test data can't be read as it is typed now; correct it first.":
            "테스트 데이터가 지금 쓰인 대로는 읽히지 않습니다. 먼저 고치세요.",
        "The output is the right answer of case # of the test data; ^_ takes it out, Alt-g evaluates.":
            "출력이 테스트 데이터 사례 #1번의 정답이 되었습니다. ^_로 빼고, Alt-g로 평가합니다.",
        "The judge is done, and its verdicts are kept: j in the # shows them.":
            "심판이 끝났고 판정을 보관했습니다: @1에서 j로 봅니다.",
        "The attacks are done: A in the lanes shows them.": "공격이 끝났습니다: 레인에서 A로 봅니다.",
        "The number of tries is a whole number from 1 to 100.": "시도 횟수는 1~100의 정수입니다.",
        "Enter opens the lane on the whole screen, t folds the thoughts again.":
            "Enter로 레인을 화면 전체로 열고, t로 생각을 다시 접습니다.",
        "evaluation": "평가",
    ]
}
