"""What the page's script saves while an author writes: only from the version it knows, and only what is right."""

import pytest

from path import Path


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("draft")


def save(path, person="monica", section="project", version=None, **fields):
    client = path[person]
    headers = {"Origin": path.service.server.origin}
    headers |= {} if version is None else {"If-Match": f'"{version}"'}
    address = f"{path.service.server.origin}/reports/{path.report}/sections/{section}/draft"
    return client.http.post(address, data=fields, headers=headers)


def version(path):
    return path["monica"].get(f"reports/{path.report}")["content_version"]


def answers(path):
    return path["monica"].get(f"reports/{path.report}")["answers"]


def test_a_draft_is_saved_and_answers_with_its_new_version(path):
    before = version(path)
    saved = save(path, version=before, eu_funded="yes")
    assert saved.status_code == 200, saved.text
    assert (saved.json()["version"], saved.json()["refused"]) == (before + 1, [])
    assert answers(path)["eu_funded"] == "yes"
    assert save(path, version=before + 1, eu_funded="yes").json()["version"] == before + 1, "nothing new is saved"


def test_a_wrong_answer_is_named_and_the_others_are_saved(path):
    saved = save(path, version=version(path), eu_funded="yes", programme="Roads", project_url="no address")
    assert saved.json()["refused"] == ["project_url"]
    assert answers(path)["programme"] == "Roads" and "project_url" not in answers(path)


@pytest.mark.parametrize(("known", "status"), [(None, 428), (1_000, 412), ("x", 400)])
def test_a_draft_of_another_version_is_refused_and_nothing_is_saved(path, known, status):
    before = answers(path)
    assert save(path, version=known, eu_funded="no").status_code == status
    assert answers(path) == before


@pytest.mark.parametrize(("person", "status"), [("rita", 409), ("carla", 409), ("marco", 404), ("mila", 404)])
def test_nobody_else_saves_it(path, person, status):
    before = answers(path)
    assert save(path, person, version=version(path), eu_funded="no").status_code == status
    assert answers(path) == before


def test_a_section_that_the_form_does_not_have_is_not_found(path):
    assert save(path, section="nothing", version=version(path), eu_funded="no").status_code == 404


def test_a_submitted_report_takes_no_draft(service):
    path = Path(service).advance("submitted")
    assert save(path, version=version(path), eu_funded="no").status_code == 409
