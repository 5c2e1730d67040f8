#!/usr/bin/env python3
"""Makes figures.json: statistics and metrics by SciPy, statsmodels, sacreBLEU, rouge-score, and SQuAD's own definitions.

Run it in this folder, where these are installed: numpy scipy statsmodels sacrebleu rouge-score regex. python3 figures.py
"""
import collections
import json
import random
import re
import string
import unicodedata

import numpy as np
import regex
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer
from sacrebleu.metrics import BLEU, CHRF
from scipy.stats import binom, bootstrap
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = random.Random(20240517)
numpy_rng = np.random.default_rng(20240517)


# Statistics

def mcnemar_cases():
    pairs = [(a, b) for a in range(9) for b in range(a, 9)]
    pairs += [(14, 29), (29, 14), (60, 40), (3, 97), (480, 520), (1200, 1300), (0, 1000), (49_000, 51_000), (7, 30_000)]
    return [{"onlyFirst": a, "onlySecond": b, "p": float(mcnemar([[5, a], [b, 5]], exact=True).pvalue)} for a, b in pairs]


def holm_cases():
    lists = [[0.03], [0.01, 0.04, 0.03], [0.5, 0.5, 0.5], [0.02, 0.02, 0.9, 0.001], [1.0, 1.0], [0.0, 1e-12, 0.2]]
    lists += [[round(rng.random() ** 3, 6) for _ in range(n)] for n in (2, 5, 10, 28, 45)]
    return [{"p": p, "adjusted": [float(q) for q in multipletests(p, method="holm")[1]]} for p in lists]


def binomial_cases():
    some = [(0, 1, 0.5), (3, 10, 0.2), (10, 10, 0.9), (50, 100, 0.5), (7, 1000, 0.01), (4990, 10_000, 0.5),
            (120_000, 1_000_000, 0.12), (9_990, 10_000, 0.999), (0, 50, 0.0), (50, 50, 1.0), (20, 400, 0.25)]
    return [{"k": k, "n": n, "p": p, "probability": float(binom.pmf(k, n, p)), "atMost": float(binom.cdf(k, n, p)),
             "atLeast": float(binom.sf(k - 1, n, p))} for k, n, p in some]


def power(cases, differing, difference, level):
    """That the exact test finds the better one: over all counts of differing cases, without a window or a recurrence."""
    q = (1 + difference / differing) / 2
    total = 0.0
    for m in range(cases + 1):
        k = np.arange(m + 1)
        rejecting = k[2 * binom.cdf(k, m, 0.5) < level]
        rejecting = rejecting[rejecting < m / 2]
        if len(rejecting):
            total += binom.pmf(m, cases, differing) * binom.sf(m - rejecting.max() - 1, m, q)
    return float(total)


def smallest(cases, differing, level, wanted):
    if power(cases, differing, differing, level) < wanted:
        return None
    low, high = 0.0, differing
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if power(cases, differing, middle, level) >= wanted else (middle, high)
    return high


def power_cases():
    powers = [(50, 0.3, 0.2, 0.05), (200, 0.2, 0.1, 0.05), (200, 0.2, 0.0, 0.05), (100, 0.5, 0.15, 0.0125),
              (1000, 0.1, 0.03, 0.05), (5, 0.9, 0.9, 0.05), (40, 1.0, 0.4, 0.05)]
    smallests = [(20, 0.2, 0.05), (39, 0.2, 0.05), (50, 0.2, 0.05), (100, 0.2, 0.05), (200, 0.2, 0.05), (200, 0.2, 0.05 / 3),
                 (200, 0.1, 0.05), (200, 0.1, 0.05 / 3), (500, 0.4, 0.05), (1000, 0.2, 0.05)]
    return {"powers": [{"cases": n, "differing": d, "difference": e, "level": a, "power": power(n, d, e, a)}
                       for n, d, e, a in powers],
            "smallest": [{"cases": n, "differing": d, "level": a, "difference": smallest(n, d, a, 0.8)}
                         for n, d, a in smallests]}


