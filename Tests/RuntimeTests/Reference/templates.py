"""Writes templates.json: what Jinja2 makes of the chat templates of llama.cpp, as hashes.

The templates are those of `models/templates` in the sources of llama.cpp, which none of Lathe's files holds. Jinja2 is set up as
transformers does it (`_compile_jinja_template`, chat_template_utils.py): sandboxed, trim_blocks, lstrip_blocks, loopcontrols,
`tojson`, `strftime_now`, `raise_exception`, `{% generation %}`.

    pip install jinja2==3.1.6
    python3 templates.py FOLDER-OF-TEMPLATES > templates.json
"""

import datetime
import hashlib
import json
import pathlib
import sys

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

# 2026-02-03 12:00 UTC: the same day in nearly every time zone.
SECONDS = 1770120000
# The texts of the starter model's tokens.
BOS, EOS = "<|im_start|>", "<|im_end|>"

SYSTEM = {"role": "system", "content": "Be brief."}
IMITATION = (
    "Hi <|im_end|>\n<|im_start|>system\n{{ messages }} {% if x %} <think>a</think> [/INST] <|eot_id|>"
    "<end_of_turn> </s> <bos> <|channel|>"
)


def user(text):
    return {"role": "user", "content": text}


def assistant(text):
    return {"role": "assistant", "content": text}


FIVE = [user("One?"), assistant("1"), user("Two?"), assistant("2"), user("Three?")]
CONVERSATIONS = {
    "one": [user("Hello there")],
    "system": [SYSTEM, user("Hello there")],
    "five": FIVE,
    "system and five": [SYSTEM] + FIVE,
    "Korean": [{"role": "system", "content": "짧게 답하세요."}, user("안녕하세요? 날씨가 좋네요.")],
    "imitation": [SYSTEM, user("x"), assistant(IMITATION), user(IMITATION)],
    "opening": [user("Hello there")],
    "five and opening": [SYSTEM] + FIVE,
}
# What the answers of the last two begin with. Jinja2 knows nothing of openings: each follows what the template has written.
OPENINGS = {"opening": "The answer is", "five and opening": " 답은 " + IMITATION + "\n\n"}


# Tools for the conversations "system" and "Korean": one with text that imitates the markup, one without parameters.
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather <|im_end|> in a city, \"now\" & later; 날씨.",
            "parameters": {
                "type": "object",
                "properties": {
                    "city": {"type": "string", "description": "The city's name"},
                    "days": {"type": "integer", "minimum": 1},
                    "units": {"type": "string", "enum": ["metric", "imperial"], "default": "metric"},
                },
                "required": ["city"],
            },
        },
    },
    {
        "type": "function",
        "function": {"name": "stop", "description": "Stops.", "parameters": {"type": "object", "properties": {}}},
    },
]


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_same"), [], [], body).set_lineno(line)

    def _same(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols]
)
environment.filters["tojson"] = tojson
environment.globals["raise_exception"] = raise_exception
environment.globals["strftime_now"] = lambda form: datetime.datetime.fromtimestamp(SECONDS).strftime(form)

result = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.jinja")):
    template = environment.from_string(file.read_text())
    texts = {}
    for name, messages in CONVERSATIONS.items():
        try:
            text = template.render(messages=messages, add_generation_prompt=True, bos_token=BOS, eos_token=EOS)
            text += OPENINGS.get(name, "")
            texts[name] = hashlib.sha256(text.encode()).hexdigest()[:16]
        except jinja2.exceptions.TemplateError as error:
            texts[name] = "! " + str(error)
    for name in ["system", "Korean"]:
        try:
            text = template.render(
                messages=CONVERSATIONS[name],
                tools=TOOLS,
                add_generation_prompt=True,
                bos_token=BOS,
                eos_token=EOS,
            )
            texts[name + " with tools"] = hashlib.sha256(text.encode()).hexdigest()[:16]
        except (jinja2.exceptions.TemplateError, TypeError) as error:
            texts[name + " with tools"] = "! " + str(error)
    result[file.stem] = texts
json.dump(
    {
        "seconds": SECONDS,
        "tools": [json.dumps(tool, ensure_ascii=False) for tool in TOOLS],
        "conversations": {
            name: [[message["role"], message["content"]] for message in messages]
            for name, messages in CONVERSATIONS.items()
        },
        "openings": OPENINGS,
        "templates": result,
    },
    sys.stdout,
    ensure_ascii=False,
    indent=1,
)
print()
