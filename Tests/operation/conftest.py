"""The suite of operation stands on the clients, servers and people of Tests/service."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "service"))

from store import Store, train  # noqa: E402 - the folder above comes first


def pytest_configure(config):
    # Whoever ends a run that takes too long says so by SIGTERM: nothing may stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="module")
def store():
    """A store with people and a server that runs."""
    store = Store()
    try:
        store.make()
        train(store.serve())
        yield store
    finally:
        store.remove()


class KeyPair:
    """A pair of keys of age."""

    def __init__(self, folder):
        self.identity = folder / "identity"
        self.recipients = folder / "recipients"
        subprocess.run(["age-keygen", "-o", self.identity], check=True, capture_output=True)
        public = subprocess.run(
            ["age-keygen", "-y", self.identity], check=True, capture_output=True, text=True
        )
        self.recipients.write_text(public.stdout)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    return KeyPair(tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="module")
def other_pair(tmp_path_factory):
    return KeyPair(tmp_path_factory.mktemp("other"))