def exact_percentiles(values, counts):
    """Percentiles of the bootstrap's own law of the sum, by convolution: no resampling."""
    n = sum(counts)
    low, high = min(values), max(values)
    one = np.zeros(high - low + 1)
    for value, count in zip(values, counts):
        one[value - low] += count / n
    law, base, k = np.array([1.0]), one, n
    while k:
        law = np.convolve(law, base) if k & 1 else law
        base, k = np.convolve(base, base), k >> 1
    cumulative = np.cumsum(law)
    return [float(np.argmax(cumulative >= q) + n * low) / n for q in (0.025, 0.975)]


def bootstrap_cases():
    binary = []
    for only_first, only_second, both, neither in [(14, 29, 100, 57), (3, 4, 10, 3), (0, 9, 20, 20), (120, 180, 300, 400),
                                                   (0, 0, 5, 5), (2, 0, 40, 0), (300, 700, 1500, 1500)]:
        counts = (only_first, both + neither, only_second)
        low, high = exact_percentiles([-1, 0, 1], counts)
        binary.append({"onlyFirst": only_first, "onlySecond": only_second, "both": both, "neither": neither,
                       "low": low, "high": high})
    scores = []
    for n, spread in [(12, 1.0), (60, 0.3), (150, 2.0)]:
        first = np.round(numpy_rng.normal(0.4, 1, n), 3)
        second = np.round(first + numpy_rng.normal(0.2, spread, n), 3)
        found = bootstrap((first, second), lambda a, b, axis: np.mean(b, axis) - np.mean(a, axis), paired=True,
                          vectorized=True, n_resamples=200_000, method="percentile", rng=numpy_rng)
        scores.append({"first": first.tolist(), "second": second.tolist(), "low": float(found.confidence_interval.low),
                       "high": float(found.confidence_interval.high), "standardError": float(found.standard_error)})
    return {"binary": binary, "scores": scores}


# Metrics

def composed(text):
    return unicodedata.normalize("NFC", text)


def squad_normalised(text):
    text = "".join(c for c in composed(text).lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def squad_f1(output, expected):
    a, b = squad_normalised(output).split(), squad_normalised(expected).split()
    if not a or not b:
        return float(a == b)
    same = sum((collections.Counter(a) & collections.Counter(b)).values())
    return 0.0 if same == 0 else 2 * (same / len(a)) * (same / len(b)) / (same / len(a) + same / len(b))


# Ideographs and kana one by one; else letters, marks and numbers, with ' between letters and . or , between digits.
SINGLE = r"[[\p{Ideographic}\u3005-\u3007\u3040-\u30FF\u31F0-\u31FF\uFF66-\uFF9D]&&[\p{L}\p{N}]]"
WORD = regex.compile(rf"{SINGLE}\p{{M}}*|(?:[[\p{{L}}\p{{M}}\p{{N}}]--{SINGLE}]"
                     rf"|(?<=[\p{{L}}--{SINGLE}]\p{{M}}*)['’](?=[\p{{L}}--{SINGLE}])|(?<=\p{{Nd}})[.,](?=\p{{Nd}}))+", regex.V1)


def words(text):
    return WORD.findall(composed(text).lower())


class Words(Tokenizer):
    def tokenize(self, text):
        return words(text)


def ngrams(tokens, n):
    return [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)]


def distinct(text, n):
    grams = ngrams(words(text), n)
    return len(set(grams)) / len(grams) if grams else 1.0


def characters(text):
    return regex.findall(r"\X", composed(text))


def edit_distance(a, b):
    a, b = characters(a), characters(b)
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (x != y)))
    return row[-1]


