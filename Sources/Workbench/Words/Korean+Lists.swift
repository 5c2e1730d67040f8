extension Korean {
    /// The titles of lists, what their empty lines are for, and what they say while nothing is in them.
    static let listTexts: [String: String] = [
        "history": "기록", "history, rated": "기록, 평점 있는 것", "history, by hand": "기록, 직접 실행한 것",
        "deleted runs": "삭제된 실행", "deleted runs, rated": "삭제된 실행, 평점 있는 것",
        "deleted runs, by hand": "삭제된 실행, 직접 실행한 것",
        "kept evaluations": "보관된 평가", "deleted evaluations": "삭제된 평가", "deleted prompts": "삭제된 프롬프트",
        "reading": "읽는 중",

        "words, prompt: model: technique: tag: rating:4-5 by:": "낱말, prompt: model: technique: tag: rating:4-5 by:",
        "words of prompt, data, lanes, models": "프롬프트, 데이터, 레인, 모델의 낱말",
        "words of case, lanes, texts": "사례, 레인, 글의 낱말",
        "words, or the path of a .csv, .tsv, .json or .jsonl file": "낱말, 또는 .csv, .tsv, .json, .jsonl 파일의 경로",
        "type to find; or add a model: its path, URL or hf:OWNER/REPO/FILE.gguf":
            "찾을 낱말, 또는 추가할 모델의 경로, URL, hf:OWNER/REPO/FILE.gguf",

        "no run matches": "맞는 실행이 없습니다", "There are no runs yet.": "아직 실행이 없습니다.",
        "No run is deleted.": "삭제된 실행이 없습니다.",
        "Nothing has been evaluated yet: Alt-g does it.": "아직 평가한 것이 없습니다: Alt-g로 평가합니다.",
        "No evaluation has these words.": "이 낱말이 있는 평가가 없습니다.", "No evaluation is deleted.": "삭제된 평가가 없습니다.",
        "no prompt contains these words": "이 낱말이 있는 프롬프트가 없습니다",
        "No prompt is in the trash.": "삭제된 프롬프트가 없습니다.",
        "no deleted prompt has these words": "이 낱말이 있는 삭제된 프롬프트가 없습니다",
        "No data set was found. Type the path of a file.": "데이터를 찾지 못했습니다. 파일의 경로를 쓰세요.",
        "Enter reads this file.": "Enter로 이 파일을 읽습니다.",
        "These outputs are in no pair yet.": "이 출력은 아직 쌍에 들지 않았습니다.",
        "No pair has these words.": "이 낱말이 있는 쌍이 없습니다.",
        "no model contains these words": "이 낱말이 있는 모델이 없습니다",
        "There are no models yet: type smollm2, and Enter fetches it.": "아직 모델이 없습니다: smollm2를 쓰고 Enter로 받습니다.",
    ]

    /// The titles of windows that hold names and figures.
    static let windowTitles: [String: String] = [
        "versions of #": "#1의 이전 판", "sources of lane #": "레인 #1의 출처",
        "the exact text that lane # sends": "레인 #1: 보내는 글 그대로", "what # holds": "#1의 내용",
        "evaluate the lane on": "레인을 평가할 데이터", "evaluate # lanes on": "레인 #1개를 평가할 데이터",
        "evaluate # cells on": "칸 #1개를 평가할 데이터", "how predictable # is for #": "#1: #2의 예측 가능성",
        "order of the stages · lane #": "단계의 순서 · 레인 #1", "tree · lane #": "트리 · 레인 #1",
        "calibration · #": "보정 · #1", "models · for all lanes": "모델 · 모든 레인", "models · for lane #": "모델 · 레인 #1",
        "Enter opens the file #.": "Enter로 파일을 엽니다: #1.",
    ]
}
