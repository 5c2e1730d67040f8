"""One of several servers with the same model: it answers so many requests at once, and the others wait. It prints its port.

Usage: fleet.py SLOTS [PORT]. Each answer has 20 pieces, one every 5 ms; its text depends on the question alone.
The first part of the path says what else happens; GET /log tells the times of all requests. /build-NAME is the build NAME.
"""
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import parent

slots = threading.Semaphore(int(sys.argv[1]))
lock = threading.Lock()
log = []
counts = {}
asked = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def json(self, value, status=200, **headers):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        way = self.path.split("/")[1]
        if way.startswith("build-") and self.path.endswith("/props"):
            return self.json({"build_info": way.removeprefix("build-")})
        self.json(log)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        way = self.path.split("/")[1]
        question = body["messages"][-1]["content"]
        with lock:
            counts[way] = number = counts.get(way, 0) + 1
            asked[way, question] = again = asked.get((way, question), 0) + 1
            log.append({"path": self.path, "question": question, "time": time.time()})
        try:
            with slots:
                self.say(way, question, number, again)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, way, question, number, again):
        # The first three requests come too fast.
        if way == "busy" and number <= 3:
            return self.json({"error": {"message": "slow down"}}, 429, Retry_After="1")
        if way == "broken" and number <= 2:
            return self.json({"error": {"message": "starting"}}, 503)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        # A server that drifts answers every third question otherwise when it is asked again.
        text = "other" if way == "drifts" and again > 1 and len(question) % 3 == 0 else "answer"
        for piece in range(20):
            if way == "cuts" and number % 4 == 0 and piece == 10:
                return
            self.event({"choices": [{"index": 0, "delta": {"content": f" {text}{piece}"}, "finish_reason": None}]})
            time.sleep(0.005)
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.event({"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 20}})
        self.wfile.write(b"data: [DONE]\n\n")

    def event(self, value):
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
        self.wfile.flush()


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


server = Server(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
parent.start()
print(server.server_address[1], flush=True)
server.serve_forever()
