extension Korean {
    /// What the last line says of prompts, files, cases, models and the screen.
    static let stateSentences: [String: String] = [promptNews, caseNews, screenNews, changes].reduce(into: [:]) {
        all, more in all.merge(more) { first, _ in first }
    }

    private static let promptNews: [String: String] = [
        "The assistant spoke last: type the next question into the input first.":
            "마지막은 어시스턴트의 말입니다: 먼저 다음 질문을 입력에 쓰세요.",
        "The prompt is empty: type an instruction or an input first.": "프롬프트가 비었습니다: 먼저 지시나 입력을 쓰세요.",
        "Example deleted. ^_ brings it back.": "예시를 삭제했습니다. ^_로 되살립니다.",
        "Turn deleted. ^_ brings it back.": "차례를 삭제했습니다. ^_로 되살립니다.",
        "The input has no text around a single variable that examples could lack.":
            "입력에는 예시에 빠질 수 있는, 변수 하나를 둘러싼 글이 없습니다.",
        "All examples have the text around {{#}}.": "모든 예시에 {{#1}} 앞뒤의 글이 있습니다.",
        "# the text around {{#}} now. ^_ takes it away again.": "이제 @1 {{#2}} 앞뒤의 글이 있습니다. ^_로 다시 뺍니다.",
        "# example has": "예시 #1개에", "# examples have": "예시 #1개에",
        "One of the two versions has a mistake and can't be read.": "두 판 중 하나에 잘못이 있어 읽을 수 없습니다.",
        "Only saved prompts have versions. ^S saves this one under a name.":
            "저장한 프롬프트에만 판이 있습니다. ^S로 이름을 붙여 저장합니다.",
        "# is open as a new prompt. ^S saves it.": "#1: 새 프롬프트로 열었습니다. ^S로 저장합니다.",
        "# has unsaved changes and stays open: Alt-` goes back to it.":
            "#1: 저장하지 않은 변경이 있어 열어 둡니다. Alt-`로 돌아갑니다.",
        "No other prompt is open. ^O opens one, and this one stays open too.":
            "열린 다른 프롬프트가 없습니다. ^O로 열면 이것도 열린 채 남습니다.",
        "# is on the screen again.": "#1: 다시 화면에 있습니다.",
        "# others are open: Alt-` goes on.": "열린 다른 프롬프트가 #1개 있습니다: Alt-`로 넘어갑니다.",
        "Your unsaved work is open again. ^S saves it.": "저장하지 않은 작업을 다시 열었습니다. ^S로 저장합니다.",
        "Unsaved work on # prompts was kept: ^O lists it first.":
            "프롬프트 #1개의 저장하지 않은 작업을 보관했습니다: ^O 맨 위에 나옵니다.",
        "A new prompt. ^S saves it under a name.": "새 프롬프트입니다. ^S로 이름을 붙여 저장합니다.",
        "This prompt comes with Lathe. Save it under a name of your own.":
            "Lathe에 들어 있는 프롬프트입니다. 직접 지은 이름으로 저장하세요.",
        "A prompt needs a name to be saved.": "저장하려면 프롬프트에 이름이 있어야 합니다.",
        "Not saved: a part can't be read so far.": "저장하지 않았습니다: 아직 읽을 수 없는 부분이 있습니다.",
        "Saved #.": "저장했습니다: #1.", "Wrote #.": "썼습니다: #1.",
        "Deleted. ^_ brings it back.": "삭제했습니다. ^_로 되살립니다.",
        "Thrown away. ^_ brings it back.": "버렸습니다. ^_로 되살립니다.",
        "Run # is open as it was. F5 runs it again.": "실행 #1: 그때 그대로 열었습니다. F5로 다시 실행합니다.",
        "Undone: #.": "취소했습니다: @1.", "Done again: #.": "다시 했습니다: @1.",
        "The prompt has no sources: `sources` in its file names files, and {{sources}} in a text is their place.":
            "프롬프트에 출처가 없습니다: 파일의 `sources`에 파일 이름을 쓰고, 글의 {{sources}}가 그 자리입니다.",
        "Lane # gets no sources.": "레인 #1: 출처를 받지 않습니다.",
        "The variable `sources` has a value of its own, so nothing is searched for.":
            "변수 `sources`에 값이 있어 찾지 않습니다.",
        "This lane gets no passages of the sources.": "이 레인은 출처의 구절을 받지 않습니다.",
        "This lane gets passages that are found by words.": "이 레인은 낱말로 찾은 구절을 받습니다.",
        "This lane gets passages that are found by meaning.": "이 레인은 뜻으로 찾은 구절을 받습니다.",
        "This lane gets passages that are found by words and meaning.": "이 레인은 낱말과 뜻으로 찾은 구절을 받습니다.",
        "Searching the sources.": "출처를 찾고 있습니다.",
    ]

