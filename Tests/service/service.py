"""Everything a file of tests works on: a copy of the database, its keys and evidence, a server, and its clients."""

import time
from contextlib import contextmanager

import psycopg

from client import Client
from program import Program
from server import Server


class Service:
    program_type = Program

    def __init__(self, connection, folder, known, arguments=(), settings=None):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.connection = connection
        self.program = self.program_type(connection, folder)
        self.program.make_keys()
        self.people = known["people"]
        self.organisations = known["organisations"]
        self.server = Server(
            self.program.settings | (settings or {}), folder / "server.log", arguments=arguments
        )
        self.clients = {}

    def start(self):
        self.server.start()
        return self

    def close(self):
        for client in self.clients.values():
            client.close()
        self.server.stop()

    def account(self, person):
        return self.people[person]["account"]

    def token(self, person):
        return self.people[person]["token"]

    def __getitem__(self, person):
        """The client of a person, by name."""
        if person not in self.clients:
            self.clients[person] = Client(self.server.origin, self.token(person))
        return self.clients[person]

    def visitor(self):
        """A client without a token."""
        return Client(self.server.origin)

    @contextmanager
    def database(self):
        """A connection as the superuser, to look behind the API."""
        with psycopg.connect(self.connection, autocommit=True) as connection:
            yield connection

    def one(self, statement, *values):
        with self.database() as connection:
            return connection.execute(statement, values).fetchone()[0]

    def rows(self, statement, *values):
        with self.database() as connection:
            return connection.execute(statement, values).fetchall()

    def stored_files(self):
        """Ids of whole files in the evidence folder."""
        folder = self.folder / "evidence"
        return {path.name for path in folder.glob("*/*") if path.is_file() and not path.suffix}

    def unfinished_files(self):
        return {path.name for path in (self.folder / "evidence").glob("*/*.part")}


def wait_for(what, claim, seconds=45):
    """Asks until `claim` gives something true, which it returns."""
    end = time.monotonic() + seconds
    while True:
        found = claim()
        if found:
            return found
        assert time.monotonic() < end, f"still waiting for {what} after {seconds} s"
        time.sleep(0.05)
