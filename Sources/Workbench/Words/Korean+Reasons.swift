extension Korean {
    /// Why a key can do nothing now.
    static let reasons: [String: String] = paneReasons.merging(layerReasons) { first, _ in first }

    private static let paneReasons: [String: String] = [
        "There are 8 lanes, which is the most. Remove one first (x).": "레인은 8개까지입니다. 먼저 하나를 제거하세요(x).",
        "This is the only lane.": "하나뿐인 레인입니다.",
        "There is no other lane to compare with: n makes one.": "비교할 다른 레인이 없습니다: n으로 만듭니다.",
        "There is no lane #.": "#1번 레인이 없습니다.",
        "There is nothing to undo.": "취소할 것이 없습니다.", "There is nothing to redo.": "다시 할 것이 없습니다.",
        "Choose an example first.": "먼저 예시를 고르세요.",
        "Choose a turn of the conversation first.": "먼저 대화의 한 차례를 고르세요.",
        "The lane has no samples yet.": "레인에 아직 샘플이 없습니다.",
        "The lane has one sample; the knob “samples” asks for more.": "레인의 샘플이 하나입니다. 노브 “샘플”로 늘립니다.",
        "# is a server, which tells no probabilities of given texts.": "#1: 서버라서 주어진 글의 확률을 알려 주지 않습니다.",
        "No model is loaded yet.": "아직 올린 모델이 없습니다.", "Choose a text field first.": "먼저 입력란을 고르세요.",
        "The lane isn't done yet.": "레인이 아직 끝나지 않았습니다.",
        "At temperature 0 all samples are the same, so they say nothing: turn the temperature up.":
            "온도 0에서는 모든 샘플이 같아 알 수 있는 것이 없습니다: 온도를 올리세요.",
        "Verdicts compare two lanes or more: n makes another one.": "판정은 둘 이상의 레인을 비교합니다: n으로 하나 더 만듭니다.",
        "The lanes are still running: wait for their end, or stop them with Esc.":
            "레인이 아직 실행 중입니다: 끝날 때까지 기다리거나 Esc로 중지하세요.",
        "The output of lane # is of an earlier state of the prompt or the settings: F5 runs the lanes again.":
            "레인 #1의 출력이 프롬프트나 설정의 이전 상태에 대한 것입니다: F5로 레인을 다시 실행합니다.",
        "Verdicts compare the outputs of two lanes or more: F5 runs the lanes.":
            "판정은 둘 이상의 레인의 출력을 비교합니다: F5로 레인을 실행합니다.",
        "The model of lane # isn't loaded.": "레인 #1의 모델이 올라와 있지 않습니다.",
    ]

    private static let layerReasons: [String: String] = [
        "The evaluation isn't running.": "평가가 실행 중이 아닙니다.",
        "This one was kept: Alt-g has the evaluation of this session.": "보관된 평가입니다: 지금 세션의 평가는 Alt-g에 있습니다.",
        "The evaluation is running: s stops it.": "평가가 실행 중입니다: s로 중지합니다.",
        "A comparison is written by `lathe evaluations compare` in a shell.":
            "비교는 셸에서 `lathe evaluations compare`로 씁니다.",
        "There are no results yet.": "아직 결과가 없습니다.",
        "Verdicts are about this session's outputs: Alt-g shows them.": "판정은 지금 세션의 출력에 대한 것입니다: Alt-g로 봅니다.",
        "Verdicts compare two lanes or more.": "판정은 둘 이상의 레인을 비교합니다.",
        "The evaluation is running; the judge waits for all outputs.": "평가가 실행 중이며, 심판은 모든 출력을 기다립니다.",
        "The lanes generated: Alt-l in the list of data sets reads likelihoods instead.":
            "레인이 글을 생성했습니다: 데이터 목록의 Alt-l로 확률을 대신 읽습니다.",
        "There are no outputs yet.": "아직 출력이 없습니다.", "No case is listed.": "목록에 사례가 없습니다.",
        "No model is being added.": "추가 중인 모델이 없습니다.", "It isn't in memory.": "메모리에 없습니다.",
        "The lane is on the prompt's model.": "레인이 프롬프트의 모델을 쓰고 있습니다.",
        "The run is deleted: Enter brings it back first.": "삭제된 실행입니다: 먼저 Enter로 되살립니다.",
        "The evaluation is deleted: Enter brings it back first.": "삭제된 평가입니다: 먼저 Enter로 되살립니다.",
        "Nothing more was deleted here.": "여기서 더 삭제한 것이 없습니다.", "No run is listed.": "목록에 실행이 없습니다.",
        "It isn't known in which file the passage stands.": "구절이 어느 파일에 있는지 알 수 없습니다.",
        "There is no passage.": "구절이 없습니다.", "This is the first version.": "첫 판입니다.",
        "The output ends here: there is nothing to go on from.": "출력이 여기서 끝나 이어 갈 것이 없습니다.",
        "No output has ended yet.": "아직 끝난 출력이 없습니다.", "The technique has one stage.": "이 기법은 한 단계입니다.",
        "A rubric scores each output by itself: r compares them again.":
            "채점표는 출력을 하나씩 채점합니다: r로 다시 비교합니다.",
        "The outputs are being read.": "출력을 읽는 중입니다.",
        "The judge isn't working.": "심판이 일하고 있지 않습니다.",
        "The judge is working: s stops it.": "심판이 일하는 중입니다: s로 중지합니다.",
        "No pair is listed.": "목록에 쌍이 없습니다.", "There is no other judge.": "다른 심판이 없습니다.",
        "Nobody knows which run this output is of.": "이 출력이 어느 실행의 것인지 알 수 없습니다.",
        "Its outputs are in no pair: no model has judged them.": "이 실행의 출력이 든 쌍이 없습니다: 모델이 판정한 적이 없습니다.",
        "The attacks aren't running.": "공격이 실행 중이 아닙니다.",
        "The attacks are running: s stops them.": "공격이 실행 중입니다: s로 중지합니다.",
        "There is nothing to attack yet: the prompt sends nothing.": "아직 공격할 것이 없습니다: 프롬프트가 보내는 것이 없습니다.",
        "The attacks use it. A in the lanes shows them, and s stops them there.":
            "공격이 쓰고 있습니다. 레인에서 A로 공격을 보고 거기서 s로 중지합니다.",
        "Nothing else was deleted here. Alt-z lists older deletions.": "여기서 더 삭제한 것이 없습니다. 더 오래된 것은 Alt-z에 있습니다.",
        "This prompt is saved.": "저장된 프롬프트입니다.",
        "This is unsaved work. Save it first (^S).": "저장하지 않은 작업입니다. 먼저 저장하세요(^S).",
        "No deleted prompt is selected.": "고른 삭제된 프롬프트가 없습니다.", "No evaluation is listed.": "목록에 평가가 없습니다.",
        "No data is listed; type the path of a file.": "목록에 데이터가 없습니다. 파일의 경로를 입력하세요.",
        "There is no pair to vote on.": "투표할 짝이 없습니다.",
        "There is no vote of this round to take back.": "이번 회차에서 무를 투표가 없습니다.",
        "There are no votes yet.": "아직 투표가 없습니다.",
        "It is the first stage.": "첫 단계입니다.", "It is the last stage.": "마지막 단계입니다.",
        "The order leaves it out; the space bar takes it in.": "순서에서 빠져 있습니다. 스페이스 바로 넣습니다.",
        "An order has at least one stage.": "순서에는 단계가 하나 이상 있어야 합니다.",
        "Tab completes paths only.": "Tab은 경로만 완성합니다.",
        "Lane # uses it. Choose another model for the lane first.": "레인 #1: 이 모델을 쓰고 있습니다. 먼저 레인에 다른 모델을 고르세요.",
        "The evaluation uses it. Alt-g shows the evaluation, and s stops it there.":
            "평가가 쓰고 있습니다. Alt-g로 평가를 보고 거기서 s로 중지합니다.",
        "It is being measured. Alt-b stops the benchmark.": "속도를 재는 중입니다. Alt-b로 측정을 멈춥니다.",
    ]
}
