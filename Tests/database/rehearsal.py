"""Tests run inside one transaction that is undone: a mutation costs milliseconds instead of a copy of the database.

All roles act over the superuser's own connection by SET LOCAL ROLE, so whatever needs a second transaction or a
commit cannot be rehearsed. Only tests that pass here without a mutation may judge one."""

import importlib
import inspect
import itertools
from contextlib import contextmanager

from facts import Facts
from paths import Path
from refusals import refusals
from story import Story
from world import ENTRIES

# Test files and the fixtures of theirs that can be made here.
FILES = (
    "test_row_rules",
    "test_row_security",
    "test_status_tampering",
    "test_privileges",
    "test_requirements",
)


class Rehearsal(Story):
    """The told world with everybody on one connection."""

    def connection(self, role=None):
        return super().connection(None)

    @contextmanager
    def entered(self, role, name):
        connection = self.connection()
        with refusals(), connection.transaction(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(ENTRIES[role], (name,))
            yield cursor
            cursor.execute("RESET ROLE")

    @contextmanager
    def acting_as(self, role, login=None):
        connection = self.connection()
        with refusals(), connection.transaction(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {login or role}")
            if login:
                cursor.execute(f"SET LOCAL ROLE {role}")
            yield cursor
            cursor.execute("RESET ROLE")


class Case:
    """One test with one set of parameters."""

    def __init__(self, file, function, values):
        self.file, self.function, self.values = file + ".py", function, values
        self.label = f"{function.__name__}[{'-'.join(map(str, values.values()))}]"

    def run(self, world):
        wanted = [name for name in inspect.signature(self.function).parameters if name not in self.values]
        self.function(**self.values, **{name: fixture(name, world) for name in wanted})


def fixture(name, world):
    if name in ("told", "shared_world", "world"):
        return world
    if name == "facts":
        return Facts(world)
    if name == "reviewed":
        return Path(world).advance("reviewed")
    return importlib.import_module("test_row_security").found_rows(world)


def cases():
    for file in FILES:
        for name, function in vars(importlib.import_module(file)).items():
            marks = getattr(function, "pytestmark", [])
            needed = (
                set(inspect.signature(function).parameters) if name.startswith("test_") else {"told_once"}
            )
            if "told_once" in needed or any(mark.name == "catalogue" for mark in marks):
                continue
            yield from (Case(file, function, values) for values in parameters(marks))


def parameters(marks):
    """Each combination of the values that pytest would try."""
    tried = []
    for mark in marks:
        names = [name.strip() for name in mark.args[0].split(",")]
        tried.append([dict(zip(names, value if len(names) > 1 else (value,))) for value in mark.args[1]])
    for combination in itertools.product(*tried):
        yield {name: value for values in combination for name, value in values.items()}


@contextmanager
def undone(world):
    with world.connection().transaction(force_rollback=True):
        yield


def passes(case, world):
    """Whether the test passes now; a broken transaction counts as a failure."""
    try:
        with world.connection().transaction(force_rollback=True):
            # One test may have set this; a rollback to a savepoint does not take it back.
            world.connection().execute("SET CONSTRAINTS ALL DEFERRED")
            case.run(world)
    except KeyboardInterrupt:
        raise
    except BaseException:  # pytest's own failures are no Exception
        return False
    return True


class Judges:
    """The tests that pass without a mutation."""

    def __init__(self, world):
        self.world, self.sound = world, []
        with undone(world):
            self.sound = [case for case in cases() if passes(case, world)]

    def kills(self, mutation):
        """The first test that turns red, or None. The likely ones are asked first."""
        likely = [case for case in self.sound if case.file == mutation.file and mutation.word in case.label]
        with undone(self.world):
            self.world.superuser("SET LOCAL casebridge.migrating = 'on'")
            self.world.superuser(mutation.statement)
            self.world.superuser("SET LOCAL casebridge.migrating = 'off'")
            return next((case.label for case in likely if not passes(case, self.world)), None)
