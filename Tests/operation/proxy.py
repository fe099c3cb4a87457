"""HAProxy with the example of ops/proxy, less its TLS, before the servers of a test."""

import re
import subprocess

import httpx

from program import CHECKOUT
from server import free_port
from service import wait_for

EXAMPLE = CHECKOUT / "ops/proxy/haproxy.cfg"


class Proxy:
    def __init__(self, folder, ports):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.configuration = folder / "haproxy.cfg"
        self.configuration.write_text(self._configuration(ports))
        self.log = folder / "haproxy.log"

    def start(self):
        self.process = subprocess.Popen(
            ["/usr/sbin/haproxy", "-db", "-f", self.configuration],
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        wait_for("the proxy", self._answers)
        return self

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)

    def _answers(self):
        try:
            return httpx.get(self.origin + "/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def _configuration(self, ports):
        """The example with our ports, and its log on standard output."""
        text = EXAMPLE.read_text()
        text = re.sub(r"^ +(ssl-default|http-request redirect|bind :80).*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"bind :443.*", f"bind 127.0.0.1:{self.port}", text)
        text = text.replace("log /dev/log local0", "log stdout format raw local0")
        for example, port in zip(("127.0.0.1:8080", "127.0.0.1:8081"), ports):
            assert example in text
            text = text.replace(example, f"127.0.0.1:{port}")
        return text
