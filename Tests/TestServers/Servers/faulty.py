"""A server that goes wrong on purpose: the first part of the path says how. It prints its port. GET /log tells what came."""
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import parent

counts = {}
log = []
lock = threading.Lock()


def chunk(content=None, finish=None, **more):
    delta = {} if content is None else {"content": content}
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish, **more}]}


USAGE = {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "prompt_tokens_details": {"cached_tokens": 8}}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    # The answer's parts

    def head(self, status=200, type="text/event-stream", close=True, **headers):
        self.send_response(status)
        self.send_header("Content-Type", type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()

    def json(self, value, status=200, **headers):
        data = json.dumps(value, ensure_ascii=False).encode()
        self.head(status, "application/json", close=False, Content_Length=str(len(data)), **headers)
        self.wfile.write(data)

    def event(self, value):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def reset(self):
        """Ends the connection without a goodbye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def answer(self, *texts, finish="stop", usage=True):
        self.head()
        self.event(chunk(""))
        for text in texts or ("Hel", "lo, ", "세", "계"):
            self.event(chunk(text))
        self.event(chunk(finish=finish))
        if usage:
            self.event(USAGE)
        self.event("[DONE]")

    # The requests

    def do_GET(self):
        self.json(log if self.path == "/log" else {"object": "list", "data": []})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with lock:
            name = self.path.split("/")[1]
            counts[name] = counts.get(name, 0) + 1
            self.number = counts[name]
            log.append(
                {
                    "path": self.path,
                    "headers": {k.lower(): v for k, v in self.headers.items()},
                    "body": json.loads(body),
                    "time": time.time(),
                }
            )
        self.key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.body = json.loads(body)
        try:
            getattr(self, "say_" + name)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say_ok(self):
        if self.path.endswith("/completions") and not self.path.endswith("/chat/completions"):
            self.head()
            for text in ("4", "2"):
                self.event({"choices": [{"text": text, "finish_reason": None}]})
            self.event({"choices": [{"text": "", "finish_reason": "stop"}]})
            return self.event("[DONE]")
        self.answer()

    def say_stages(self):
        """The first stage reasons, the second answers."""
        texts = [m["content"] for m in self.body["messages"]]
        self.answer(" 8." if any("Therefore" in t for t in texts) else " Five plus three.")

    def say_limited(self):
        if self.number <= 2:
            return self.json({"error": {"message": "slow down"}}, 429, retry_after_ms="30")
        self.answer()

    def say_later(self):
        if self.number == 1:
            return self.json({"error": {"message": "slow down"}}, 429, Retry_After="1")
        self.answer()

    def say_pauses(self):
        self.say_later()

    def say_muchlater(self):
        self.json({"error": {"message": "come tomorrow"}}, 429, Retry_After="86400")

    def say_thinks(self):
        """Reasons beside the answer, as llama-server and as vLLM name it."""
        self.head()
        for part in ({"reasoning_content": "Let me see."}, {"reasoning": "Yes."}, {"content": "Paris"}):
            self.event({"choices": [{"index": 0, "delta": part, "finish_reason": None}]})
        self.event(chunk(finish="stop"))
        self.event("[DONE]")

    def say(self, *texts):
        """An answer in these pieces."""
        self.head()
        for text in texts:
            self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})
        self.event(chunk(finish="stop"))
        self.event("[DONE]")

    def say_inline(self):
        """Thoughts in the text, between tags that are cut between pieces."""
        self.say("<thi", "nk>Let me see.</th", "ink>\n\nParis")

    def say_opened(self):
        """Thoughts that the server's template began: only their end is in the text."""
        self.say("Let me see.</th", "ink>\n\nPar", "is")

    def calls(self, *deltas, finish="tool_calls"):
        """Calls of tools, in pieces as they come from OpenAI's server, llama-server and vLLM."""
        self.head()
        self.event(chunk(""))
        for delta in deltas:
            self.event({"choices": [{"index": 0, "delta": {"tool_calls": delta}, "finish_reason": None}]})
        self.event(chunk(finish=finish))
        self.event("[DONE]")

    def say_calls(self):
        self.calls(
            [{"index": 0, "id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": ""}}],
            [{"index": 0, "function": {"arguments": '{"b": 1.50, '}}],
            [{"index": 1, "id": "call_2", "type": "function", "function": {"name": "stop"}}],
            [{"index": 0, "function": {"arguments": '"a": "서울"}'}}],
        )

    def say_unnumbered(self):
        """Pieces without numbers: a name begins another call."""
        self.calls(
            [{"id": "1", "function": {"name": "a", "arguments": '{"x"'}}],
            [{"function": {"arguments": ": 1}"}}],
            [{"id": "2", "function": {"name": "b", "arguments": "{}"}}],
        )

    def say_cutcall(self):
        self.calls(
            [{"index": 0, "function": {"name": "a", "arguments": '{"x": 1}'}}],
            [{"index": 1, "function": {"name": "b", "arguments": '{"x": "Se'}}],
            finish="length",
        )

    def say_badcall(self):
        self.calls([{"index": 0, "function": {"name": "a", "arguments": "x = 1"}}])

    def say_wholecall(self):
        """Not streamed, with text beside the call and its arguments as an object."""
        call = {"id": "c", "type": "function", "function": {"name": "a", "arguments": {"z": 2.0, "a": [1]}}}
        message = {"role": "assistant", "content": "One moment.", "tool_calls": [call]}
        self.json({"choices": [{"message": message, "finish_reason": "tool_calls"}]})

    def say_oldcall(self):
        self.head()
        for part in ({"name": "a"}, {"arguments": '{"x":'}, {"arguments": "1}"}):
            self.event({"choices": [{"index": 0, "delta": {"function_call": part}, "finish_reason": None}]})
        self.event(chunk(finish="function_call"))
        self.event("[DONE]")

    def say_atonce(self):
        """Everything in one go."""
        data = "".join(f"data: {json.dumps(chunk(f'{n} '))}\n\n" for n in range(200))
        self.head()
        self.wfile.write(f"{data}data: {json.dumps(chunk(finish='stop'))}\n\ndata: [DONE]\n\n".encode())

    def say_quota(self):
        self.json({"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}, 429)

    def say_broken(self):
        self.json({"error": "the model fell over"}, 500, retry_after_ms="10")

    def say_recovers(self):
        if self.number == 1:
            return self.json({"detail": "loading"}, 503, retry_after_ms="10")
        self.answer()

    def say_hangup(self):
        if self.number == 1:
            return self.reset()
        self.answer()

    def say_drop(self):
        self.head()
        self.event(chunk("begun "))
        self.event(chunk("well"))
        time.sleep(0.1)
        self.reset()

    def say_nofinish(self):
        self.head()
        self.event(chunk("half"))

    def say_nodone(self):
        self.head()
        self.event(chunk("all"))
        self.event(chunk(finish="length"))

    def say_silent(self):
        time.sleep(20)

    def say_stalls(self):
        self.head()
        self.event(chunk("one"))
        time.sleep(20)

    def say_trickle(self):
        self.head()
        for number in range(400):
            self.event(chunk(f"{number} "))
            time.sleep(0.02)

    def say_malformed(self):
        self.head()
        self.event(chunk("so far"))
        self.event('{"choices": [{"delta"')

    def say_foreign(self):
        self.json({"hello": 1})

    def say_whole(self):
        self.json(
            {
                "choices": [{"message": {"role": "assistant", "content": "All at once."}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 3, "completion_tokens": 4},
            }
        )

    def say_page(self):
        data = b"<html>hello</html>"
        self.head(200, "text/html", close=False, Content_Length=str(len(data)))
        self.wfile.write(data)

    def say_redirect(self):
        host = self.headers["Host"]
        self.head(307, "text/plain", close=False, Location=f"http://{host}/stolen/v1/chat/completions", Content_Length="0")

    def say_stolen(self):
        self.answer("stolen")

    def say_unauthorized(self):
        self.json({"error": {"message": f"Incorrect API key provided: {self.key}"}}, 401)

    def say_forbidden(self):
        self.json({"error": {"message": f"{self.key} may not do this"}}, 403)

    def say_unknown(self):
        self.json({"error": {"message": "The model `x` does not exist"}}, 404)

    def say_google(self):
        self.json([{"error": {"code": 400, "message": "Invalid value"}}], 400)

    def say_breaksoff(self):
        self.head()
        self.event(chunk("so far"))
        self.event({"error": {"message": f"out of memory, {self.key}"}})

    def say_filtered(self):
        self.answer("half", finish="content_filter")

    def say_pieces(self):
        """Carriage returns, comments, several lines of data, and bytes in pieces that fit nothing."""
        self.head()
        first = json.dumps(chunk("가나"), ensure_ascii=False)
        cut = first.index(",") + 1
        text = f": hello\r\n\r\nevent: message\r\nid: 1\r\ndata: {first[:cut]}\r\ndata: {first[cut:]}\r\n\r\n"
        text += "data:" + json.dumps(chunk("다 🙂"), ensure_ascii=False) + "\r\r"
        text += "data: " + json.dumps(chunk(finish="stop")) + "\n\ndata: [DONE]"
        for byte in text.encode():
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def say_stops(self):
        self.head()
        for text in ("4", "\n", "Q", ": next", " and on"):
            self.event(chunk(text))
            time.sleep(0.01)
        time.sleep(20)

    def say_stopped(self):
        self.head()
        self.event(chunk("4"))
        self.event(chunk(finish="stop", stop_reason="END"))
        self.event("[DONE]")

    def say_uncounted(self):
        self.answer("a", "b", "c", usage=False)

    def say_long(self):
        self.head()
        self.event(chunk("x" * (1 << 20)))

    def say_escapes(self):
        self.answer("\x1b[31mred\x1b[0m \x07")


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
parent.start()
print(server.server_address[1], flush=True)
server.serve_forever()
