extension Korean {
    /// What decoders do, when they help and when they hurt, and what the chart, a lane and an evaluation show.
    static let lessons: [String: String] = decoders.merging(figures) { first, _ in first }

    private static let decoders: [String: String] = [
        "Sampling draws each token by its probability, after the stages have cut the candidates. At temperature 0 it is greedy: it takes the likeliest token each time.":
            "샘플링은 단계들이 후보를 추린 뒤 토큰을 확률에 따라 뽑습니다. 온도 0에서는 탐욕적이어서 매번 확률이 가장 높은 토큰을 고릅니다.",
        "It helps where many outputs are good: stories, ideas, several samples that vote.":
            "좋은 출력이 여럿일 때 도움이 됩니다: 이야기, 아이디어, 투표하는 여러 샘플.",
        "It hurts where one output is right: one unlucky draw, and the text goes on from there.":
            "맞는 출력이 하나일 때는 해롭습니다: 한 번 잘못 뽑으면 글이 거기서 이어집니다.",
        "Beam search follows several continuations at once, and keeps those with the highest total probability.":
            "빔 탐색은 여러 이어짐을 한꺼번에 따라가며 전체 확률이 가장 높은 것들을 남깁니다.",
        "It helps with short outputs of which one is right: translations, labels, corrections. Its tree shows what the model nearly wrote.":
            "맞는 것이 하나인 짧은 출력에 도움이 됩니다: 번역, 레이블, 교정. 트리는 모델이 쓸 뻔한 것을 보여 줍니다.",
        "It hurts open-ended texts, which become bland or repeat themselves (Holtzman et al. 2020), and computes a row for each beam and token.":
            "열린 글에는 해롭습니다. 밋밋해지거나 되풀이되며(Holtzman 외 2020), 빔과 토큰마다 한 행을 계산합니다.",
        "Divides the log-probability of a finished beam by its length to this power. It changes which beam wins, never the paths.":
            "끝난 빔의 로그 확률을 길이의 이 거듭제곱으로 나눕니다. 어느 빔이 이기는지만 바뀌고 경로는 그대로입니다.",
        "It helps against outputs that are too short: without it, each further token lowers the total.":
            "출력이 너무 짧을 때 도움이 됩니다: 이것이 없으면 토큰이 늘 때마다 합이 낮아집니다.",
        "It hurts if it is large: then the longest beam wins, however unlikely it is.":
            "크면 해롭습니다: 아무리 확률이 낮아도 가장 긴 빔이 이깁니다.",
        "Divides the logits: below 1 likely tokens gain, above 1 unlikely ones do. At 0 the likeliest is taken each time (greedy).":
            "로짓을 나눕니다: 1보다 작으면 확률이 높은 토큰이, 크면 낮은 토큰이 유리해집니다. 0이면 매번 확률이 가장 높은 것을 고릅니다(탐욕적).",
        "A low one helps with facts, labels and code, and where outputs must be the same again; 0.7 to 1 with prose.":
            "낮은 온도는 사실, 레이블, 코드와 출력이 다시 같아야 할 때, 0.7~1은 산문에 도움이 됩니다.",
        "Greedy hurts long texts, which repeat themselves; above 1.2 an unlikely token soon gets in, and the text drifts.":
            "탐욕적이면 긴 글이 되풀이되어 해롭고, 1.2를 넘으면 곧 엉뚱한 토큰이 끼어 글이 흐트러집니다.",
        "Keeps the K likeliest tokens, however likely each is, and draws among them.":
            "확률이 얼마든 가장 높은 토큰 K개를 남기고 그 가운데서 뽑습니다.",
        "It helps by cutting the long tail of unlikely tokens, so that a higher temperature stays readable.":
            "확률이 낮은 긴 꼬리를 잘라, 온도가 높아도 읽을 만한 글이 되게 돕습니다.",
        "It hurts because K is the same everywhere: it lets nonsense in where the model is sure, and cuts good words where many would do.":
            "K가 어디서나 같아서 해롭습니다: 모델이 확신하는 곳에는 엉뚱한 것을 들이고, 여럿이 맞는 곳에서는 좋은 낱말을 자릅니다.",
        "Keeps the fewest likeliest tokens that hold the probability P together (nucleus sampling, Holtzman et al. 2020).":
            "확률을 합쳐 P가 되는 가장 적은 수의 상위 토큰을 남깁니다(nucleus 샘플링, Holtzman 외 2020).",
        "It helps because it adapts: few candidates where the model is sure, many where it isn't.":
            "상황에 맞춰져서 도움이 됩니다: 모델이 확신하면 후보가 적고, 아니면 많습니다.",
        "It hurts at a high temperature, where a flat distribution lets very many in; a small P is nearly greedy.":
            "온도가 높으면 분포가 평평해져 너무 많이 들어오므로 해롭고, P가 작으면 거의 탐욕적입니다.",
    ]

