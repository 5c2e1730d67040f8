"""Streams a chat answer of 512 pieces, 500 a second, or all at once under /fast. It prints its port."""
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import parent

PIECES = [json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [
    {"index": 0, "delta": {"content": f" word{number}"}, "logprobs": None, "finish_reason": None}]}) for number in range(512)]
END = json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pause = 0 if self.path.startswith("/fast") else 0.002
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        start = time.monotonic()
        for number, piece in enumerate(PIECES + [END, "[DONE]"]):
            rest = start + number * pause - time.monotonic()
            if rest > 0:
                time.sleep(rest)
            self.wfile.write(f"data: {piece}\n\n".encode())
            self.wfile.flush()


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
parent.start()
print(server.server_address[1], flush=True)
server.serve_forever()
