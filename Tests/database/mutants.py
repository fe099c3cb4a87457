"""Takes each guard of the database away in turn and demands that a test turns red: `ops/check --mutants`.

    mutants.py [--only TEXT] [--workers N] [--list]

First inside one transaction (milliseconds a mutant), then, for what nobody noticed there, by running the suite on
copies that carry the mutation. Guards that change nothing anybody could see stand in mutants_equivalent.yaml, each
with its reason. Exit status 1 if a mutant survives that does not stand there."""

import argparse
import functools
import multiprocessing
import queue
import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

import copies
from mutations import mutations, undoing

HERE = Path(__file__).parent
EQUIVALENT = yaml.safe_load((HERE / "mutants_equivalent.yaml").read_text()) or {}
FILES = sorted(path.name for path in HERE.glob("test_*.py"))
LIMIT = 600  # seconds a run of the suite may take


def rehearse(all_mutations, number, workers, answers):
    """One worker of the first stage: every n-th mutation on a copy of its own."""
    from rehearsal import Judges, Rehearsal

    database = f"{copies.prefix()}_rehearsal_{number}"
    copies.copy(f"{copies.prefix()}_told", database)
    world = Rehearsal(copies.address(database), copies.recall(f"{copies.prefix()}_told"))
    judges = Judges(world)
    for index in range(number, len(all_mutations), workers):
        try:
            answers.put((index, judges.kills(all_mutations[index])))
        except (
            Exception
        ) as error:  # noqa: BLE001 - a mutation that cannot be made here is tried in the second stage
            answers.put((index, None))
            print(f"not rehearsed: {all_mutations[index]}: {str(error).splitlines()[0]}", file=sys.stderr)
    world.close()
    copies.drop(database)


def run_suite(mutation):
    """The file that notices, or None: the likely file first, then all others."""
    for file in [mutation.file, *(name for name in FILES if name != mutation.file)]:
        if is_sound(file) and not passes(mutation, file):
            return file
    return None


@functools.cache
def is_sound(file):
    """Whether the file passes without a mutation; one that does not cannot judge."""
    sound = passes(None, file)
    if not sound:
        print(f"{file} fails without any mutation and judges none", flush=True)
    return sound


def passes(mutation, file):
    return pytest(mutation, file) in (0, 5)


def pytest(mutation, file):
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-m", "not catalogue", str(HERE / file)]
    environment = os.environ | {"CASEBRIDGE_RANDOM_MOVES": "600"}
    if mutation and not mutation.everywhere:
        environment["CASEBRIDGE_MUTATION"] = mutation.statement
    try:
        return subprocess.run(command, env=environment, capture_output=True, timeout=LIMIT).returncode
    except subprocess.TimeoutExpired:
        return "too slow"


def first_stage(all_mutations, workers):
    answers = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=rehearse, args=(all_mutations, number, workers, answers))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    found = {}
    while len(found) < len(all_mutations) and any(
        process.is_alive() or not answers.empty() for process in processes
    ):
        try:
            index, killer = answers.get(timeout=1)
        except queue.Empty:
            continue
        found[all_mutations[index]] = killer
    for process in processes:
        process.join()
    return {mutation: found.get(mutation) for mutation in all_mutations}


def second_stage(left, workers):
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(
            lambda mutation: (mutation, run_suite(mutation)), [item for item in left if not item.everywhere]
        )
    for mutation in (item for item in left if item.everywhere):
        is_sound(mutation.file)  # before the whole cluster is mutated
        copies.administer(mutation.statement)
        try:
            yield mutation, run_suite(mutation)
        finally:
            copies.administer(undoing(mutation))


def wanted(options):
    from world import World

    world = World(copies.address(f"{copies.prefix()}_told"))
    found = [mutation for mutation in mutations(world) if options.only in mutation.name]
    world.close()
    return found


def judge(options):
    all_mutations = wanted(options)
    if options.list:
        print(*all_mutations, sep="\n")
        return 0
    began = time.monotonic()
    tried = [mutation for mutation in all_mutations if mutation.name not in EQUIVALENT]
    rehearsed = first_stage([mutation for mutation in tried if not mutation.everywhere], options.workers)
    left = [mutation for mutation in tried if rehearsed.get(mutation) is None]
    print(
        f"{len(tried) - len(left)} of {len(all_mutations)} mutants killed in one transaction each,"
        f" {len(all_mutations) - len(tried)} are equivalent, {len(left)} go to the suite"
        f" ({time.monotonic() - began:.0f} s)",
        flush=True,
    )
    if options.rehearse:
        print(*left, sep="\n")
        return 1 if left else 0
    survivors = []
    for mutation, killer in second_stage(left, options.workers):
        print(
            f"{'killed  ' if killer else 'SURVIVES'} {mutation}{f': {killer}' if killer else ''}", flush=True
        )
        if killer is None:
            survivors.append(mutation)
    print(
        f"{len(tried) - len(survivors)} killed, {len(survivors)} survive, {len(all_mutations) - len(tried)}"
        f" equivalent ({time.monotonic() - began:.0f} s)"
    )
    print(*(f"SURVIVES {mutation}: {mutation.statement}" for mutation in survivors), sep="\n")
    return 1 if survivors else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="only mutants whose name holds this text")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument(
        "--rehearse", action="store_true", help="the first stage only; name those it does not kill"
    )
    parser.add_argument("--list", action="store_true", help="name the mutants and do nothing")
    options = parser.parse_args()
    os.environ["CASEBRIDGE_TEST_RUN"] = secrets.token_hex(4)
    copies.make_templates()
    try:
        return judge(options)
    finally:
        copies.drop_run()


if __name__ == "__main__":
    sys.exit(main())
