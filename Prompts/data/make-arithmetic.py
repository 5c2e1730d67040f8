"""Writes arithmetic.jsonl: 120 word problems of one or two steps, the same ones at every call of the same Python.

    python3 Prompts/data/make-arithmetic.py > Prompts/data/arithmetic.jsonl

Each template is used four times, with other names and numbers. `guard` keeps the story possible: nothing negative, no remainders.
"""

import json
import random

NAMES = """Ada Bram Chloe Dina Elif Femi Greta Hugo Iris Jonas Kiran Lior Maja Nico Olga Pavel Quinn Rosa Sami Tove
Uma Vera Wim Yuna Zeno""".split()

# A template's text, its answer, and what its numbers a, b, c may be.
TEMPLATES = [
    # One step.
    ("{name} has {a} shells and finds {b} more. How many shells does {name} have now?", "a + b", (5, 30), (3, 20)),
    ("{name} bakes {a} muffins and eats {b} of them. How many muffins are left?", "a - b", (8, 30), (2, 7)),
    ("There are {a} rows with {b} seats each. How many seats are there?", "a * b", (3, 9), (4, 12)),
    ("{name} shares {a} grapes equally among {b} friends. How many grapes does each friend get?", "a // b", (12, 60), (2, 6)),
    ("A rope is {a} metres long. {name} cuts off {b} metres. How many metres are left?", "a - b", (15, 60), (3, 14)),
    ("A spider has 8 legs. How many legs do {a} spiders have?", "a * 8", (2, 9)),
    ("{name} read {a} pages yesterday and {b} pages today. How many pages is that in all?", "a + b", (10, 60), (10, 60)),
    ("One stamp costs {a} cents. How many cents do {b} stamps cost?", "a * b", (5, 20), (2, 6)),
    ("{a} chairs stand in {b} equal rows. How many chairs are in each row?", "a // b", (16, 72), (3, 8)),
    ("{name} is {a} years old. How old was {name} {b} years ago?", "a - b", (12, 60), (2, 9)),
    ("A week has 7 days. How many days do {a} weeks have?", "a * 7", (3, 9)),
    ("A coat costs ${a} and a hat costs ${b}. How many dollars do both cost together?", "a + b", (30, 80), (8, 25)),
    ("{name} had {a} balloons and now has {b}. How many balloons burst?", "a - b", (10, 25), (2, 9)),
    ("A lift holds {a} people. How many people can {b} such lifts hold?", "a * b", (4, 10), (2, 6)),
    ("{a} litres of juice fill {b} equal jugs. How many litres are in each jug?", "a // b", (6, 40), (2, 5)),
    # Two steps.
    ("{name} has {a} coins, finds {b} more and loses {c}. How many coins are left?", "a + b - c", (8, 30), (3, 12), (2, 8)),
    ("{name} buys {a} bags of {b} lemons and uses {c} lemons. How many lemons are left?", "a * b - c", (2, 6), (4, 9), (2, 7)),
    ("A shop sells {a} cards in the morning, {b} at noon and {c} in the evening. How many cards does it sell?", "a + b + c", (5, 25), (5, 25), (5, 25)),
    ("{name} earns ${a} an hour, works {b} hours and spends ${c}. How many dollars are left?", "a * b - c", (6, 15), (2, 8), (4, 11)),
    ("{a} eggs are packed in boxes of {b}. {c} boxes are sold. How many boxes are left?", "a // b - c", (24, 90), (4, 6), (2, 3)),
    ("A bus has {a} passengers. {b} get off and {c} get on. How many passengers are on the bus?", "a - b + c", (15, 40), (3, 14), (2, 12)),
    ("{name} has {a} boxes with {b} crayons each and {c} loose crayons. How many crayons are there in all?", "a * b + c", (2, 7), (5, 12), (2, 9)),
    ("A pen costs ${a} and a ruler costs ${b}. {name} buys {c} of each. How many dollars is that?", "(a + b) * c", (2, 6), (1, 5), (2, 5)),
    ("{name} picks {a} pears, gives away {b} and shares the rest equally between 2 baskets. How many pears are in each basket?", "(a - b) // 2", (14, 40), (4, 10)),
    ("A tank holds {a} litres. {name} takes out {b} litres a day for {c} days. How many litres are left?", "a - b * c", (40, 90), (3, 8), (2, 5)),
    ("{name} runs {a} kilometres on each of {b} days and {c} kilometres on one more day. How many kilometres is that?", "a * b + c", (3, 9), (2, 6), (2, 12)),
    ("A class has {a} girls and {b} boys. {c} children are ill today. How many children are there today?", "a + b - c", (8, 16), (8, 16), (2, 6)),
    ("{name} has twice as many marbles as {other}, who has {a}. How many marbles do they have together?", "3 * a", (4, 20)),
    ("{a} tickets cost ${b} each. {name} pays with a $100 note. How many dollars does {name} get back?", "100 - a * b", (2, 6), (5, 15)),
    ("{name} plants {a} rows of {b} bulbs. {c} bulbs don't grow. How many bulbs grow?", "a * b - c", (3, 8), (4, 10), (2, 9)),
]


def guard(answer: str, values: dict[str, int]) -> bool:
    """Whether the answer is at least 2 and each division comes out even."""
    exact = eval(answer.replace("//", "/"), {}, values)
    return exact >= 2 and exact == int(exact)


def problem(chance: random.Random, text: str, answer: str, ranges: tuple) -> tuple[str, str]:
    while True:
        values = {letter: chance.randint(*each) for letter, each in zip("abc", ranges)}
        if guard(answer, values):
            break
    name, other = chance.sample(NAMES, 2)
    return text.format(name=name, other=other, **values), str(eval(answer, {}, values))


def main() -> None:
    chance = random.Random(7)
    problems: dict[str, str] = {}
    for text, answer, *ranges in TEMPLATES:
        wanted = len(problems) + 4
        while len(problems) < wanted:
            question, expected = problem(chance, text, answer, tuple(ranges))
            problems[question] = expected
    cases = list(problems.items())
    chance.shuffle(cases)
    for number, (question, expected) in enumerate(cases, 1):
        print(json.dumps({"id": f"a{number:03}", "question": question, "expected": expected}))


main()
