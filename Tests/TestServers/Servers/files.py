"""Serves the files of a folder as the first part of the path says: files.py FOLDER. It prints its port. GET /log tells what came."""
import hashlib
import json
import os
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import parent

folder = sys.argv[1]
counts = {}
log = []
lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reset(self):
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def reply(self, status, data=b"", type="application/octet-stream", **headers):
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.path == "/log":
            return self.reply(200, json.dumps(log).encode(), "application/json")
        _, kind, *_ = self.path.split("/")
        with lock:
            counts[self.path] = counts.get(self.path, 0) + 1
            self.number = counts[self.path]
            log.append({"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}})
        name = self.path.split("?")[0].rsplit("/", 1)[1]
        path = os.path.join(folder, name)
        if kind == "gone" or not os.path.isfile(path):
            return self.reply(404, b"no such file")
        with open(path, "rb") as file:
            self.data = file.read()
        self.name = name
        try:
            getattr(self, "serve_" + kind)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def part(self, tag=None, stop=None, pause=0.0, honours_if_range=True):
        """The file or what `Range` asks for of it; ends without a goodbye after `stop` bytes."""
        tag = tag or '"' + hashlib.md5(self.data).hexdigest() + '"'
        start = 0
        asked = self.headers.get("Range")
        condition = self.headers.get("If-Range")
        if asked and (not honours_if_range or condition in (None, tag)):
            start = int(asked.removeprefix("bytes=").split("-")[0])
            if start >= len(self.data):
                return self.reply(416, Content_Range=f"bytes */{len(self.data)}")
        body = self.data[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", tag)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(self.data) - 1}/{len(self.data)}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if stop is not None and stop < len(body):
            self.wfile.write(body[:stop])
            time.sleep(0.05)
            return self.reset()
        if not pause:
            return self.wfile.write(body)
        for offset in range(0, len(body), 1 << 14):
            self.wfile.write(body[offset : offset + (1 << 14)])
            time.sleep(pause)

    def serve_plain(self):
        self.part()

    def serve_drops(self):
        """Breaks off twice, then goes on."""
        self.part(stop=len(self.data) // 3 if self.number <= 2 else None)

    def serve_dropsonce(self):
        self.part(stop=len(self.data) // 2 if self.number == 1 else None)

    def serve_slow(self):
        self.part(pause=0.05)

    def serve_norange(self):
        """Knows no ranges, and breaks off once."""
        stop = len(self.data) // 2 if self.number == 1 else None
        self.headers.replace_header("Range", "bytes=0-") if "Range" in self.headers else None
        self.part(stop=stop)

    def serve_changes(self):
        """Another file after the first try."""
        if self.number == 1:
            self.data = self.data[:1000] + bytes(reversed(self.data[1000:]))
            return self.part(tag='"old"', stop=len(self.data) // 2)
        self.part(tag='"new"')

    def serve_careless(self):
        """Another file of the same size after the first try, and `If-Range` isn't looked at."""
        if self.number == 1:
            self.data = self.data[:1000] + bytes(reversed(self.data[1000:]))
            return self.part(tag='"old"', stop=len(self.data) // 2)
        self.part(tag='"new"', honours_if_range=False)

    def serve_wrongpart(self):
        """Answers a range with another one, once."""
        if self.number == 1:
            return self.part(stop=1000)
        if self.number == 2:
            body = self.data[500:]
            return self.reply(206, body, Content_Range=f"bytes 500-{len(self.data) - 1}/{len(self.data)}")
        self.part()

    def serve_unsized(self):
        """Chunks, without a length."""
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for offset in range(0, len(self.data), 10_000):
            piece = self.data[offset : offset + 10_000]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def serve_page(self):
        self.reply(200, b"<!doctype html><p>Please log in", "text/html; charset=utf-8")

    def serve_busy(self):
        if self.number == 1:
            return self.reply(503, b"busy", Retry_After="0")
        self.part()

    def serve_down(self):
        self.reply(503, b"down", retry_after_ms="10")

    def serve_closed(self):
        self.reply(403, b"no")

    def serve_hub(self):
        """As Hugging Face: points to another host, and says size and checksum on the way."""
        sum = hashlib.sha256(self.data).hexdigest()
        if "wrong" in self.path:
            sum = "0" * 64
        port = self.server.server_address[1]
        self.reply(
            302,
            Location=f"http://localhost:{port}/cdn/{self.name}?signature=1",
            X_Linked_ETag=f'"{sum}"',
            X_Linked_Size=str(len(self.data)),
        )

    def serve_cdn(self):
        self.part(stop=len(self.data) // 2 if self.number == 1 and "twice" in self.name else None)

    def serve_loop(self):
        self.reply(302, Location=self.path)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
parent.start()
print(server.server_address[1], flush=True)
server.serve_forever()
