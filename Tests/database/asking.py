"""Questions asked over a connection of one's own, with nobody entered unless the question says so."""

from refusals import refusals


def ask(connection, *before, question="SELECT casebridge.me()"):
    with refusals(), connection.transaction():
        for statement, *values in before:
            connection.execute(statement, values)
        return connection.execute(question).fetchone()[0]


def entering(world, person):
    return "SELECT casebridge.enter(%s)", world.tokens[person]
