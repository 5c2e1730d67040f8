extension Korean {
    /// The texts of the list of candidates.
    static let making: [String: String] = [
        "Let a model make examples, cases, reasoning, phrasings": "모델이 예시, 사례, 추론, 표현을 만들게 하기",
        "In candidates for a prompt": "프롬프트의 후보",
        "Candidates": "후보",
        "accept": "수락", "edit": "고치기", "reject": "거절", "more": "더 만들기", "what": "종류", "number": "개수",
        "model": "모델", "place": "넣을 곳", "all or waiting": "모두/대기",

        "Begin; then read the whole candidate": "시작; 끝나면 후보 전체 읽기",
        "Read the whole candidate": "후보 전체 읽기",
        "Accept it into the prompt or the file": "수락하여 프롬프트나 파일에 넣기",
        "Edit its parts, one after the other": "부분을 하나씩 고치기",
        "Reject it": "거절하기",
        "Take the last decision back": "마지막 결정 무르기",
        "Stop making, and keep what was made": "만들기를 중지하고 만든 것은 남기기",
        "Make more, for the prompt as it is": "지금 프롬프트로 더 만들기",
        "Choose what is made": "만들 것 고르기",
        "Set how many shall wait for you": "기다릴 후보의 수 정하기",
        "Choose the model that writes": "쓰는 모델 고르기",
        "Let a judge rate them from 0 to 5": "심판이 0~5점을 매기게 하기",
        "Choose a file of rows that accepted ones go to": "수락한 것을 넣을 데이터 파일 고르기",
        "Raise the least rating by half a point": "최저 점수를 0.5점 올리기",
        "Lower the least rating by half a point": "최저 점수를 0.5점 내리기",
        "Only those that wait, or all": "기다리는 것만, 또는 모두",
        "What each filter dropped, and all ratings": "거르개마다 버린 것과 모든 점수",
        "The candidate above": "위 후보", "The candidate below": "아래 후보",
        "The first candidate": "첫 후보", "The last candidate": "마지막 후보",

        "What is made": "만들 것",
        "examples, like those of the prompt": "예시: 프롬프트의 예시와 비슷한 것",
        "cases for the test data, with answers": "사례: 테스트 데이터에 넣을 것, 답과 함께",
        "the reasoning of examples that have none": "추론: 추론이 없는 예시의 것",
        "phrasings: other wordings and formats": "표현: 다른 말과 형식",
        "What a judge rates": "심판이 매길 것",
        "accuracy: whether the output is right": "정확성: 출력이 맞는지",
        "helpfulness: whether the output is of use": "유용성: 출력이 쓸모 있는지",
        "nothing: candidates aren't rated": "없음: 점수를 매기지 않음",
        "The model that writes: a name, a path, or a server's": "쓰는 모델: 이름, 경로, 또는 서버의 모델",
        "empty: the prompt's": "비우면 프롬프트의 모델",
        "The file that accepted ones go to, ending in .jsonl": "수락한 것을 넣을 파일, .jsonl로 끝나는 경로",
        "empty: the prompt": "비우면 프롬프트", "Number of candidates that shall wait for you": "기다릴 후보의 수",
    ]

    /// What the last line says of candidates.
    static let makingSentences: [String: String] = [
        "There is nothing to make examples for yet: the prompt sends nothing.":
            "아직 예시를 만들 것이 없습니다: 프롬프트가 보내는 것이 없습니다.",
        "The candidates are made: Alt-+ shows them.": "후보를 만들었습니다: Alt-+로 봅니다.",
        "The number of candidates is a whole number from 1 to 1000.": "후보의 수는 1~1000의 정수입니다.",
        "Candidates are being made: s stops that.": "후보를 만드는 중입니다: s로 중지합니다.",
        "There is no candidate yet.": "아직 후보가 없습니다.",
        "It is decided on already: u takes the last decision back.": "이미 결정한 후보입니다: u로 마지막 결정을 무릅니다.",
        "A filter has dropped it.": "거르개가 버린 후보입니다.",
        "There is no decision of this session to take back.": "이번에 내린 결정 중 무를 것이 없습니다.",
        "No candidates are being made.": "만드는 중인 후보가 없습니다.",
        "It is planned already: Enter starts it.": "이미 계획되어 있습니다: Enter로 시작합니다.",
        "Phrasings are neither rated nor rows of data.": "표현은 점수를 매기지 않고 데이터의 행도 아닙니다.",
        "The least rating holds only where a judge rates (j).": "최저 점수는 심판이 점수를 매길 때만 쓰입니다 (j).",
        "No candidate is rated yet.": "아직 점수가 매겨진 후보가 없습니다.",
        "It was made for another prompt than the one on the screen.": "화면에 있는 것과 다른 프롬프트의 후보입니다.",
        "an accepted candidate": "후보 수락", "a candidate taken back": "후보 무르기",
    ]
}
