"""HTTP where it is odd: methods, parts of files, heads and bodies that are wrong, and clients that take their time."""

import re
import socket
import time

import httpx
import pytest

import databases
from browsing import SESSION, Browser
from client import refused
from conftest import new_service, train
from path import Path
from test_roles_and_routes import ROUTES

PATIENCE = 3


@pytest.fixture(scope="module")
def path():
    """A server that waits for nobody long."""
    name, service = new_service(settings={"CASEBRIDGE_PATIENCE_SECONDS": str(PATIENCE)})
    try:
        service.start()
        train(service)
        yield Path(service).advance("gathered")
    finally:
        service.close()
        databases.drop(name)


class Line:
    """A connection on which a test says what it likes."""

    def __init__(self, path):
        self.socket = socket.create_connection(("127.0.0.1", path.service.server.port), timeout=20)

    def send(self, data):
        self.socket.sendall(data)
        return self

    def all(self):
        """Everything up to the end that the server makes; fails when it makes none."""
        received = b""
        try:
            while chunk := self.socket.recv(65_536):
                received += chunk
        except ConnectionResetError:
            pass
        return received

    def statuses(self):
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", self.all())]


def head(path, *lines, method="GET", address="/healthz"):
    host = f"Host: 127.0.0.1:{path.service.server.port}"
    return "\r\n".join((f"{method} {address} HTTP/1.1", host, *lines, "", "")).encode()


@pytest.fixture(scope="module")
def served(path):
    """Each address with the methods that the program lists for it."""
    served = {}
    for line in path.service.program.run("routes").splitlines():
        method, address, *_ = line.split("\t")
        served.setdefault(address, set()).add(method)
    return {address: methods | ({"HEAD"} if "GET" in methods else set()) for address, methods in served.items()}


