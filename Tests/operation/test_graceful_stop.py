"""A server that is told to stop: not ready first, then no new connections, and nothing that it was asked fails."""

import socket
import threading
import time

import httpx
import pytest

from proxy import Proxy
from server import Server
from service import wait_for
from workload import Journal, Writer

WRITERS = 6


class Proxied:
    """A service as it is reached through a proxy."""

    def __init__(self, service, origin):
        self.service = service
        self.server = type("Origin", (), {"origin": origin})

    def __getattr__(self, name):
        return getattr(self.service, name)

    def __getitem__(self, person):
        return self.service[person]


@pytest.fixture(scope="module")
def pair_of_servers(store):
    """Two servers at one database; only the first works the queue."""
    settings = store.service.program.settings | {"CASEBRIDGE_DRAIN_SECONDS": "5"}
    store.stop_serving()
    service = store.serve(settings={"CASEBRIDGE_DRAIN_SECONDS": "5"})
    other = Server(settings, store.folder / "other.log", arguments=("--without-worker",)).start()
    yield service, other
    other.kill()
    service.server.kill()


def test_both_servers_restart_under_load_and_no_request_fails(pair_of_servers, tmp_path):
    service, other = pair_of_servers
    proxy = Proxy(tmp_path, (service.server.port, other.port)).start()
    journal, errors, stop = Journal(), [], threading.Event()
    writers = [Writer(Proxied(service, proxy.origin), journal, number) for number in range(WRITERS)]
    threads = [threading.Thread(target=write, args=(writer, stop, errors)) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for server in (service.server, other):
            acknowledged = journal.size()
            restart(server)
            assert journal.size() > acknowledged, "nobody worked while the server restarted"
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
        proxy.stop()
    assert errors == [], proxy.log.read_text()[-3000:]
    assert service.program.run("audit", "verify").endswith("0 faults")


def write(writer, stop, errors):
    """Repeats nothing: whatever is lost is an error."""
    try:
        writer.connect()
        while not stop.is_set():
            writer.work()
    except Exception as error:  # noqa: BLE001 - a thread's error must reach the test
        errors.append(f"{error!r} {error.__cause__!r}")


def restart(server):
    time_out = time.monotonic() + 30
    server.process.terminate()
    seen = None
    while server.process.poll() is None:
        assert time.monotonic() < time_out, "it did not stop within thirty seconds"
        try:
            answer = httpx.get(server.origin + "/readyz", timeout=5)
        except httpx.TransportError:
            continue
        if answer.status_code == 503:
            seen = answer.json()["faults"]
            assert answer.headers["connection"] == "close"
            assert httpx.get(server.origin + "/healthz", timeout=5).status_code == 200
            break
    assert seen == ["stopping"], "it was never seen not to be ready while it still answered"
    assert server.process.wait(timeout=30) == 0
    server.start()
    # The proxy asks twice, a second apart, before it believes that a server is back.
    back = server.log.read_text().count('"route":"/readyz","status":"200"') + 3
    wait_for(
        "the proxy to see it", lambda: server.log.read_text().count('"route":"/readyz","status":"200"') >= back
    )


def upload_head(service, report, length):
    return (
        f"POST /api/v1/reports/{report}/evidence HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {service.token('monica')}\r\nContent-Length: {length}\r\n"
        "Content-Type: multipart/form-data; boundary=xx\r\n\r\n"
    ).encode()


def upload_body():
    return (
        b'--xx\r\nContent-Disposition: form-data; name="title"\r\n\r\nA slow one\r\n'
        b'--xx\r\nContent-Disposition: form-data; name="file"; filename="slow.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n" + b"Slow. " * 4000 + b"\r\n--xx--\r\n"
    )


def test_an_upload_that_has_begun_is_finished(pair_of_servers):
    service, _ = pair_of_servers
    report = Writer(service, Journal(), 0).path.report
    body = upload_body()
    with socket.create_connection(("127.0.0.1", service.server.port), timeout=30) as line:
        line.sendall(upload_head(service, report, len(body)) + body[:9000])
        service.server.process.terminate()
        for start in range(9000, len(body), 3000):
            time.sleep(0.8)
            line.sendall(body[start : start + 3000])
        answer = line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 201"), answer
    assert service.server.process.wait(timeout=30) == 0
    service.server.start()
    assert service.one("SELECT count(*) FROM casebridge.evidence WHERE file_name = 'slow.txt'") == 1


def test_a_client_that_never_ends_does_not_hold_it_beyond_thirty_seconds(pair_of_servers):
    service, other = pair_of_servers
    report = Writer(service, Journal(), 0).path.report
    with socket.create_connection(("127.0.0.1", other.port), timeout=30) as line:
        line.sendall(upload_head(service, report, 1 << 20) + upload_body()[:9000])
        begun = time.monotonic()
        other.process.terminate()
        other.process.wait(timeout=40)
    assert time.monotonic() - begun < 30
    other.start()
    assert service.unfinished_files() == set()
