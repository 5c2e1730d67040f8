"""Writes answers.json: what independent code says of answers.

- numbers: values of random numbers, written in the ways that outputs have them, by Python's decimal and fractions.
- normalised: texts as normalize_answer of SQuAD's evaluate-v2.0.py leaves them (Rajpurkar et al. 2016), kept to its steps here.
- cleansed: what answer cleansing finds (Kojima et al. 2022, appendix A.6, few-shot), on outputs without what it gets wrong:
  capital letters in words, a minus between numbers.
"""

import json
import random
import re
import string
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

getcontext().prec = 60
chance = random.Random(5)


def canonical(value):
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def number():
    places = chance.choice([0, 0, 0, 1, 2, 3, 8])
    whole = chance.randrange(10 ** chance.choice([1, 2, 3, 4, 5, 6, 9, 15, 30]))
    value = Decimal(whole).scaleb(-places) * chance.choice([1, 1, 1, -1])
    text = format(abs(value), "f" if chance.random() < 0.5 else ",f")
    if "." in text and chance.random() < 0.3:
        text += "0" * chance.randrange(1, 3)
    text = chance.choice(["{}", "{}", "${}", "€{}", "₩{}", "\\${}", "USD{}"]).format(text)
    if value < 0:
        text = chance.choice(["-", "-", "−"]) + text
    if chance.random() < 0.1:
        text = full_width(text)
    before = chance.choice(["", "", "= ", "about ", "**", "\\boxed{", "(", "약 ", "답은 ", "x = ", "total:"])
    after = {"**": "**", "\\boxed{": "}", "(": ")"}.get(before, "")
    after += chance.choice(["", "", ".", "%", " %", "원", "개입니다.", " apples.", "kg", ",", "\n", "!", ". So"])
    return {"text": before + text + after, "value": canonical(value)}


def fraction():
    value = Fraction(chance.randrange(1000), chance.randrange(1, 200))
    factor = chance.randrange(1, 9)
    below = value.denominator
    while below % 2 == 0:
        below //= 2
    while below % 5 == 0:
        below //= 5
    if below == 1:
        said = canonical(Decimal(value.numerator) / Decimal(value.denominator))
    else:
        said = f"{value.numerator}/{value.denominator}"
    return {"text": f"{value.numerator * factor}/{value.denominator * factor} cups", "value": said}


def normalize_answer(s):
    def remove_articles(text):
        return re.sub(r"\b(a|an|the)\b", " ", text)

    def white_space_fix(text):
        return " ".join(text.split())

    def remove_punc(text):
        exclude = set(string.punctuation)
        return "".join(ch for ch in text if ch not in exclude)

    return white_space_fix(remove_articles(remove_punc(s.lower())))


def text():
    words = ["The", "the", "A", "a", "an", "An", "Eiffel", "Tower", "1,000", "U.S.", "don't", "state-of-the-art", "서울", "정답은",
             "Café", "naïve", "ÉCOLE", "$5.00", "(b)", "\"quoted\"", "C++", "x_y", "theatre", "anthem", "50%", "Straße", "Ελλάδα"]
    space = lambda: chance.choice([" ", " ", "  ", "\n", "\t", "\u00a0", "\u3000"])
    return "".join(chance.choice(words) + space() for _ in range(chance.randrange(1, 9)))


def cleanse(kind, pred):
    preds = pred.split("The answer is")
    flag = len(preds) > 1
    pred = preds[-1]
    if kind == "choice:A-E":
        found = re.findall(r"A|B|C|D|E", pred)
    elif kind == "number":
        found = re.findall(r"-?\d+\.?\d*", pred.replace(",", ""))
    else:
        pred = re.sub(r"\"|\'|\n|\.|\s|\:|\,", " ", pred.lower())
        found = [word for word in pred.split(" ") if word in ("yes", "no")]
    if not found:
        return None
    answer = found[0] if flag else found[-1]
    return answer[:-1] if answer.endswith(".") else answer


def output(kind):
    answers = {
        "number": lambda: chance.choice(["{}", "${}", "{} apples", "{}%", "-{}"]).format(
            f"{chance.randrange(10 ** chance.randrange(1, 8)):,}"),
        "choice:A-E": lambda: chance.choice(["{}", "({})", "option {}", "\"{}\""]).format(
            chance.choice("ABCDE")),
        "yes-no": lambda: chance.choice(["yes", "no", "Yes", "No", "YES", "\"no\"", "yes."]),
    }[kind]
    words = ["so", "we", "know", "that", "yesterday", "notion", "is", "left", "it", "follows", "then", "noon", "thus"]
    parts = []
    for _ in range(chance.randrange(1, 6)):
        parts.append(" ".join(chance.choice(words) for _ in range(chance.randrange(1, 6))))
        if chance.random() < 0.6:
            parts.append(chance.choice(["is {},", "gives {},"]).format(answers()))
    if chance.random() < 0.5:
        parts.append(f"thus. The answer is {answers()}, " + chance.choice(["", "not " + answers()]))
    text = " ".join(parts)
    return {"type": kind, "output": text, "answer": cleanse(kind, text)}


kinds = ["number", "choice:A-E", "yes-no"]
texts = [text() for _ in range(400)]
result = {
    "numbers": [number() for _ in range(500)] + [fraction() for _ in range(100)],
    "normalised": [{"text": t, "value": normalize_answer(t)} for t in texts if normalize_answer(t)],
    "cleansed": [output(chance.choice(kinds)) for _ in range(300)],
}
lists = [
    f'"{name}": [\n' + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]"
    for name, cases in result.items()
]
Path(__file__).with_suffix(".json").write_text("{\n" + ",\n".join(lists) + "\n}\n")
