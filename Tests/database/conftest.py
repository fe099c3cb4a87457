"""Fixtures: a copy of the populated database for one test, or one for a whole file of reading tests."""

import os
import secrets

import pytest

import copies
from story import Story

counter = iter(range(10**9))


def is_controller(config):
    return not hasattr(config, "workerinput")


def pytest_configure(config):
    if is_controller(config) and "CASEBRIDGE_TEST_RUN" not in os.environ:
        os.environ["CASEBRIDGE_TEST_RUN"] = secrets.token_hex(4)
        config.owns_databases = True


def pytest_sessionstart(session):
    if getattr(session.config, "owns_databases", False) and not session.config.option.collectonly:
        copies.make_templates()


def pytest_sessionfinish(session):
    if getattr(session.config, "owns_databases", False) and not session.config.option.collectonly:
        copies.drop_run()


def fresh(template):
    """A story on its own copy of a template; the copy is dropped when the story ends."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database = f"{copies.prefix()}_{worker}_{os.getpid()}_{next(counter)}"
    source = f"{copies.prefix()}_{template}"
    copies.copy(source, database)
    copies.mutate(database)
    story = Story(copies.address(database), copies.recall(source))
    try:
        yield story
    finally:
        story.close()
        copies.drop(database)


@pytest.fixture
def world():
    """People, organisations and one contract; no case yet. For one test."""
    yield from fresh("populated")


@pytest.fixture(scope="module")
def shared_world():
    """The same, for all tests of a file: each rolls back or works on cases of its own."""
    yield from fresh("populated")


@pytest.fixture(scope="module")
def told():
    """Cases at many points of the path, for tests that change nothing."""
    yield from fresh("told")


@pytest.fixture
def told_once():
    """The same for one test that may change or break everything."""
    yield from fresh("told")


@pytest.fixture(scope="module")
def empty_database():
    """A migrated database without any row of people: its connection string."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database = f"{copies.prefix()}_{worker}_{os.getpid()}_{next(counter)}"
    copies.copy(f"{copies.prefix()}_empty", database)
    yield copies.address(database)
    copies.drop(database)


@pytest.fixture
def app(shared_world):
    """A connection of the app of one's own."""
    connection = shared_world.connect("casebridge_app")
    yield connection
    connection.close()
