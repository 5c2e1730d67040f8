/// The Korean for the texts of the screen, by their English. A text that has none stays English.
enum Korean {
    /// The texts: all hints of the last line, headings, what an empty field is for, and the titles of keys.
    static let words: [String: String] = tables.reduce(into: hints) { words, more in
        words.merge(more) { first, _ in first }
    }

    private static let tables: [[String: String]] = [headings, titles, layerTitles, places, making, listTexts]

    private static let hints = [
        "add": "추가", "all": "모두", "all lanes or one": "전체/한 레인", "another text": "다른 글", "answer": "답하기",
        "answers": "정답", "back": "뒤로", "beside votes": "투표와 비교", "benchmark": "속도 측정", "stop benchmark": "측정 중지",
        "both bad": "둘 다 나쁨",
        "branch": "갈라내기", "calibration": "보정", "bring back": "되살리기", "candidate": "후보", "case": "사례", "choose": "고르기",
        "colour": "색",
        "columns": "열", "compare": "비교", "compare with the one before": "앞 판과 비교", "complete the path": "경로 완성",
        "continue": "이어서", "copy": "복사", "correction": "보정 방법", "delete": "삭제", "delete it": "삭제", "deleted": "삭제된 것",
        "differ": "다른 것",
        "differences": "차이", "do it": "실행", "editor": "편집기", "example": "예시", "explain": "설명", "first": "첫째",
        "formatting": "서식", "full": "크게",
        "field": "입력란",
        "filter": "거르기",
        "go on editing": "계속 편집", "height": "높이", "help": "도움말", "how many cases": "사례 수", "judge": "심판",
        "keep it": "그대로", "kept ones": "보관된 것", "lane": "레인", "lane right/wrong": "레인 정답/오답",
        "later": "나중에", "leave out": "빼기",
        "length": "길이", "library": "보관함", "make default": "기본으로",
        "move down": "아래로", "move up": "위로",
        "names": "이름", "new": "새로", "new lane": "새 레인", "note": "메모", "on/off": "켜기/끄기",
        "open": "열기", "open a lane": "레인 열기", "open its run": "실행 열기", "other data": "다른 데이터", "other judge": "다른 심판",
        "other lanes": "다른 레인", "output": "출력",
        "palette": "기능 찾기", "pair": "쌍", "pane": "칸", "pin": "고정", "preset": "프리셋", "prompt's model": "프롬프트의 모델",
        "quit": "끝내기",
        "rate": "평점",
        "read": "읽기", "read it again": "다시 읽기", "reasons": "이유",
        "remove": "제거", "remove it": "제거", "rename": "이름 바꾸기", "report": "보고서",
        "reset": "되돌리기", "restore": "복원", "result": "결과", "right answer": "정답", "rows": "행", "run": "실행",
        "run again": "다시 실행",
        "sample": "샘플", "save": "저장", "save yours": "내 것 저장", "score": "점수", "scroll": "스크롤", "second": "둘째",
        "see": "보기", "skip": "건너뛰기", "start": "시작", "step": "단계", "stop": "중지", "stop adding": "추가 중지",
        "suite": "공격 묶음", "sweep": "스윕", "tags": "태그",
        "take back": "무르기", "take in": "넣기", "take it": "확인", "throw it away": "버리기", "tie": "비김", "to examples": "예시로",
        "to find": "찾기", "token": "토큰", "tries": "시도 횟수", "turn": "돌리기", "type": "입력", "undo": "실행 취소", "unload": "내리기",
        "use": "사용", "versions": "이전 판", "vote": "투표", "voter": "투표하는 사람", "write": "쓰기",
    ]

