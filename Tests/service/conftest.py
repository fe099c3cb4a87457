"""Fixtures: a service with its server for a whole file of tests, on a copy of a populated database."""

import json
import os
import secrets
import shutil
import signal
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest

import databases
import people
from cluster import remove_forgotten
from program import Program, resources
from service import Service

counter = iter(range(10**9))


def is_controller(config):
    return not hasattr(config, "workerinput")


def pytest_configure(config):
    if is_controller(config) and "CASEBRIDGE_SERVICE_RUN" not in os.environ:
        os.environ["CASEBRIDGE_SERVICE_RUN"] = tempfile.mkdtemp(prefix="casebridge-service-")
        config.owns_run = True
        # Whoever ends a run that takes too long says so by SIGTERM: nothing may stay behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_sessionstart(session):
    if getattr(session.config, "owns_run", False) and not session.config.option.collectonly:
        make_template()


def pytest_sessionfinish(session):
    if getattr(session.config, "owns_run", False):
        if not session.config.option.collectonly:
            remove_forgotten(run_folder())
            databases.drop_all(template())
        shutil.rmtree(run_folder(), ignore_errors=True)


def run_folder():
    return Path(os.environ["CASEBRIDGE_SERVICE_RUN"])


def template():
    return run_folder().name.replace("-", "_")


def make_template():
    """Made once a run; each file of tests works on a copy."""
    databases.create(template())
    known = populate(Program(databases.address(template()), run_folder()))
    (run_folder() / "people.json").write_text(json.dumps(known))


def populate(program):
    """Fills an empty database by the program's own commands: schema, definitions, sample notices, people."""
    program.run("migrate")
    for definition in ("workflow", "form", "indicators"):
        program.run(definition, "load")
    program.run("import", resources() / "Samples/notices")
    return people.settle(program)


def known():
    return json.loads((run_folder() / "people.json").read_text())


def new_service(**options):
    """A service that is not started, on its own copy of the template."""
    name = f"{template()}_{os.getpid()}_{next(counter)}_{secrets.token_hex(2)}"
    databases.copy(template(), name)
    return name, Service(databases.address(name), run_folder() / name, known(), **options)


@pytest.fixture(scope="module")
def service():
    """A running server, its clients and its database; monitors are trained."""
    name, service = new_service()
    try:
        service.start()
        train(service)
        yield service
    finally:
        service.close()
        databases.drop(name)
        shutil.rmtree(service.folder, ignore_errors=True)


def train(service):
    """A training is recorded by a coordinator; nobody records his own."""
    period = {
        "valid_from": str(date.today() - timedelta(days=30)),
        "valid_until": str(date.today() + timedelta(days=300)),
    }
    for coordinator, monitors in (("carla", ("monica", "marco")), ("boris", ("mila",))):
        for monitor in monitors:
            service[coordinator].post(
                f"people/{service.account(monitor)}/trainings", {"title": "Monitoring basics"} | period
            )
