"""Reads preference data as trainers of TRL do, with `datasets`, and prints as JSON what it finds.

    python3 read.py FOLDER

FOLDER has the sets, each as `NAME.train.jsonl` and `NAME.test.jsonl`. Of each set it prints the columns with their types,
what TRL calls such a set, whether it holds turns of chats, and the rows of both parts; or why it can't be read.
"""

import json
import os
import sys

folder = sys.argv[1]
os.environ.update(HF_HOME=folder + "/.cache", HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1")

import datasets  # noqa: E402

datasets.disable_progress_bars()


def named(feature):
    """A type in words: `string`, `[string]`, `{content: string, role: string}`."""
    if isinstance(feature, datasets.Value):
        return feature.dtype
    if isinstance(feature, datasets.List):
        return f"[{named(feature.feature)}]"
    return "{" + ", ".join(f"{key}: {named(feature[key])}" for key in sorted(feature)) + "}"


def kind(columns):
    """What the page `dataset_formats` of TRL's documentation calls a set with these columns."""
    for name, wanted in [
        ("preference", {"prompt", "chosen", "rejected"}),
        ("preference with implicit prompt", {"chosen", "rejected"}),
        ("unpaired preference", {"prompt", "completion", "label"}),
        ("prompt-completion", {"prompt", "completion"}),
        ("language modeling", {"messages"}),
        ("ranking", {"prompt", "completions", "scores"}),
    ]:
        if wanted <= set(columns):
            return name
    return "unknown"


def is_conversational(row):
    """As `is_conversational` of TRL's `data_utils`: the first text that there is, is a list of turns with role and content."""
    for key in ["prompt", "chosen", "rejected", "completion", "messages"]:
        if key in row:
            turns = row[key]
            return isinstance(turns, list) and isinstance(turns[0], dict) and {"role", "content"} <= set(turns[0])
    return False


def read(name):
    files = {part: f"{folder}/{name}.{part}.jsonl" for part in ["train", "test"]}
    try:
        parts = datasets.load_dataset("json", data_files=files)
    except Exception as error:
        return {"error": f"{error} {error.__cause__}"}
    train = parts["train"]
    return {
        "columns": {column: named(feature) for column, feature in train.features.items()},
        "kind": kind(train.column_names),
        "conversational": is_conversational(train[0]),
        "parts": {part: list(rows) for part, rows in parts.items()},
    }


names = {file.split(".")[0] for file in os.listdir(folder) if file.endswith(".jsonl")}
print(json.dumps({name: read(name) for name in sorted(names)}))
