"""Clients that write without pause until their server dies under them, and a journal of what they were told is done."""

import threading
import uuid

import httpx

import answers
from client import Client
from path import Path


class Lost(Exception):
    """The answer never came, or it said that nobody knows."""


class Journal:
    """What was acknowledged, as it was; written by many threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.moves, self.answers, self.files = [], [], []

    def add(self, kind, *fact):
        with self.lock:
            getattr(self, kind).append(fact)

    def size(self):
        return len(self.moves) + len(self.answers) + len(self.files)


class Writer:
    """One client at one report: saves answers, uploads files, and moves it round and round."""

    def __init__(self, service, journal, number):
        self.service, self.journal, self.number = service, journal, number
        self.path = Path(service).advance("draft")
        service["monica"].patch_answers(self.path.report, answers.whole())
        self.path.declare("rita")
        self.clients = {}
        self.pending = None
        self.rounds = 0

    def connect(self):
        for client in self.clients.values():
            client.close()
        self.clients = {
            person: Client(self.service.server.origin, self.service.token(person))
            for person in ("monica", "rita")
        }

    def run(self, stop):
        """Until `stop` is set or an answer is lost; whatever else goes wrong is an error."""
        try:
            self.connect()
            self.repeat_what_was_lost()
            while not stop.is_set():
                self.work()
        except Lost:
            pass

    def repeat_what_was_lost(self):
        """With the same key: whether it was done or not, it is done once."""
        if self.pending:
            self.send_move(*self.pending)

    def work(self):
        view = self.ask("monica", "GET", f"reports/{self.path.report}/moves", 200).json()
        status, version = view["status"], view["version"]
        if status in ("draft", "changes_requested"):
            self.save_answers()
            self.upload()
            self.move("monica", "submit", version)
        elif status == "submitted":
            self.move("rita", "start_review", version)
        else:
            self.move("rita", "request_changes", version, reason="Once more")

    def ask(self, person, method, path, status, **more):
        try:
            answer = self.clients[person].ask(method, path, **more)
        except httpx.TransportError as error:
            raise Lost from error
        if answer.status_code >= 500:
            raise Lost(answer.text)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer

    def move(self, person, action, version, reason=None):
        self.pending = (person, action, version, reason, str(uuid.uuid4()))
        self.send_move(*self.pending)

    def send_move(self, person, action, version, reason, key):
        body = {"action": action} | ({"reason": reason} if reason else {})
        done = self.ask(
            person, "POST", f"reports/{self.path.report}/moves", 200, body=body, tag=version, key=key
        ).json()
        self.pending = None
        self.journal.add("moves", self.path.report, action, done["version"], done["status"])

    def save_answers(self):
        self.rounds += 1
        version = self.ask("monica", "GET", f"reports/{self.path.report}", 200).json()["content_version"]
        patch = {"narrative": f"Writer {self.number}, round {self.rounds}."}
        saved = self.ask(
            "monica", "PATCH", f"reports/{self.path.report}/answers", 200, body=patch, tag=version
        ).json()
        self.journal.add("answers", self.path.report, saved["content_version"], patch["narrative"])

    def upload(self):
        content = f"Writer {self.number}, round {self.rounds}. ".encode() * (1 + 400 * (self.rounds % 9))
        made = self.ask(
            "monica",
            "POST",
            f"reports/{self.path.report}/evidence",
            201,
            files={"file": ("note.txt", content, "text/plain")},
            data={"title": "A note"},
        ).json()
        self.journal.add("files", made["id"], made["sha256"], content)


class Crowd:
    """Writers at once, each in a thread; an error of any of them is an error of the test."""

    def __init__(self, service, journal, size):
        self.journal = journal
        self.writers = [Writer(service, journal, number) for number in range(size)]

    def work_until(self, strike, goal):
        """Lets all write, calls `strike` when `goal` more things are acknowledged, and waits until all have noticed."""
        stop, errors = threading.Event(), []
        threads = [
            threading.Thread(target=self._guarded, args=(writer, stop, errors)) for writer in self.writers
        ]
        before = self.journal.size()
        for thread in threads:
            thread.start()
        while self.journal.size() < before + goal and any(thread.is_alive() for thread in threads):
            stop.wait(0.005)
        strike()
        for thread in threads:
            thread.join(90)
        assert errors == [], errors[:3]
        assert not any(thread.is_alive() for thread in threads)
        assert self.journal.size() >= before + goal, "the writers stopped before the strike"

    @staticmethod
    def _guarded(writer, stop, errors):
        try:
            writer.run(stop)
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the test
            errors.append(repr(error))
