"""Uploads that are cut, lied about, doubled or empty: refused, with neither a row nor a file left behind."""

import socket
import time

import pytest

import databases
import files
from client import pointers, refused
from conftest import new_service, train
from path import Path
from service import wait_for
from untouched import untouched

LARGEST = 200_000
BOUNDARY = "the-boundary"


@pytest.fixture(scope="module")
def path():
    """A draft with one verified file, at a server that takes small files only."""
    name, service = new_service(settings={"CASEBRIDGE_LARGEST_UPLOAD": str(LARGEST)})
    try:
        service.start()
        train(service)
        yield Path(service).advance("gathered")
    finally:
        service.close()
        databases.drop(name)


def part(name, content, file=None, headers=()):
    disposition = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
    lines = [f"--{BOUNDARY}", disposition, *headers, "", ""]
    return "\r\n".join(lines).encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()
TITLE = part("title", b"A note")
FILE = part("file", b"content", "note.txt", ("Content-Type: text/plain",))


def send(path, body, media_type=f"multipart/form-data; boundary={BOUNDARY}", person="monica"):
    return path[person].ask(
        "POST", f"reports/{path.report}/evidence", content=body, headers={"Content-Type": media_type}
    )


MALFORMED = {
    "multipart_cut_short": TITLE + FILE,
    "multipart_no_opening": b"no boundary at all",
    "multipart_unexpected_file": TITLE + FILE + FILE + END,
    "multipart_bad_encoding": TITLE
    + part("file", b"Y29udGVudA==", "n.txt", ("Content-Transfer-Encoding: base64",))
    + END,
    "multipart_not_utf8": part("title", b"caf\xe9") + FILE + END,
    "multipart_wrong_length": TITLE + part("file", b"content", "note.txt", ("Content-Length: 9",)) + END,
    "multipart_no_name": TITLE + f"--{BOUNDARY}\r\nContent-Type: text/plain\r\n\r\nx\r\n".encode() + END,
    "multipart_bad_header": TITLE + f"--{BOUNDARY}\r\nno header\r\n\r\nx\r\n".encode() + END,
    "multipart_bad_delimiter": TITLE.replace(b"the-boundary\r\n", b"the-boundary!\r\n") + FILE + END,
}


@pytest.mark.parametrize("code", MALFORMED)
def test_a_malformed_form_is_refused(path, code):
    with untouched(path.service):
        refused(send(path, MALFORMED[code]), 400, code)


def test_a_file_in_another_field_is_refused(path):
    with untouched(path.service):
        refused(
            send(path, TITLE + part("other", b"content", "note.txt") + END), 400, "multipart_unexpected_file"
        )


def test_a_form_without_its_file_or_title_is_refused_with_the_fields_names(path):
    with untouched(path.service):
        assert pointers(refused(send(path, TITLE + END), 422, "invalid")) == {"/file": "missing"}
        assert pointers(refused(send(path, FILE + END), 422, "invalid")) == {"/title": "missing"}
        assert pointers(
            refused(send(path, TITLE + part("file", b"", "empty.txt") + END), 422, "invalid")
        ) == {"/file": "file_empty"}
        long = part("title", b"x" * 301)
        assert pointers(refused(send(path, long + FILE + END), 422, "invalid")) == {"/title": "too_long"}
        assert send(path, part("title", b"a\0b") + FILE + END).status_code in (400, 422)


def test_another_media_type_or_no_boundary_is_refused(path):
    with untouched(path.service):
        for media_type in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            refused(send(path, TITLE + FILE + END, media_type), 415, "wrong_media_type")
        for media_type in (
            "multipart/form-data",
            "multipart/form-data; boundary=",
            f"multipart/form-data; boundary={'b' * 71}",
        ):
            refused(send(path, TITLE + FILE + END, media_type), 400, "multipart_no_boundary")


def test_what_is_too_large_is_refused_announced_or_not(path):
    large = TITLE + part("file", b"x" * (LARGEST + 1), "large.bin") + END
    huge = TITLE + part("file", b"x" * (LARGEST + (2 << 20)), "large.bin") + END
    with untouched(path.service):
        refused(send(path, large), 413, "multipart_file_too_large")
        refused(send(path, huge), 413, "too_large")
        in_chunks = (huge[start : start + 65_536] for start in range(0, len(huge), 65_536))
        refused(send(path, in_chunks), 413, "multipart_file_too_large")
        refused(send(path, part("title", b"x" * 100_000) + FILE + END), 413, "multipart_field_too_large")
        refused(send(path, TITLE * 30 + FILE + END), 413, "multipart_too_many_parts")


