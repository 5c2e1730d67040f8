extension Korean {
    /// The names of the knobs, which fit their column.
    static let knobs: [String: String] = [
        "temperature": "온도", "top-K": "top-K", "top-P": "top-P", "min-P": "min-P", "typical-P": "typical-P",
        "repeat pen.": "반복 벌점", "repeat last": "반복 범위", "presence": "출현 벌점", "frequency": "빈도 벌점",
        "top-n-sigma": "top-n-sigma", "XTC": "XTC", "XTC thresh.": "XTC 문턱", "DRY": "DRY", "DRY base": "DRY 밑수",
        "DRY allowed": "DRY 허용", "DRY last": "DRY 범위", "DRY breaks": "DRY 끊는 글", "dyn. temp.": "동적 온도",
        "dyn. expon.": "동적 지수", "mirostat": "mirostat", "miro. rate": "미로 속도", "adaptive-P": "adaptive-P",
        "adapt. decay": "적응 감쇠", "seed": "시드", "order": "단계 순서", "max tokens": "최대 토큰",
        "answer tok.": "답 토큰", "thinking": "생각", "stop": "멈출 글", "decoding": "디코딩", "beams": "빔",
        "length pen.": "길이 벌점", "keep beams": "남길 빔", "samples": "샘플", "more stages": "더 많은 단계",
    ]

    /// What knobs are, what they take, where a value comes from, and why one has no effect.
    static let knobTexts: [String: String] = [knobHelp, ranges, origins, inactive].reduce(into: [:]) { all, more in
        all.merge(more) { first, _ in first }
    }

    private static let knobHelp: [String: String] = [
        "Keeps tokens at least this fraction as likely as the likeliest.": "가장 확률이 높은 토큰에 견주어 이 비율 이상인 토큰만 남깁니다.",
        "Locally typical sampling (Meister et al. 2023): keeps the most typical tokens whose probabilities add up to this.":
            "국소 전형 샘플링(Meister 외 2023): 확률의 합이 이 값이 될 때까지 가장 전형적인 토큰만 남깁니다.",
        "Divides the positive logits of tokens in the penalty window by this, and multiplies negative ones.":
            "벌점 범위 안 토큰의 양수 로짓은 이 값으로 나누고, 음수 로짓에는 곱합니다.",
        "Size of the penalty window, in tokens; the prompt's tokens count too.": "벌점 범위의 크기(토큰 수)이며, 프롬프트의 토큰도 셉니다.",
        "Subtracted once from the logit of each token in the penalty window.": "벌점 범위에 있는 토큰마다 로짓에서 한 번 뺍니다.",
        "Subtracted from a token's logit for each time that it occurs in the penalty window.":
            "토큰이 벌점 범위에 나온 횟수만큼 로짓에서 뺍니다.",
        "Keeps tokens whose logit is within this many standard deviations of the largest (Tang et al. 2024).":
            "로짓이 최댓값에서 표준편차의 이 배수 안에 있는 토큰만 남깁니다(Tang 외 2024).",
        "Chance with which a draw drops every token above the threshold but the least likely of them (exclude top choices).":
            "뽑을 때 문턱을 넘는 토큰 가운데 확률이 가장 낮은 것만 남기고 버릴 확률입니다(exclude top choices).",
        "Probability from which XTC drops tokens.": "XTC가 토큰을 버리기 시작하는 확률입니다.",
        "Subtracted from the logit of a token that would go on with a repetition (don't repeat yourself).":
            "반복을 이어 갈 토큰의 로짓에서 뺍니다(don't repeat yourself).",
        "Factor by which that grows with each further token that is repeated.": "반복되는 토큰이 하나 늘 때마다 벌점에 곱하는 수입니다.",
        "Length in tokens up to which a repetition costs nothing.": "이 길이(토큰 수)까지의 반복에는 벌점이 없습니다.",
        "Number of latest tokens in which DRY looks for repetitions; the prompt's tokens count too.":
            "DRY가 반복을 찾는 최근 토큰의 수이며, 프롬프트의 토큰도 셉니다.",
        "Texts at which a repetition ends; tokens that hold one are never lowered.":
            "반복이 끊기는 글입니다. 이 글이 든 토큰에는 벌점을 주지 않습니다.",
        "Temperature moves by up to this with the entropy of the tokens that are left: lower where the model is sure, higher where it isn't.":
            "남은 토큰의 엔트로피에 따라 온도가 이만큼까지 움직입니다. 모델이 확신하면 낮아지고, 아니면 높아집니다.",
        "Power of the entropy's share of the largest possible one; below 1 the temperature rises sooner.":
            "가능한 최대 엔트로피에 대한 비율의 지수입니다. 1보다 작으면 온도가 더 일찍 오릅니다.",
        "Mirostat 2 (Basu et al. 2021), in place of all stages but temperature: surprise in bits that the text keeps to.":
            "mirostat 2(Basu 외 2021): 온도를 뺀 모든 단계를 대신하며, 글이 지킬 놀라움(비트)입니다.",
        "How much of its error mirostat corrects after each token.": "mirostat가 토큰마다 오차를 바로잡는 정도입니다.",
        "Draws tokens whose probabilities are near this on average.": "확률이 평균적으로 이 값에 가까운 토큰을 뽑습니다.",
        "Weight of the average of earlier draws against the latest one.": "가장 최근 추출에 견준, 이전 추출 평균의 무게입니다.",
        "Start of the random numbers; lanes with the same seed draw the same ones.":
            "난수의 출발점입니다. 시드가 같은 레인은 같은 난수를 뽑습니다.",
        "Order of the sampling stages.": "샘플링 단계의 순서입니다.",
        "The most tokens that a stage generates (`zero-shot-cot` has two stages).":
            "한 단계가 생성하는 최대 토큰 수입니다(`zero-shot-cot`은 두 단계입니다).",
        "The most tokens that the second stage of `zero-shot-cot` generates.":
            "`zero-shot-cot`의 둘째 단계가 생성하는 최대 토큰 수입니다.",
        "Most tokens that a model thinks before its answer: auto, off, on, or a number, after which the answer is forced.":
            "모델이 답하기 전에 생각하는 최대 토큰 수입니다. auto, off, on 또는 수이며, 그 수를 넘으면 바로 답하게 합니다.",
        "Texts that end the output and are left out of it.": "출력을 끝내는 글이며, 출력에는 들어가지 않습니다.",
        "Number of the best beams that are shown as samples.": "샘플로 보여 줄 가장 좋은 빔의 수입니다.",
        "Makes the lane's output several times, each with draws of its own; the answers vote.":
            "레인의 출력을 각기 따로 뽑아 여러 번 만들고, 답들이 투표합니다.",
        "The stages that are off unless somebody asks for them: #.": "요청하지 않으면 꺼져 있는 단계: #1.",
        "Enter shows them.": "Enter를 누르면 보입니다.",
        "Now: #, from #. It has no effect now. #": "지금: #1(@2). 지금은 효과가 없습니다. @3",
        "Now: #. It has no effect now. #": "지금: #1. 지금은 효과가 없습니다. @2",
        "Now: #, from #. At the token of the chart it leaves # candidate#.":
            "지금: #1(@2). 차트의 토큰에서 후보를 #3개 남깁니다@4.",
        "Now: #, from #. At the token of the chart it leaves # candidates#.":
            "지금: #1(@2). 차트의 토큰에서 후보를 #3개 남깁니다@4.",
        "Now: #. At the token of the chart it leaves # candidate#.": "지금: #1. 차트의 토큰에서 후보를 #2개 남깁니다@3.",
        "Now: #. At the token of the chart it leaves # candidates#.": "지금: #1. 차트의 토큰에서 후보를 #2개 남깁니다@3.",
        "Now: #, from #.": "지금: #1(@2).", "Now: #.": "지금: #1.",
        " (at #)": " (온도 #1)", " (limit # bits)": " (한도 #1비트)", " (target #)": " (목표 #1)",
        " (not in this draw)": " (이번 추출에서는 아님)", " (changes #)": " (#1개 바꿈)",
        "It has no effect now. #": "지금은 효과가 없습니다. @1", "It has an effect now.": "지금 효과가 있습니다.",
    ]

    private static let ranges: [String: String] = [
        "It takes #.": "받는 값: @1.",
        "a number from # to #": "#1~#2의 수", "a whole number from # to #": "#1~#2의 정수",
        "a number from # to #; # is off": "#1~#2의 수, #3이면 꺼짐",
        "a whole number from # to #; # is off": "#1~#2의 정수, #3이면 꺼짐",
        "a whole number from # to #; 0 is off, -1 is every token": "#1~#2의 정수, 0이면 꺼짐, -1이면 모든 토큰",
        "a number from # to #; 0 always takes the likeliest candidate": "#1~#2의 수, 0이면 늘 확률이 가장 높은 후보",
        "a number from # to #; above 0.5 XTC is off": "#1~#2의 수, 0.5를 넘으면 XTC는 꺼짐",
        "auto, off, on or a whole number from # to #; auto leaves it to the model":
            "auto, off, on 또는 #1~#2의 정수, auto는 모델에 맡김",
        "# or stages, as in penalties;top-k": "#1, 또는 penalties;top-k 같은 단계 목록",
        "sample or beam": "sample 또는 beam", "a text that isn't empty": "비어 있지 않은 글",
    ]

    private static let origins: [String: String] = [
        "from #": "@1", "the command line": "명령줄에서", "the lane": "레인에서", "the prompt": "프롬프트에서",
        "your settings": "사용자 설정에서", "the model file": "모델 파일에서", "the defaults": "기본값",
        "from the prompt or the defaults": "프롬프트나 기본값에서",
        "their knobs are below": "그 노브들은 아래에 있습니다", "their knobs are hidden": "그 노브들은 숨어 있습니다",
        "# doesn't accept it": "#1 서버가 받지 않습니다", "this model doesn't think": "이 모델은 생각하지 않습니다",
    ]

    /// Why a setting or a stage has no effect.
    private static let inactive: [String: String] = [
        "Beam search shows its best beams, as many as “keep beams” says.": "빔 탐색은 “남길 빔”만큼 가장 좋은 빔을 보여 줍니다.",
        "Tokens are sampled; only beam search has a use for it.": "지금은 샘플링이고, 빔 탐색에서만 쓰입니다.",
        "A single beam has no others to be compared with.": "빔이 하나뿐이라 견줄 것이 없습니다.",
        "There is only 1 beam.": "빔이 1개뿐입니다.", "There are only # beams.": "빔이 #1개뿐입니다.",
        "Beam search draws nothing: it goes by the model's own probabilities.":
            "빔 탐색은 뽑지 않고 모델 자신의 확률을 따릅니다.",
        "# is off.": "@1: 꺼져 있습니다.", "It is off.": "꺼져 있습니다.",
        "All three penalties are off.": "세 벌점이 모두 꺼져 있습니다.",
        "The penalties look at no tokens, because “repeat last” is 0.": "“반복 범위”가 0이라 벌점이 아무 토큰도 보지 않습니다.",
        "DRY looks at no tokens, because “DRY last” is 0.": "“DRY 범위”가 0이라 DRY가 아무 토큰도 보지 않습니다.",
        "XTC is off at a threshold above 0.5.": "문턱이 0.5를 넘으면 XTC는 꺼집니다.",
        "Temperature 0 leaves a single candidate.": "온도 0에서는 후보가 하나만 남습니다.",
        "Temperature 0 always takes the likeliest candidate, without noise.":
            "온도 0에서는 난수 없이 늘 확률이 가장 높은 후보를 고릅니다.",
        "Temperature 0 always takes the likeliest candidate, which this setting never removes.":
            "온도 0에서는 늘 확률이 가장 높은 후보를 고르는데, 이 설정은 그 후보를 없애지 않습니다.",
        "Mirostat takes the place of all stages but temperature.": "mirostat가 온도를 뺀 모든 단계를 대신합니다.",
        "Adaptive-P chooses the token, so it acts only as the last stage.":
            "adaptive-P는 토큰을 고르므로 마지막 단계일 때만 작동합니다.",
        "The order doesn't list #.": "단계 순서에 @1 단계가 없습니다.",
        "# leaves a single candidate.": "#1: 후보가 하나만 남습니다.",
        "At temperature # all presets give the same result.": "온도 #1에서는 모든 프리셋의 결과가 같습니다.",
        "With these stages all presets give the same result.": "이 단계들로는 모든 프리셋의 결과가 같습니다.",
    ]
}
