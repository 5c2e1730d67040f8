"""A server that means harm: the first part of the path says how. It prints its port.

POST asks for an answer, GET for a file. `seed-N` makes up an answer from the number N, always the same one.
"""
import json
import os
import random
import socketserver
import struct
import sys
import time
import urllib.parse

import parent

FOREVER = 10**12
sample = open(sys.argv[1], "rb").read() if len(sys.argv) > 1 else b"GGUF" + bytes(1 << 20)


def event(value):
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def content(text, **more):
    return event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}], **more})


def finish(reason="stop"):
    return event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})


class Handler(socketserver.StreamRequestHandler):
    wbufsize = 1 << 16

    def handle(self):
        try:
            self.read_request()
            name, _, argument = self.path.split("/")[1].partition("-")
            getattr(self, "say_" + name)(urllib.parse.unquote(argument))
            self.wfile.flush()
        except (ConnectionError, ValueError, OSError):
            pass

    def read_request(self):
        self.method, self.path, _ = self.rfile.readline().decode("latin1").split()
        self.headers = {}
        while (line := self.rfile.readline().decode("latin1").strip()) != "":
            key, _, value = line.partition(":")
            self.headers[key.lower()] = value.strip()
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.key = self.headers.get("authorization", "").removeprefix("Bearer ")

    # Parts of answers

    def head(self, status=200, type="text/event-stream", **headers):
        lines = [f"HTTP/1.1 {status} Some", f"Content-Type: {type}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin1", "replace"))

    def repeat(self, data, times=FOREVER):
        """Writes without an end, as fast as it is read."""
        block = data * max(1, min(times, (1 << 16) // len(data)))
        written = 0
        while written < len(data) * times:
            self.wfile.write(block)
            written += len(block)

    def answer(self, *parts):
        self.head()
        for part in parts:
            self.wfile.write(part)
            self.wfile.flush()
            time.sleep(0.002)
        self.wfile.write(finish() + b"data: [DONE]\n\n")

    # Answers without an end

    def say_content(self, _):
        self.head()
        self.repeat(content("word "))

    def say_empty(self, _):
        self.head()
        self.repeat(content(""))

    def say_comments(self, _):
        self.head()
        self.wfile.write(content("begun"))
        self.repeat(b": wait\n")

    def say_blanks(self, _):
        self.head()
        self.wfile.write(content("begun"))
        self.repeat(b"\n")

    def say_reasoning(self, _):
        self.head()
        self.repeat(event({"choices": [{"index": 0, "delta": {"reasoning_content": "hm "}}]}))

    def say_unknown(self, _):
        self.head()
        self.wfile.write(content("begun"))
        self.repeat(event({"choices": [], "progress": {"done": 1}}))

    def say_fields(self, _):
        self.head()
        self.repeat(b"id: 7\nevent: ping\nretry: 1\n")

    def say_line(self, _):
        self.head()
        self.wfile.write(b"data: ")
        self.repeat(b"x")

    def say_large(self, _):
        self.head()
        self.repeat(content("x" * 900_000))

    def say_calls(self, _):
        self.head()
        number = 0
        while True:
            call = {"index": number, "function": {"name": "f", "arguments": "{}"}}
            self.wfile.write(event({"choices": [{"delta": {"tool_calls": [call]}}]}))
            number += 1

    def say_arguments(self, _):
        self.head()
        call = {"index": 0, "function": {"name": "f", "arguments": "x" * 1000}}
        self.repeat(event({"choices": [{"delta": {"tool_calls": [call]}}]}))

    def say_events(self, _):
        self.head()
        self.repeat(content("a "), 300_000)
        self.wfile.write(finish() + b"data: [DONE]\n\n")

    def say_whole(self, _):
        self.head(type="application/json")
        self.wfile.write(b'{"choices": [{"message": {"content": "')
        self.repeat(b"x")

    def say_error(self, _):
        self.head(status=400, type="text/plain")
        self.repeat(b"no ")

    def say_slow(self, _):
        self.head()
        self.drip(content("slow"))

    def say_slowerror(self, _):
        self.head(status=400, type="text/plain")
        self.wfile.write(b"bad request ")
        self.drip(b"x" * 1000)

    def say_slowhead(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip(b"X-A: 1\r\n" * 1000)

    def say_slowinformational(self, _):
        self.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 1000)

    def drip(self, data):
        while True:
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.05)

    # Heads without an end

    def say_headers(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
        self.repeat(b"X-A: 1\r\n", 100_000)
        self.wfile.write(b"\r\n")
        self.wfile.write(finish())

    def say_longheader(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        self.repeat(b"x")

    def say_informational(self, _):
        self.repeat(b"HTTP/1.1 100 Continue\r\n\r\n")

    def say_redirect(self, _):
        host = self.headers["host"]
        self.head(307, "text/plain", Location=f"http://{host}/redirect/again")
        self.repeat(b"not needed ")

    def say_longaddress(self, _):
        self.head(307, "text/plain", Location="http://127.0.0.1/" + "a" * 70_000)

    def say_trailers(self, _):
        kind = "text/event-stream" if self.method == "POST" else "application/octet-stream"
        self.head(type=kind, Transfer_Encoding="chunked", Trailer="X-A")
        data = content("all") + finish() if self.method == "POST" else sample
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n")
        self.repeat(b"X-A: 1\r\n")

    # Numbers and keys

    def say_retry(self, value):
        self.head(429, "application/json", Retry_After=value, Content_Length="2")
        self.wfile.write(b"{}")

    def say_retryms(self, value):
        self.head(503, "application/json", Retry_After_Ms=value, Content_Length="2")
        self.wfile.write(b"{}")

    def say_usage(self, value):
        """Usage with a number as it stands in the path."""
        usage = b'{"prompt_tokens": %s, "completion_tokens": %s, "prompt_tokens_details": {"cached_tokens": %s}}'
        self.answer(content("ok"), b'data: {"choices": [], "usage": ' + usage % ((value.encode(),) * 3) + b"}\n\n")

    def say_index(self, value):
        call = b'{"index": %s, "function": {"name": "f", "arguments": "{}"}}' % value.encode()
        plain = b'{"function": {"name": "g", "arguments": "{}"}}'
        parts = [b'data: {"choices": [{"delta": {"tool_calls": [' + one + b"]}}]}\n\n" for one in (call, plain)]
        self.answer(*parts)

    def say_echo(self, place):
        """The key, in pieces where there may be pieces."""
        pieces = [self.key[i : i + 3] for i in range(0, len(self.key), 3)]
        if place == "text":
            self.answer(content("It is "), *map(content, pieces), content("!"))
        elif place == "end":
            self.answer(content("It is "), content(self.key), content(self.key[:5]))
        elif place == "thoughts":
            deltas = [{"reasoning_content": piece} for piece in pieces] + [{"content": "done"}]
            self.answer(*(event({"choices": [{"delta": delta}]}) for delta in deltas))
        elif place == "calls":
            head = {"index": 0, "id": self.key, "function": {"name": self.key, "arguments": '{"a": "'}}
            calls = [head] + [{"index": 0, "function": {"arguments": piece}} for piece in pieces + ['"}']]
            self.answer(*(event({"choices": [{"delta": {"tool_calls": [call]}}]}) for call in calls))
        elif place == "error":
            self.head(400, "text/plain")
            self.wfile.write(("x" * 190 + self.key).encode())
        elif place == "type":
            self.head(200, self.key)
            self.wfile.write(b"x")
        elif place == "location":
            self.head(302, Location="http://127.0.0.1/" + self.key)
        elif place == "broken":
            self.answer(f"data: no json {self.key}\n\n".encode())
        elif place == "status":
            self.wfile.write(f"HTTP/1.1 500 {self.key}\r\n{self.key}: {self.key}\r\nConnection: close\r\n\r\n{self.key}".encode())

    # Files

    def say_endless404(self, _):
        self.head(404, "text/html")
        self.repeat(b"<p>not here</p>\n")

    def say_page(self, _):
        self.head(200, "text/html")
        self.repeat(b"<p>log in</p>\n")

    def say_octets(self, _):
        """A page that says it is a file."""
        self.head(200, "application/octet-stream")
        self.repeat(b"<p>log in</p>\n")

    def say_endlessfile(self, _):
        """A model, and then no end."""
        self.head(200, "application/octet-stream")
        self.wfile.write(sample)
        self.repeat(bytes(1 << 16))

    def say_circle(self, _):
        self.head(302, "text/plain", Location=self.path + "a")
        self.repeat(b"x")

    def say_crumbs(self, _):
        """A few bytes of the file on each connection."""
        start = self.start
        self.ranged(start, sample[start : start + 10])

    @property
    def start(self):
        asked = self.headers.get("range", "bytes=0-")
        return int(asked.removeprefix("bytes=").split("-")[0])

    def ranged(self, start, body, range=None, length=None, tag='"a"'):
        total = len(sample)
        headers = {"Accept_Ranges": "bytes", "Content_Length": length or (total - start)}
        if tag:
            headers["ETag"] = tag
        if start:
            headers["Content_Range"] = range or f"bytes {start}-{total - 1}/{total}"
        self.head(206 if start else 200, "application/octet-stream", **headers)
        self.wfile.write(body)

    def say_grown(self, _):
        """Half of a file without a length, then the end of a longer one."""
        if not self.start:
            self.head(200, "application/octet-stream", Transfer_Encoding="chunked")
            half = sample[: len(sample) // 2]
            return self.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")
        rest = bytes(len(sample))
        self.ranged(self.start, rest, f"bytes {self.start}-{self.start + len(rest) - 1}/{self.start + len(rest)}", len(rest), None)

    def say_lyingrange(self, _):
        """The end of the file at first, and then ranges that don't fit what comes."""
        if not self.start:
            return self.ranged(0, sample[: len(sample) // 2], tag=None)
        total = len(sample)
        rest = bytes(total - self.start)
        self.ranged(self.start, rest, f"bytes {self.start}-{self.start + 9}/{total}", len(rest), None)

    # Made up

    def say_seed(self, number):
        chance = random.Random(int(number))
        strange = ["-1", "0", "1e300", "-1e300", "9223372036854775808", "18446744073709551616", "0.5", "nan", "inf",
                   "null", '"7"', "[]", "{}", "true", "1e400", "-0", "9" * 400]
        texts = ["", "a", "한국", "\u0000", "\u001b[31m", "x" * 5000, self.key, self.key[:4], "<think>", "</think>",
                 "\ud83d", "e" + "\u0301" * 300, "\r\n\r\n", "data: x", '"', "\\"]

        def text():
            return chance.choice(texts) if chance.random() < 0.7 else bytes(chance.randbytes(chance.randrange(40))).decode("latin1")

        def value(depth=0):
            if depth > 3 or chance.random() < 0.5:
                return chance.choice([None, True, 7, -3, 0.5, text(), text()])
            if chance.random() < 0.5:
                return [value(depth + 1) for _ in range(chance.randrange(4))]
            keys = ["choices", "delta", "content", "tool_calls", "function", "arguments", "name", "index", "message",
                    "usage", "finish_reason", "error", "text", "reasoning"]
            return {chance.choice(keys): value(depth + 1) for _ in range(chance.randrange(4))}

        def one():
            kind = chance.randrange(12)
            if kind < 3:
                return content(text())
            if kind == 3:
                return event({"choices": [{"delta": {chance.choice(["content", "reasoning_content", "refusal"]): value()}}]})
            if kind == 4:
                call = {"index": 0, "id": text(), "function": {"name": text(), "arguments": text()}}
                raw = json.dumps({"choices": [{"delta": {"tool_calls": [call]}}]})
                return b"data: " + raw.replace('"index": 0', f'"index": {chance.choice(strange)}').encode() + b"\n\n"
            if kind == 5:
                keys = ["prompt_tokens", "completion_tokens", "total_tokens"]
                fields = ", ".join(f'"{key}": {chance.choice(strange)}' for key in keys)
                return f'data: {{"choices": [], "usage": {{{fields}}}}}\n\n'.encode()
            if kind == 6:
                return event(value())
            if kind == 7:
                return b"data: " + b"[" * chance.choice([3, 600, 100_000]) + b"\n\n"
            if kind == 8:
                return chance.randbytes(chance.randrange(200))
            if kind == 9:
                return chance.choice([b"\n", b": c\n", b"data\n", b"\r\r", b"\xef\xbb\xbf", b"event: x\n"]) * chance.randrange(50)
            if kind == 10:
                return finish(chance.choice(["stop", "length", "content_filter", "", "x" * 300]))
            return content(text()) * chance.choice([1, 100, 3000])

        status = chance.choice([200] * 12 + [100, 204, 206, 301, 304, 400, 401, 404, 408, 429, 500, 503, 999])
        type = chance.choice(["text/event-stream"] * 6 + ["application/json", "text/html", "", "x" * 3000])
        headers = {}
        if chance.random() < 0.4:
            name = chance.choice(["Retry_After", "retry_after_ms", "Content_Length", "Location", "Transfer_Encoding", "Content_Range"])
            headers[name] = chance.choice(strange + ["chunked", "/seed-1/v1", "x" * 9000, self.key, "bytes 1-2/3"])
        if chance.random() < 0.03:
            return self.wfile.write(chance.randbytes(chance.randrange(3000)))
        self.head(status, type, **headers)
        for _ in range(chance.randrange(30)):
            self.wfile.write(one())
        if chance.random() < 0.6:
            self.wfile.write(finish() + b"data: [DONE]\n\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request, address):
        pass


with Server(("127.0.0.1", 0), Handler) as server:
    parent.start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
