"""The service as it runs in production, for as long as something is measured."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager


@contextmanager
def server(module, *, threads=1, **env):
    """Gunicorn with two workers, gone afterwards; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        f"{module}:application",
        "--workers=2",
        f"--bind=127.0.0.1:{port}",
    ]
    command += ["--worker-class=gthread", f"--threads={threads}"] if threads > 1 else []
    options = ["--timeout=120", "--log-level=error", "--no-control-socket"]
    process = subprocess.Popen([*command, *options], env=os.environ | env)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server did not start; the lines above say why")