WRITTEN = [
    ("The cat sat on the mat.", ["The cat is on the mat."]),
    ("The answer is 72.", ["72", "The answer is 72"]),
    ("", ["something"]), ("something", [""]), ("", [""]), ("the", ["an"]), ("   ", ["."]),
    ("It costs $1,234.50, i.e. 10% more -- or 3-4 times (roughly).", ["It cost $1,234.5, that is 10 % more; 3-4 times."]),
    ("AT&amp;T said &quot;yes&quot; &lt;b&gt; &amp;lt; <skipped> hyphen-\nated\nline", ['AT&T said "yes" <b> < hyphenated line']),
    ("a..b,,c.1,2.d -3-4 5-6-7 'quoted' don't [x] {y} `z` ~ ^ _ | \\ /", ["a. .b , c .1 ,2 .d - 3 - 4 'quoted' do n't"]),
    ("대한민국의 수도는 서울입니다.", ["대한민국의 수도는 서울이다.", "서울은 대한민국의 수도입니다."]),
    ("정답은 12개입니다. 사과 5개와 배 7개를 더하면 12개가 됩니다.", ["사과 5개, 배 7개를 더하면 모두 12개입니다."]),
    ("정답은 12개입니다.", [unicodedata.normalize("NFD", "정답은 12개입니다.")]),
    ("리뷰는 긍정적이다 great movie 최고!", ["이 리뷰는 긍정적이다. Great movie, 최고!!"]),
    ("東京は日本の首都です。", ["日本の首都は東京です。"]), ("我喜欢 苹果 和 3.14 pies", ["我喜欢苹果 and 3.14 pies"]),
    ("café naïve Ångström", ["cafe naive angstrom", unicodedata.normalize("NFD", "Café naïve Ångström")]),
    ("👩‍💻 wrote 🇰🇷 code 👍🏽", ["👨‍💻 wrote 🇫🇷 code 👍"]),
    ("non\u00a0breaking\u3000wide\u2003em\u001cfile\u0085next\r\nline\ttab", ["non breaking wide em file next line tab"]),
    ("one two three four one two three four one two three four", ["one two three four"]),
    ("word", ["word"]), ("two words", ["two words"]), ("now three words", ["now three words"]),
    ("“The” end – of a story…", ["the end of story"]), ("Don't stop, it's 1,000.5 o’clock 'tis the dogs'", ["dont stop"]),
    ("A an the a The AN", ["the answer a"]), ("under_score the_end 1st", ["under score the end 1st"]),
    ("yes " * 40, ["yes yes"]), ("x" * 150, ["x" * 70 + "y" + "x" * 70]),
    ("그는 말했다: “안녕하세요?” 그리고 (조용히) 떠났다 - 3.5km, 1,200원.", ["그는 “안녕하세요” 하고 말했다 (조용히). 3.5 km, 1200원."]),
    ("ΑΒΓ абв ÀÉ", ["αβγ АБВ àé"]), ("ㅋㅋㅋ ㅠㅠ 가나다", ["ㅋㅋ ㅠ 가나다라"]), ("①②③ ½ ٣٤", ["①② ½ ٣٤"]),
    ("東'x l'été 'a' スーパー・マーケット ﾊﾝ々 〇", ["東 x lété a スーパーマーケット"]), ("पानी और กำลัง", ["पानी กำลัง"]),
]
PIECES = ["the", "The", "a", "an", "cat", "cats", "dog", "is", "are", "on", "mat", "12", "3.5", "1,200", "$5", "50%", "yes.", "No,",
          "(B)", "it's", "well-known", "서울은", "서울", "수도", "수도입니다.", "정답은", "42이다", "사과", "배", "그리고", "\n", "...", "—", "&amp;", "e.g.",
          "U.S.", "-", "7-8", "right", "left", "great", "movie"]


def random_pairs(count):
    pairs = []
    for _ in range(count):
        expected = [rng.choice(PIECES) for _ in range(rng.randint(1, 24))]
        references = []
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            changed = [p for p in expected if rng.random() > 0.15]
            changed = [rng.choice(PIECES) if rng.random() < 0.2 else p for p in changed]
            references.append(rng.choice([" ", " ", "  "]).join(changed))
        pairs.append((" ".join(expected), references))
    return pairs


