"""A server process of the program on a free port of the loopback interface, stopped and killed by its own id."""

import ctypes
import signal
import socket
import subprocess
import time

import httpx

from program import program

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def _end_with_parent():
    """A test run that is killed leaves no server behind."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`settings` is the whole environment of the process; its log is the file `log`."""

    def __init__(self, settings, log, port=None, arguments=()):
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.settings = settings | {"CASEBRIDGE_ORIGIN": self.origin}
        self.log = log
        self.arguments = arguments
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [program(), "serve", "--port", str(self.port), *self.arguments],
                env=self.settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,
            )
        self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds=60):
        """Ready is what /readyz says, not that a port is open."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the server ended: {self.tail()}"
            try:
                if httpx.get(self.origin + "/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"the server is not ready after {seconds} s: {self.tail()}")

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:]

    def stop(self):
        """Asks it to finish what it has begun; its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=10)