    private static let headings = [
        "prompt": "프롬프트", "lanes": "레인", "knobs": "노브", "next token": "다음 토큰",
        "technique": "기법", "layout": "배치", "live": "실시간", "seed": "시드",
        "Instruction": "지시", "Examples": "예시", "Conversation": "대화", "Input": "입력",
        "+ add an example": "+ 예시 추가", "+ add a question and its answer": "+ 질문과 답 추가",
        "what the model should do": "모델이 할 일", "the question or text; {{name}} is a variable": "질문이나 글; {{name}}은 변수",
        "the steps that lead to the output (CoT)": "출력에 이르는 단계 (CoT)", "its value": "값",
        "what lists call it": "목록에 나오는 이름", "what it is for": "쓰임새", "words to find it by": "찾을 때 쓸 낱말",
        "what the answer begins with": "답의 첫머리", "F5 runs the lane.": "F5로 레인을 실행합니다.",
        "Unsaved work": "저장하지 않은 작업", "continue with it": "이어서 작업하기",
        "leave it; the library (^O) lists it first": "그대로 두기; 보관함(^O) 맨 위에 나옵니다",
        "The file was changed": "파일이 바뀌었습니다",
        "read the file again; your changes stay as a draft": "파일을 다시 읽기; 고친 것은 초안으로 남습니다",
        "save yours anyway; the file stays as a version": "그래도 내 것 저장; 파일은 이전 판으로 남습니다",
        "Save as: a name, or a path ending in .yaml": "저장: 이름, 또는 .yaml로 끝나는 경로",
        "New name of the prompt": "프롬프트의 새 이름", "Name of the lane": "레인의 이름",
        "The model that judges, or a path": "판정할 모델, 또는 경로",
        "empty: the largest here that isn't a lane's": "비우면: 레인의 것이 아닌 가장 큰 모델",
        "Who votes from now on": "이제부터 투표하는 사람",
        "votes of several people are counted together": "여러 사람의 투표는 함께 셉니다",
        "Find in all outputs; empty marks nothing": "모든 출력에서 찾기; 비우면 표시하지 않음",
        "Enter on the same text goes to the next place": "같은 글에서 Enter는 다음 자리로 갑니다",
        "input": "입력", "reasoning": "추론", "user": "사용자", "assistant": "어시스턴트", "name": "이름", "description": "설명",
        "tags, with commas between them": "태그, 쉼표로 나눔", "question label": "질문 표지", "answer label": "답 표지",
        "reasoning trigger": "추론 유도 문구", "answer trigger": "답 유도 문구", "answer sentence": "답의 문장", "opening": "첫머리",
        "name, description and tags": "이름, 설명, 태그", "labels and triggers": "표지와 유도 문구",
        "form of answers, checks, test data": "답의 형식, 검사, 테스트 데이터",
        "answer: how it is read": "answer: 답을 읽는 방법", "evaluators: checks of every output": "evaluators: 모든 출력의 검사",
        "testData: cases, each with its answer": "testData: 정답이 딸린 사례",
        "Import another program's file: its path": "다른 프로그램의 파일 가져오기: 경로",
    ]
}

extension Look {
    /// The language of the texts: the user's, but English in a terminal without Unicode.
    var shownLanguage: Language { glyphs == .unicode ? language : .english }

    /// Returns sentences of the screen in the user's language.
    func sentence(_ english: String) -> String {
        shownLanguage == .korean ? Korean.sentences(english) : english
    }

    /// Returns a short text of the screen in the user's language.
    func word(_ english: String) -> String {
        shownLanguage == .korean ? Korean.words[english] ?? english : english
    }

    /// Returns a title or what an empty list says, with the names and figures in it, in the user's language.
    func phrase(_ english: String) -> String {
        let word = word(english)
        return word == english ? sentence(english) : word
    }

    /// Returns what a title of a knob is in Korean, if that is the user's language; nil if it isn't, or if no knob has
    /// the title.
    func koreanKnob(_ title: String) -> String? { shownLanguage == .korean ? Korean.knobs[title] : nil }
}

extension Knob {
    /// Returns its title in a language.
    func title(in language: Language) -> String { language == .korean ? Korean.knobs[title] ?? title : title }
}