def test_the_largest_file_is_taken_and_given_back(path):
    content = bytes(range(256)) * (LARGEST // 256)
    answer = send(path, TITLE + part("file", content, "whole.bin") + END)
    assert answer.status_code == 201, answer.text
    assert path["monica"].download(f"evidence/{answer.json()['id']}/content") == content
    path.wait_until_verified()


def test_a_file_keeps_a_safe_name_and_its_own_kind(path):
    named = {
        "../../etc/passwd": "passwd",
        "C:\\Users\\x\\report.txt": "report.txt",
        "più%22.txt": None,
        "a" * 400 + ".txt": None,
    }
    for sent, kept in named.items():
        answer = send(path, TITLE + part("file", files.text(), sent, ("Content-Type: image/png",)) + END)
        assert answer.status_code == 201, answer.text
        assert answer.json()["media_type"] == "application/octet-stream"
        header = (
            path["monica"]
            .ask("GET", f"evidence/{answer.json()['id']}/content", 200)
            .headers["Content-Disposition"]
        )
        assert (
            header.startswith("attachment; filename=")
            and "/" not in header.replace("UTF-8''", "")
            and len(header) < 1_000
        )
        assert kept is None or f'filename="{kept}"' in header
    path.wait_until_verified()


class Wire:
    """A raw connection, to announce what is not sent."""

    def __init__(self, path, announced):
        service = path.service
        self.socket = socket.create_connection(("127.0.0.1", service.server.port), timeout=20)
        self.send(
            (
                f"POST /api/v1/reports/{path.report}/evidence HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {service.token('monica')}\r\n"
                f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n{announced}\r\n\r\n"
            ).encode()
        )

    def send(self, data):
        self.socket.sendall(data)

    def close(self):
        self.socket.close()

    def answer(self):
        """Everything until the server hangs up or falls silent."""
        received = b""
        try:
            while chunk := self.socket.recv(65_536):
                received += chunk
        except TimeoutError:
            pass
        return received


def settled(path):
    """Waits until the server has noticed that a client hung up, and cleared away what it had begun."""
    wait_for("unfinished uploads to be removed", lambda: not path.service.unfinished_files(), seconds=20)


def test_an_upload_cut_short_leaves_nothing(path):
    body = TITLE + part("file", b"x" * 150_000, "large.bin") + END
    with untouched(path.service):
        for sent in (0, 10, len(TITLE) + 100, 70_000, len(body) - 1):
            wire = Wire(path, f"Content-Length: {len(body)}")
            wire.send(body[:sent])
            time.sleep(0.05)
            wire.close()
        settled(path)


def test_an_upload_cut_short_between_chunks_leaves_nothing(path):
    body = TITLE + part("file", b"x" * 100_000, "large.bin")
    with untouched(path.service):
        wire = Wire(path, "Transfer-Encoding: chunked")
        wire.send(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        time.sleep(0.1)
        wire.close()
        settled(path)


def test_chunks_that_are_none_leave_nothing(path):
    with untouched(path.service):
        wire = Wire(path, "Transfer-Encoding: chunked")
        wire.send(f"{len(TITLE):x}\r\n".encode() + TITLE + b"\r\nzz\r\nrubbish\r\n")
        assert not wire.answer().startswith(b"HTTP/1.1 2")
        wire.close()
        settled(path)


def test_a_body_longer_than_announced_leaves_nothing(path):
    body = TITLE + FILE + END
    with untouched(path.service):
        wire = Wire(path, f"Content-Length: {len(body) - 20}")
        wire.send(body)
        answer = wire.answer()
        assert answer.startswith(b"HTTP/1.1 400") and b"multipart_cut_short" in answer
        # What follows is no request: it must not be taken for one.
        assert answer.count(b"HTTP/1.1 2") == 0
        wire.close()
        settled(path)


def test_whoever_may_not_add_evidence_is_refused_before_a_byte_is_stored(path):
    with untouched(path.service):
        refused(send(path, TITLE + FILE + END, person="carla"), 403, "role_missing")
        refused(send(path, TITLE + FILE + END, person="mila"), 404, "not_found")


def test_a_report_that_was_submitted_takes_no_more_evidence(path):
    path.submit()
    with untouched(path.service):
        refused(send(path, TITLE + FILE + END), 409, "report_not_editable")