    private static let caseNews: [String: String] = [
        "There are no cases to go through: the prompt has no test data, and no evaluated case has its variables.":
            "차례로 볼 사례가 없습니다: 프롬프트에 테스트 데이터가 없고, 평가한 사례에도 그 변수가 없습니다.",
        "This is the last of # cases.": "사례 #1개 중 마지막입니다.", "This is the first case.": "첫 사례입니다.",
        "The open prompt has none of this case's variables. Open the prompt that was evaluated.":
            "열린 프롬프트에 이 사례의 변수가 없습니다. 평가한 프롬프트를 여세요.",
        "Case # is in the prompt now.": "사례 #1: 프롬프트에 넣었습니다.", "The right answer is #.": "정답: #1.",
        "^_ takes it out again.": "^_로 다시 뺍니다.",
        "The data has no right answer for this case, so it can't be an example.":
            "데이터에 이 사례의 정답이 없어 예시가 될 수 없습니다.",
        "The open prompt has variables for which this case has no values.": "열린 프롬프트의 변수에 이 사례의 값이 없습니다.",
        "Case # is example # of the prompt now; ^_ takes it out. Leave it out of the next evaluation: a case that is also an example proves nothing.":
            "사례 #1: 이제 프롬프트의 예시 #2번입니다. ^_로 뺍니다. 다음 평가에서는 빼세요: 예시이기도 한 사례로는 아무것도 증명되지 않습니다.",
        "An example with the same input exists already.": "입력이 같은 예시가 이미 있습니다.",
        "Blind votes compare lanes over cases: Alt-g evaluates the lanes, and v there begins the votes.":
            "블라인드 투표는 사례로 레인을 비교합니다: Alt-g로 레인을 평가하고, 거기서 v로 투표를 시작합니다.",
        "Votes need the name of who gives them.": "누가 투표하는지 이름이 있어야 합니다.",
    ]

    private static let screenNews: [String: String] = [
        "A grammar and biases come first; mirostat takes the place of the rest.":
            "문법과 편향이 먼저이고, mirostat는 나머지를 대신합니다.",
        "Run # is marked.": "실행 #1: 표시했습니다.", "Tab on another run compares the two.": "다른 실행에서 Tab을 누르면 둘을 비교합니다.",
        "Evaluation # is marked.": "평가 #1: 표시했습니다.",
        "Tab on another one compares the two.": "다른 평가에서 Tab을 누르면 둘을 비교합니다.",
        "# is no longer in memory.": "#1: 메모리에서 내렸습니다.", "Copied to #.": "복사했습니다: #1.", "Now #.": "이제 #1.",
        "Back at #.": "되살렸습니다: #1.", "No tags.": "태그가 없습니다.", "Tags: #.": "태그: #1.",
        "Version # is restored; the content before is kept as a version too.":
            "판 #1: 복원했습니다. 앞의 내용도 판으로 남습니다.",
        "# becomes the default at the next start (#).": "#1: 다음에 시작할 때부터 기본 모델입니다(#2).",
        "# is among the models now: Enter uses it.": "#1: 모델 목록에 들어왔습니다. Enter로 사용합니다.",
        "No file begins so.": "그렇게 시작하는 파일이 없습니다.",
        "The benchmark was cancelled.": "측정을 취소했습니다.", "The benchmark is being stopped.": "측정을 멈추는 중입니다.",
        "The benchmark was stopped.": "측정을 멈췄습니다.",
        "It is #. A benchmark measures only this machine.": "이 기기에 없습니다(#1). 측정은 이 기기에서만 합니다.",
        "It needs #, more than this machine has.": "#1: 이 기기의 메모리보다 많이 필요합니다.",
        "# comes first; Alt-s stops it.": "먼저 끝낼 일: #1. Alt-s로 중지합니다.",
        "The mouse clicks, drags and scrolls here.": "여기서 마우스로 누르고 끌고 스크롤합니다.",
        "The mouse selects text, as the terminal does.": "마우스가 터미널처럼 글을 선택합니다.",
        "The tutorial has ended; Alt-q begins it again.": "튜토리얼이 끝났습니다. Alt-q로 다시 시작합니다.",
        "The tutorial needs a terminal of 18 rows.": "튜토리얼에는 18행의 터미널이 필요합니다.",
        "Colours for a # background.": "@1 배경에 맞는 색입니다.", "dark": "어두운", "light": "밝은",
        "# was sent to the terminal's clipboard, and is in # too.": "@1: 터미널의 클립보드로 보냈고, 파일에도 있습니다: #2.",
        "# was sent to the terminal's clipboard.": "@1: 터미널의 클립보드로 보냈습니다.",
        "The output": "출력",
    ]

    /// What an undo names.
    private static let changes: [String: String] = [
        "# of lane #": "레인 #2의 @1", "one seed for all lanes": "모든 레인에 같은 시드", "an added example": "예시 추가",
        "an example switched on or off": "예시 켜기/끄기", "a deleted example": "예시 삭제",
        "a moved example": "예시 옮기기", "the text around the examples": "예시 앞뒤의 글", "added turns": "대화 추가",
        "a deleted turn": "차례 삭제", "an answered output": "출력에 답하기", "an edit": "편집",
        "the removed lane #": "제거한 레인 #1", "a moved lane": "레인 옮기기", "the new lane #": "새 레인 #1",
        "the lane's technique": "레인의 기법", "how the lane finds passages": "레인이 구절을 찾는 방법",
        "the lane's name": "레인의 이름",
        "the output added as a case": "사례로 넣은 출력", "the right answer of case #": "사례 #1번의 정답",
        "the technique": "기법", "the layout": "배치",
        "the model of lane #": "레인 #1의 모델", "the model": "모델", "case # put into the prompt": "프롬프트에 넣은 사례 #1",
    ]
}