def text_case(output, expected):
    plain = RougeScorer(["rougeL"], use_stemmer=False)
    of_words = RougeScorer(["rougeL"], tokenizer=Words())
    return {
        "output": output, "expected": expected,
        "exactMatch": float(any(squad_normalised(output) == squad_normalised(e) for e in expected)),
        "f1": max(squad_f1(output, e) for e in expected),
        "rougeL": float(plain.score_multi(expected, output)["rougeL"].fmeasure),
        "rougeLOfWords": float(of_words.score_multi(expected, output)["rougeL"].fmeasure),
        "bleu": BLEU(effective_order=True).sentence_score(output, expected).score,
        "chrF": CHRF().sentence_score(output, expected).score,
        "editDistance": edit_distance(output, expected[0]),
        "distinct1": distinct(output, 1), "distinct2": distinct(output, 2), "repetition": 1 - distinct(output, 4),
        "words": words(output), "characters": len(characters(output)),
    }


def corpus_case(name, pairs, references):
    outputs = [output for output, _ in pairs]
    expected = [(expected * references)[:references] for _, expected in pairs]
    streams = [list(stream) for stream in zip(*expected)]
    return {"name": name, "outputs": outputs, "expected": expected, "bleu": BLEU().corpus_score(outputs, streams).score,
            "chrF": CHRF().corpus_score(outputs, streams).score}


def is_json(text):
    def refuse(constant):
        raise ValueError(constant)
    try:
        json.loads(text, parse_constant=refuse)
        return True
    except ValueError:
        return False


def json_cases():
    texts = ["", " ", "{}", "[]", "[1,2,]", '{"a":1,}', "NaN", "-Infinity", "01", "-01", "-0", "1.", ".5", "1E5", "1e+", "-", "+1", '"\t"',
             '"\\x"', '"\\ud800"', "'a'", " 1 ", "\ufeff1", "nul", "nullx", "1 2", '{"a":1 "b":2}', "{1:2}", "[,1]", "\u00a01",
             '```json\n{}\n```', '{"답": "서울", "수": [1, 2.5e-3, {"a": null}]}', "[" * 100 + "]" * 100, "[" * 100 + "]" * 99,
             '{"a":{"b":[{}]}}', '{"a"}', '{"a":}', "[1 ,\r\n2]", "1e400", '"\x7f"', '"\\u12g4"', '"\\u00"', '"\\', '"a']
    pool = list('{}[]",:0123e-.+ntfals\\u \n') + ["true", "null", '"a"', '"a":']
    for _ in range(160):
        text = rng.choice(['{"a":[1,-2.5e+3,true],"b":{"c":null}}', '[{"x":"\\u00e9\\n"},false,0]', '{"k":"v","n":10}', "[[1],[2,[]]]"])
        for _ in range(rng.randint(0, 2)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice([rng.choice(pool), ""]) + text[at + rng.randint(0, 1):]
        texts.append(text)
    return [{"text": text, "isValid": is_json(text)} for text in texts]


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.13g}")
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, list) else value


pairs = WRITTEN + random_pairs(90)
figures = {
    "mcnemar": mcnemar_cases(), "holm": holm_cases(), "binomial": binomial_cases(), "power": power_cases(),
    "bootstrap": bootstrap_cases(), "texts": [text_case(*pair) for pair in pairs],
    "json": json_cases(),
    "corpora": [
        corpus_case("written", WRITTEN[:12], 1), corpus_case("random, two right answers", pairs[-30:], 2),
        corpus_case("Korean", [p for p in WRITTEN if "서울" in p[0] or "정답" in p[0] or "그는" in p[0]], 1),
        corpus_case("short", [("yes", ["yes"]), ("no", ["yes"])], 1), corpus_case("nothing right", [("a b", ["c d"])], 1),
        corpus_case("empty", [("", ["c d"]), ("", ["e"])], 1), corpus_case("three words", [("a b c", ["a b c"])], 1),
    ],
}
with open("figures.json", "w", encoding="utf-8") as file:
    json.dump(rounded(figures), file, ensure_ascii=False, indent=None, separators=(",", ":"))
    file.write("\n")
