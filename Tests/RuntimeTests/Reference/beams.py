#!/usr/bin/env python3
"""Makes beams.json: a plain beam search over llama-cpp-python's logits.

The prompt is evaluated at once, and then all beams of a step in one batch, each from its own sequence: this model's logits
differ by up to 0.3 with the number of rows in a batch.

Each step has the likeliest tokens behind each beam with their log-probabilities, one after another, so that the search itself
can be compared where a processor's logits differ.

The rule is fairseq's: of all continuations the best 2B are looked at; one that ends counts only among the first B; the
first B others go on; B that have ended are enough. At the limit the beams end as they are.

Run it in this folder, where numpy and llama-cpp-python 0.3.36 are installed: python3 beams.py SMOLLM2.gguf
"""
import json
import sys

import llama_cpp
import numpy as np

CASES = [
    ("The capital of France is", 4, 1.0, 24),
    ("Q: What is the opposite of hot?\nA:", 4, 0.0, 24),
    ("Q: Translate to French: Good morning.\nA:", 3, 1.0, 24),
    ("The best thing about the sea is", 8, 1.0, 16),
    ("Once upon a time", 2, 0.6, 32),
    ("1, 2, 3, 4,", 1, 1.0, 16),
]


class Beams:
    """Sequences of one context, numbered as the beams of a step; those of the step before have numbers from 16 on."""

    def __init__(self, model):
        params = llama_cpp.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch, params.n_seq_max = 2048, 512, 512, 64
        params.n_threads = params.n_threads_batch = 1
        params.kv_unified = True
        params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self.vocabulary = model.n_vocab()
        self.context = llama_cpp.llama_init_from_model(model._model.model, params)
        self.memory = llama_cpp.llama_get_memory(self.context)
        self.batch = llama_cpp.llama_batch_init(512, 0, 1)

    def evaluate(self, rows):
        """Evaluates (token, position, sequence, wants logits), and returns the log-probabilities that are wanted."""
        for index, (token, position, sequence, wants) in enumerate(rows):
            self.batch.token[index], self.batch.pos[index], self.batch.logits[index] = token, position, wants
            self.batch.n_seq_id[index], self.batch.seq_id[index][0] = 1, sequence
        self.batch.n_tokens = len(rows)
        assert llama_cpp.llama_decode(self.context, self.batch) == 0
        result = []
        for index, row in enumerate(rows):
            if row[3]:
                logits = llama_cpp.llama_get_logits_ith(self.context, index)
                logits = np.ctypeslib.as_array(logits, shape=(self.vocabulary,)).astype(np.float64)
                top = logits.max()
                result.append(logits - (top + np.log(np.exp(logits - top).sum())))
        return result

    def begin(self, prompt):
        llama_cpp.llama_memory_clear(self.memory, True)
        return self.evaluate([(t, i, 0, i == len(prompt) - 1) for i, t in enumerate(prompt)])

    def step(self, parents, tokens, position):
        for beam in range(16):
            llama_cpp.llama_memory_seq_rm(self.memory, 16 + beam, -1, -1)
            llama_cpp.llama_memory_seq_cp(self.memory, beam, 16 + beam, -1, -1)
        for beam in range(16):
            llama_cpp.llama_memory_seq_rm(self.memory, beam, -1, -1)
        for beam, parent in enumerate(parents):
            llama_cpp.llama_memory_seq_cp(self.memory, 16 + parent, beam, -1, -1)
        return self.evaluate([(token, position, beam, True) for beam, token in enumerate(tokens)])


def search(model, memory, prompt, beams, penalty, limit):
    start = model.tokenize(prompt.encode(), add_bos=True, special=False)
    running, ended, steps = [([], 0.0)], [], []
    rows = memory.begin(start)
    while running and len(ended) < beams:
        offers, likeliest = [], []
        for number, (tokens, total) in enumerate(running):
            row = rows[number]
            best = [(int(token), round(float(row[token]), 9)) for token in np.argsort(-row)[: 2 * beams + 1]]
            likeliest.append([number for offer in best for number in offer])
            offers += [(total + probability, number, token) for token, probability in best]
        offers.sort(key=lambda offer: -offer[0])
        following, parents, candidates = [], [], []
        for place, (total, number, token) in enumerate(offers[: 2 * beams]):
            path, fate = running[number][0] + [token], "dropped"
            ends = llama_cpp.llama_vocab_is_eog(model._model.vocab, token) or len(path) == limit
            if len(following) < beams:
                if not ends:
                    fate = "kept"
                    following.append((path, total))
                    parents.append(number)
                elif place < beams:
                    fate = "ended"
                    ended.append((total / len(path) ** penalty, path, total))
            candidates.append([path, round(total, 6), fate])
        steps.append({"offers": likeliest, "candidates": candidates, "next": round(offers[2 * beams][0], 6)})
        ended = sorted(ended, key=lambda end: -end[0])[:beams]
        running = following
        if running:
            rows = memory.step(parents, [path[-1] for path, _ in running], len(start) + len(steps) - 1)
    results = [{"tokens": path, "total": round(total, 6), "score": round(score, 6)} for score, path, total in ended]
    return {"prompt": prompt, "beams": beams, "lengthPenalty": penalty, "maxTokens": limit, "steps": steps,
            "results": results}


model = llama_cpp.Llama(sys.argv[1], n_ctx=512, n_batch=512, n_threads=1, n_threads_batch=1, verbose=False)
memory = Beams(model)
cases = [search(model, memory, *case) for case in CASES]
with open("beams.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
