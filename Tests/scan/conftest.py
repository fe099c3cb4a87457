"""The suite of scans stands on the clients, servers and paths of Tests/service; its world is the demonstration's."""

import signal
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parent / "service"))

from demonstration import World  # noqa: E402 - the folder above comes first
from mailbox import Mailbox  # noqa: E402
from seeds import Seeds  # noqa: E402


def pytest_configure(config):
    # Whoever ends a run that takes too long says so by SIGTERM: nothing may stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    mailbox = Mailbox(tmp_path_factory.mktemp("mail"))
    world = World(tmp_path_factory.mktemp("scan"), settings=mailbox.settings())
    try:
        yield world.start()
    finally:
        world.close()
        mailbox.stop()


@pytest.fixture(scope="session")
def seeds(world):
    return Seeds(world)