@pytest.mark.parametrize("address", sorted({route.split(" ")[1] for route in ROUTES}))
def test_a_method_that_an_address_does_not_answer_is_refused_with_those_that_it_does(path, served, address):
    if address not in served:
        pytest.skip("this program has no such route")
    place = path.service.server.origin + re.sub(r"\{[^}]*\}|\*\*", "x", address)
    answered = set()
    for others in sorted(served):
        # `/cases/{id}/moves/{action}` answers where `/cases/{id}/moves/submit` does, too.
        if re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(others)).replace(r"\*\*", ".+"), place[place.index("/", 8):]):
            answered |= served[others]
    for method in ("OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "POST", "PROPFIND", "GET"):
        if method in answered:
            continue
        answer = httpx.request(method, place, headers={"Origin": path.service.server.origin}, follow_redirects=False)
        assert answer.status_code == 405, (method, answer.status_code)
        assert set(answer.headers["allow"].split(", ")) == answered
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_head_says_what_get_says_without_its_body(path):
    browser = Browser(path.service)
    assert browser.password("carla").status_code == 303
    cookie = {"Cookie": f"{SESSION}={browser.cookies[SESSION]}"}
    for address in ("/", "/healthz", "/contracts", f"/cases/{path.case}", f"/api/v1/cases/{path.case}"):
        get, only_head = (
            httpx.request(method, path.service.server.origin + address, headers=cookie) for method in ("GET", "HEAD")
        )
        assert only_head.content == b"" and get.content != b""
        for name in ("content-type", "content-length", "etag", "cache-control", "content-security-policy"):
            assert only_head.headers.get(name) == get.headers.get(name), (address, name)


def test_a_part_of_a_file_is_given_as_the_whole(path):
    address = f"evidence/{path.evidence[0]}/content"
    whole = path["monica"].ask("GET", address, 200)
    assert whole.headers["accept-ranges"] == "none"
    for wanted in ("bytes=0-3", "bytes=-1", "bytes=999999-", "bytes=0-0,2-3", "lines=1-2", "bytes=" + "0-," * 2000):
        part = path["monica"].ask("GET", address, 200, headers={"Range": wanted})
        assert part.content == whole.content and "content-range" not in part.headers


MEDIA_TYPES = ("text/xml", "application/octet-stream", "application/json-patch+json", "text/plain", "x", "")


def test_a_form_of_another_media_type_is_refused(path):
    for media_type in MEDIA_TYPES:
        headers = {"Origin": path.service.server.origin} | ({"Content-Type": media_type} if media_type else {})
        answer = httpx.post(path.service.server.origin + "/sign-in", content=b"email=a", headers=headers)
        assert answer.status_code == 415, media_type


def test_a_form_above_the_limit_is_refused_announced_or_not(path):
    headers = {"Origin": path.service.server.origin, "Content-Type": "application/x-www-form-urlencoded"}
    large = b"email=" + b"a" * (2 << 20)
    chunks = (large[start : start + 65_536] for start in range(0, len(large), 65_536))
    for content in (large, chunks):
        answer = httpx.post(path.service.server.origin + "/sign-in", content=content, headers=headers)
        assert answer.status_code == 413


def test_a_body_that_is_announced_too_large_is_refused_before_it_is_sent(path):
    line = Line(path).send(head(
        path, f"Authorization: Bearer {path.service.token('carla')}", "Content-Type: application/json",
        "Content-Length: 99999999999", "Expect: 100-continue", method="POST", address="/api/v1/cases"))
    assert b" 413 " in line.socket.recv(65_536)


LIMITS = {
    "a long header": lambda path: head(path, "X-Long: " + "a" * 100_000),
    "many headers": lambda path: head(path, *(f"X-{number}: a" for number in range(2_000))),
    "a long address": lambda path: head(path, address="/" + "a" * 200_000),
    "many cookies": lambda path: head(path, "Cookie: " + "; ".join(f"a{number}=b" for number in range(20_000))),
}


@pytest.mark.parametrize("what", LIMITS)
def test_a_head_beyond_all_measure_is_refused(path, what):
    assert Line(path).send(LIMITS[what](path)).statuses() in ([400], [414], [431], [])
    assert httpx.get(path.service.server.origin + "/healthz").status_code == 200


SECOND = "GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n"
CHUNKED = f"0\r\n\r\n{SECOND}"
# Each is read by some proxy as one request and by some server as two.
SMUGGLED = {
    "length and chunks": ("Content-Length: 6\r\nTransfer-Encoding: chunked", CHUNKED),
    "chunks and length": ("Transfer-Encoding: chunked\r\nContent-Length: 6", CHUNKED),
    "two lengths": (f"Content-Length: 0\r\nContent-Length: {len(SECOND)}", SECOND),
    "a list of lengths": (f"Content-Length: 0, {len(SECOND)}", SECOND),
    "a signed length": ("Content-Length: +0", SECOND),
    "a negative length": ("Content-Length: -1", SECOND),
    "a length in hexadecimal": ("Content-Length: 0x0", SECOND),
    "a blank before the colon": (f"Content-Length : {len(SECOND)}", SECOND),
    "chunks under another name": ("Transfer-Encoding: xchunked", CHUNKED),
    "chunks that are not last": ("Transfer-Encoding: chunked, identity", CHUNKED),
    "chunks twice": ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", CHUNKED),
    "a folded header": ("Transfer-Encoding:\r\n chunked", CHUNKED),
    "a tab in the name": ("Transfer\tEncoding: chunked", CHUNKED),
    "a bare line feed": (f"X: y\nContent-Length: {len(SECOND)}", SECOND),
    "a bare carriage return": (f"X: y\rContent-Length: {len(SECOND)}", SECOND),
    "a zero character": (f"X: y\0\r\nContent-Length: {len(SECOND)}", SECOND),
    "a chunk beyond all numbers": ("Transfer-Encoding: chunked", f"1{'0' * 16}\r\n\r\n{SECOND}"),
    "a chunk with a signed size": ("Transfer-Encoding: chunked", f"-0\r\n\r\n{SECOND}"),
    "a chunk that ends in a line feed": ("Transfer-Encoding: chunked", f"0\n\n{SECOND}"),
}


@pytest.mark.parametrize("how", SMUGGLED)
def test_a_request_hidden_in_another_is_not_answered(path, how):
    headers, body = SMUGGLED[how]
    request = head(path, "Content-Type: application/json", *headers.split("\r\n"), method="POST", address="/healthz")
    assert 200 not in Line(path).send(request + body.encode()).statuses()


def test_requests_one_behind_the_other_are_answered_each(path):
    """The proof that a second answer above would have been seen."""
    both = head(path) + head(path, "Connection: close")
    assert Line(path).send(both).statuses() == [200, 200]


NO_REQUESTS = {
    "a version that is none": b"GET /healthz HTTP/3.7\r\nHost: a\r\n\r\n",
    "a zero character": b"GET /health\x00z HTTP/1.1\r\nHost: a\r\n\r\n",
    "the beginning of TLS": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.mark.parametrize("what", NO_REQUESTS)
def test_a_head_that_breaks_the_grammar_is_no_request(path, what):
    assert 200 not in Line(path).send(NO_REQUESTS[what]).statuses()


def test_a_form_is_not_signed_in_by_the_host_that_it_names_itself(path):
    """Origins stand in the settings; neither Host nor the forms of it that proxies add decide."""
    for name in ("Host", "X-Forwarded-Host", "X-Original-Host", "Forwarded"):
        value = "host=evil.example" if name == "Forwarded" else "evil.example"
        headers = {"Origin": "http://evil.example", name: value}
        answer = httpx.post(path.service.server.origin + "/sign-in", data={"email": "a"}, headers=headers)
        assert answer.status_code == 403
    page = httpx.get(path.service.server.origin + "/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page.text + str(page.headers)


def seconds_until_closed(line, trickle=b""):
    """How long the server holds the connection while so much is sent now and then."""
    start = time.monotonic()
    line.socket.settimeout(0.2)
    while time.monotonic() - start < 10 * PATIENCE:
        try:
            if line.socket.recv(65_536) == b"":
                return time.monotonic() - start
        except TimeoutError:
            pass
        except ConnectionResetError:
            return time.monotonic() - start
        try:
            line.socket.sendall(trickle)
        except OSError:
            return time.monotonic() - start
    raise AssertionError("the connection is still open")


def test_a_connection_without_a_request_is_closed(path):
    assert seconds_until_closed(Line(path)) < 3 * PATIENCE


def test_a_head_that_trickles_is_not_waited_for(path):
    line = Line(path).send(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
    assert seconds_until_closed(line, b"a") < 3 * PATIENCE


def test_a_body_that_stops_is_not_waited_for(path):
    assert seconds_until_closed(Line(path).send(body_head(path) + b'{"')) < 3 * PATIENCE


def test_a_body_that_trickles_is_refused_and_not_waited_for(path):
    assert seconds_until_closed(Line(path).send(body_head(path) + b'{"'), b"a") < 4 * PATIENCE
    assert '"status":"408"' in path.service.server.log.read_text()


def test_an_upload_that_trickles_leaves_nothing(path):
    stored = path.service.stored_files()
    upload = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    lines = head(
        path, f"Authorization: Bearer {path.service.token('monica')}", "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 100000", method="POST", address=f"/api/v1/reports/{path.report}/evidence")
    assert seconds_until_closed(Line(path).send(lines + upload), b"a") < 4 * PATIENCE
    assert path.service.stored_files() == stored and path.service.unfinished_files() == set()


def body_head(path):
    return head(
        path, f"Authorization: Bearer {path.service.token('carla')}", "Content-Type: application/json",
        "Content-Length: 100000", method="POST", address="/api/v1/cases")


def test_three_hundred_slow_clients_keep_nobody_else_waiting(path):
    lines = [Line(path).send(b"POST /api/v1/cases HTTP/1.1\r\n") for _ in range(300)]
    start = time.monotonic()
    refused(path["carla"].ask("GET", "none"), 404, "not_found")
    assert time.monotonic() - start < 5
    for line in lines:
        line.socket.close()
