"""Random moves by sixteen clients: the history is a path of the YAML, and every refusal had a reason that held.

1,500 moves on 50 cases; all 10,000 with CASEBRIDGE_FULL=1, another number with CASEBRIDGE_RANDOM_MOVES."""

import os
import random
import threading

import pytest

from chains import faults, read_events
from facts import Facts
from model import Person, verdict
from paths import Path
from people import PEOPLE
from random_walk import Walker
from refusals import Refused
from replay import Replay, children_moved, histories, parents_moved, windows

CLIENTS = 16
MOVES = int(os.environ.get("CASEBRIDGE_RANDOM_MOVES", 10000 if os.environ.get("CASEBRIDGE_FULL") else 1500))
GOALS = (
    "selected",
    "offered",
    "monitoring",
    "gathered",
    "submitted",
    "reviewed",
    "approved",
    "in_approval",
    "sealed",
    "sent",
)


@pytest.fixture(scope="module")
def walk(shared_world):
    seed = int(os.environ.get("CASEBRIDGE_SEED", random.randrange(10**6)))
    print(f"CASEBRIDGE_SEED={seed}")
    cases = [Path(shared_world).advance(GOALS[number % len(GOALS)]).case for number in range(50)]
    walkers = [
        Walker(shared_world, cases, MOVES // CLIENTS, seed * 100 + number) for number in range(CLIENTS)
    ]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join()
    return walkers


@pytest.fixture(scope="module")
def ended(shared_world, walk):
    return Facts(shared_world), read_events(shared_world)


def attempts(walk):
    return [attempt for walker in walk for attempt in walker.attempts]


def test_no_client_saw_a_raw_error_of_postgresql(walk):
    assert [raw for walker in walk for raw in walker.raw] == []


def test_many_moves_were_made_and_many_refused(walk):
    states = {
        state: sum(attempt.state == state for attempt in attempts(walk))
        for state in ("done", "MV404", "MV403", "MV409")
    }
    print(states)
    assert states["done"] > MOVES // 25
    assert min(states.values()) > MOVES // 100


def test_the_replayed_histories_end_where_the_tables_stand(ended):
    facts, events = ended
    for case, history in histories(events).items():
        replay = Replay(facts, case)
        for event in history:
            replay.apply(event)
        assert parents_moved(history) == []
        assert children_moved(history) == []
        for (kind, record), row in replay.records.items():
            stored = facts.records[kind, record]
            assert (row["status"], row["version"]) == (stored["status"], stored["version"])
        assert len(replay.records) == sum(row["case_id"] == case for row in facts.records.values())


def test_the_chains_hold_and_nothing_contradicts_them(shared_world, ended):
    assert faults(ended[1]) == []
    assert shared_world.superuser("SELECT * FROM casebridge.contradictions()") == []


def judged(replay, people, attempt):
    """What the model would have answered at this point."""
    row = replay.records.get((attempt.kind, attempt.record))
    if row is None:
        return "MV404", "not_found"
    state, code = verdict(replay, people[attempt.person], attempt.kind, row, attempt.action)
    if code != "not_found" and attempt.expected not in (None, row["version"]):
        return "MV412", "stale_version"
    return state, code


def answered(attempt):
    if attempt.state == "done":
        return "moved", attempt.reasons["status"]
    if attempt.code == "dossier_not_stored":
        return "moved", "sealed"
    return attempt.state, attempt.reasons if attempt.code.startswith("requirement:") else attempt.code


def test_every_answer_was_true_at_some_moment_between_question_and_answer(shared_world, walk, ended):
    facts, events = ended
    people = {
        name: Person(shared_world.accounts[name], shared_world.organisations[organisation], roles)
        for name, (organisation, roles) in PEOPLE.items()
    }
    waiting, histories_of = windows(attempts(walk)), histories(events)
    false = []
    for case, asked in waiting.items():
        replay, open_attempts = Replay(facts, case), sorted(asked, key=lambda attempt: attempt.before)
        for event in histories_of[case]:
            replay.apply(event)
            current = [attempt for attempt in open_attempts if attempt.before <= replay.seq]
            for attempt in current:
                if judged(replay, people, attempt) == answered(attempt):
                    open_attempts.remove(attempt)
                elif replay.seq >= attempt.after:
                    open_attempts.remove(attempt)
                    false.append((attempt, judged(replay, people, attempt)))
        false += [(attempt, "never") for attempt in open_attempts]
    assert false == []


def together(*acts):
    """Runs the acts at once; answers what each returned or was refused with, without order."""
    results, barrier = [], threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            results.append(act())
        except Refused as refusal:
            results.append(refusal.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class Alone:
    """The same world over a connection of its own."""

    def __init__(self, world):
        from story import Story

        self.story = Story(world.conninfo, world.knowledge())

    def call(self, *values):
        try:
            return self.story.call(*values)
        finally:
            self.story.close()


def test_of_two_movers_with_one_version_one_wins_and_the_other_is_stale(shared_world):
    for _ in range(5):
        path = Path(shared_world).advance("submitted")
        path.declare("rita")
        path.declare("paola")
        acts = [
            lambda person=person: Alone(shared_world).call(
                person, "move", "report", path.report, "start_review", 2, None, None
            )["status"]
            for person in ("rita", "paola")
        ]
        assert sorted(together(*acts)) == ["in_review", "stale_version"]


def test_of_two_movers_without_a_version_the_second_finds_no_such_move(shared_world):
    path = Path(shared_world).advance("offered")
    path.declare("monica")
    acts = [
        lambda: Alone(shared_world).call(
            "monica", "move", "assignment", path.assignment, "accept", None, None, None
        )["status"]
    ] * 4
    assert sorted(together(*acts)) == ["accepted", "not_a_move", "not_a_move", "not_a_move"]


def test_an_approver_who_clicks_twice_at_once_approves_once(shared_world):
    path = Path(shared_world).advance("in_approval")
    path.declare("anna")
    digest = shared_world.call("carla", "referral_view", path.referral)["content_digest"]
    acts = [lambda: Alone(shared_world).call("anna", "approve_referral", path.referral, digest)["status"]] * 3
    assert sorted(together(*acts)) == ["already_approved", "already_approved", "in_approval"]


def test_a_contract_gets_one_open_case_however_many_select_it(shared_world):
    contract = shared_world.new_contract()
    acts = [lambda: Alone(shared_world).call("carla", "create_case", contract, "Risk")["status"]] * 4
    assert sorted(together(*acts)) == ["case_open", "case_open", "case_open", "selected"]


def test_reopening_and_selecting_at_once_leave_one_open_case(shared_world):
    contract = shared_world.new_contract()
    path = Path(shared_world)
    path.select = lambda: Path.select(path, contract)
    path.advance("closed")
    acts = [
        lambda: Alone(shared_world).call("carla", "move", "case", path.case, "reopen", None, "New", None)[
            "status"
        ],
        lambda: Alone(shared_world).call("carla", "create_case", contract, "Risk")["status"],
    ]
    assert sorted(together(*acts)) in (
        ["case_open", "reported"],
        ["requirement:no_other_open_case", "selected"],
    )


def test_numbers_of_cases_have_no_gap_and_no_double(shared_world):
    contracts = [shared_world.new_contract() for _ in range(8)]
    before = shared_world.one("SELECT max(number) FROM casebridge.case_file")
    together(
        *[
            lambda contract=contract: Alone(shared_world).call("carla", "create_case", contract, "Risk")
            for contract in contracts
        ]
    )
    numbers = [
        int(number[-4:])
        for (number,) in shared_world.superuser(
            "SELECT number FROM casebridge.case_file WHERE number > %s ORDER BY number", before
        )
    ]
    assert numbers == list(range(int(before[-4:]) + 1, int(before[-4:]) + 9))


def test_one_grant_is_proposed_however_many_propose_it(shared_world):
    account = shared_world.accounts["nobody"]
    acts = [lambda: Alone(shared_world).call("adam", "propose_grant", account, "monitor")["role"]] * 3
    assert sorted(together(*acts)) == ["already_granted", "already_granted", "monitor"]