    private static let figures: [String: String] = [
        "lane #": "레인 #1", "what the columns mean": "열의 뜻",
        "token # of the output": "출력의 #1번째 토큰", "the first token after the prompt": "프롬프트 다음 첫 토큰",
        "The candidates for #, the likeliest first. A bar and the number behind it are the probability with which a token is drawn; the number in brackets is the model's own, before the stages and at temperature 1.":
            "@1의 후보를 확률이 높은 것부터 보여 줍니다. 막대와 그 뒤의 숫자는 토큰이 뽑힐 확률이고, 괄호 안은 단계를 거치기 전 온도 1에서의 모델 자신의 확률입니다.",
        "A line marks where a stage begins to cut. Enter on a candidate opens a lane that goes on with it.":
            "선은 단계가 자르기 시작하는 자리입니다. 후보에서 Enter를 누르면 그 후보로 이어지는 레인이 열립니다.",
        "Now: # candidate is left, with an entropy of # bits; before the stages it was #. At 0 bits the draw is certain.":
            "지금: 후보 #1개가 남았고 엔트로피는 #2비트이며, 단계를 거치기 전에는 #3비트였습니다. 0비트면 뽑기가 확실합니다.",
        "Now: # candidates are left, with an entropy of # bits; before the stages it was #. At 0 bits the draw is certain.":
            "지금: 후보 #1개가 남았고 엔트로피는 #2비트이며, 단계를 거치기 전에는 #3비트였습니다. 0비트면 뽑기가 확실합니다.",
        "The line above the text has the settings, those that differ from other lanes in colour. Below it stand the tokens of the output, the seconds to the first one, the tokens a second after it, and why it ended.":
            "글 위의 줄에는 설정이 있고, 다른 레인과 다른 것은 색이 있습니다. 글 아래에는 출력의 토큰 수, 첫 토큰까지의 초, 그 뒤의 초당 토큰 수, 끝난 까닭이 있습니다.",
        "# of # tokens were drawn from kept distributions of an earlier run, without asking the model.":
            "토큰 #2개 중 #1개는 모델에 묻지 않고, 이전 실행에서 보관한 분포에서 뽑았습니다.",
        "It ended by itself: the model drew the token that ends an answer.": "스스로 끝났습니다: 모델이 답을 끝내는 토큰을 뽑았습니다.",
        "It ended at the limit of tokens: the knob “max tokens” allows more.": "토큰 한도에서 끝났습니다: 노브 “최대 토큰”으로 늘릴 수 있습니다.",
        "It ended because a stop text came.": "멈출 글이 나와 끝났습니다.",
        "It ended because the model's context is full.": "모델의 컨텍스트가 가득 차서 끝났습니다.",
        "It was stopped.": "중지되었습니다.", "It ended with an error.": "오류로 끝났습니다.",
        "The text is of an earlier state of the prompt or the settings: F5 runs it again.":
            "글이 프롬프트나 설정의 이전 상태에 대한 것입니다: F5로 다시 실행합니다.",
        "A row is a case: its name, the right answer, what is asked, and for each lane the answer that was read in its output, then the output.":
            "한 행이 한 사례입니다: 이름, 정답, 물음, 그리고 레인마다 출력에서 읽은 답과 출력.",
        "# right   # wrong   ? no answer found   ! lane failed   # not run yet":
            "#1 정답   #2 오답   ? 답을 찾지 못함   ! 레인 실패   #3 아직 실행 안 함",
        "right and share: how many cases the lane has right, of all that it has run. Those that are unread count as wrong.":
            "정답과 비율: 레인이 실행한 모든 사례 가운데 맞힌 수입니다. 읽히지 않은 것은 오답으로 셉니다.",
        "95 % interval: where the share may well lie on other cases of this kind (Wilson). A few cases make it wide.":
            "95 % 구간: 같은 종류의 다른 사례에서 비율이 있을 만한 범위입니다(Wilson). 사례가 적으면 넓어집니다.",
        "unread: outputs in which no answer was found. Enter on a case tells why.":
            "읽히지 않음: 답을 찾지 못한 출력입니다. 사례에서 Enter를 누르면 까닭이 나옵니다.",
        "by char.: how many cases are right if each answer's logarithm is divided by its length, so that long answers aren't at a disadvantage.":
            "by char.: 긴 답이 불리하지 않도록 답의 로그를 길이로 나누었을 때 맞힌 사례의 비율입니다.",
        "log loss, Brier, ECE: how far the shares of answers are from how often they are right; 0 is best. AUC: how well they rank answers; 1 is best. c shows more.":
            "log loss, Brier, ECE: 답의 비율이 실제로 맞힌 비율과 얼마나 다른지입니다. 0이 가장 좋습니다. AUC: 답의 순서를 얼마나 잘 매기는지입니다. 1이 가장 좋습니다. c를 누르면 더 나옵니다.",
        "The sentences compare the lanes case by case; i shows the whole report.":
            "문장들은 레인을 사례별로 비교합니다. i를 누르면 보고서 전체가 나옵니다.",
    ]
}
