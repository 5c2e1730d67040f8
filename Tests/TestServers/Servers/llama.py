"""llama-cpp-python's own server on a free port of loopback, which it prints: llama.py MODEL [CONTEXT]."""
import os
import socket
import sys

import parent

parent.start()

import uvicorn
from llama_cpp.server.app import create_app
from llama_cpp.server.settings import ModelSettings, ServerSettings

# No more than the cores that this process may use: threads that share one wait for each other.
threads = min(2, len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else 2
app = create_app(
    # By default a new request ends the one before.
    server_settings=ServerSettings(interrupt_requests=False),
    model_settings=[
        ModelSettings(
            model=sys.argv[1],
            model_alias="smollm2",
            n_ctx=int(sys.argv[2]) if len(sys.argv) > 2 else 2048,
            n_threads=threads,
            n_threads_batch=threads,
            verbose=False,
        )
    ],
)
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
# Who connects from now on waits instead of being refused.
listener.listen(128)
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
