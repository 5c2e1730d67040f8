"""Runs cases over a server with Inspect AI and prints what it took: inspect_cases.py URL CONNECTIONS < CASES.json

The cases are an object with `messages`, a list of chats, and Inspect's `config`. What is timed is `eval` alone, not Python's start.
"""

import json
import sys
import tempfile
import time

from inspect_ai import Task, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser, GenerateConfig, get_model
from inspect_ai.solver import generate

KINDS = {"system": ChatMessageSystem, "user": ChatMessageUser, "assistant": ChatMessageAssistant}

url, connections = sys.argv[1], int(sys.argv[2])
cases = json.load(sys.stdin)
samples = [
    Sample(input=[KINDS[message["role"]](content=message["content"]) for message in chat]) for chat in cases["messages"]
]
config = GenerateConfig(max_connections=connections, cache=False, **cases["config"])
model = get_model("openai-api/llama/smollm2", base_url=url, api_key="none", config=config)
with tempfile.TemporaryDirectory() as logs:
    task = Task(dataset=MemoryDataset(samples), solver=generate(), config=config)
    start = time.monotonic()
    log = eval(task, model=model, log_dir=logs, display="none", score=False)[0]
    seconds = time.monotonic() - start
    if log.status != "success":
        sys.exit(f"Inspect AI ended with {log.status}: {log.error.message if log.error else ''}")
    tokens = sum(sample.output.usage.output_tokens for sample in log.samples or [] if sample.output.usage)
print(json.dumps({"seconds": seconds, "tokens": tokens}))
