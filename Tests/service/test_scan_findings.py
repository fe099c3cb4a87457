"""What generated requests once brought to an answer of 500, or to an answer that the document does not know."""

import base64
import json

import pytest

from browsing import Browser
from client import pointers, refused
from path import Path
from untouched import untouched


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("draft")


def cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize("number", ("1e100", "-1.9e+291", "1" * 31, "0." + "1" * 40))
def test_numbers_that_answers_cannot_keep_are_refused(path, number):
    content = f'{{"funding_received": {{"amount": {number}, "currency": "EUR"}}}}'.encode()
    headers = {"Content-Type": "application/json"}
    with untouched(path.service):
        answer = path["monica"].ask(
            "PATCH", f"reports/{path.report}/answers", content=content, headers=headers, tag=1
        )
        assert pointers(refused(answer, 422, "invalid")) == {"": "out_of_range"}


def test_a_comment_on_what_can_be_no_question_is_refused(path):
    with untouched(path.service):
        for question in ("with blank", "naïve", "a" * 201):
            body = {"question": question, "text": "Why?"}
            answer = path["monica"].ask("POST", f"reports/{path.report}/comments", body=body)
            assert pointers(refused(answer, 422, "invalid")).keys() == {"/question"}


def test_a_comments_form_about_nothing_that_is_on_the_page_is_refused(path):
    browser = Browser(path.service)
    assert browser.password("monica").status_code == 303
    with untouched(path.service):
        for about in ("question-with blank", "question-", "finding-99999999999", "finding-none", "finding-0"):
            browser.post(f"/reports/{path.report}/comments", 400, about=about, text="Why?")


@pytest.mark.parametrize("score", ("٣", "0012", "1e3", "-", "1.", "NaN"))
def test_a_cursor_whose_score_is_no_number_is_refused(path, score):
    text = cursor(score, path.contract)
    refused(path["carla"].ask("GET", f"contracts?cursor={text}"), 400, "malformed_cursor")


@pytest.mark.parametrize("moment", ("2026-01-0١T00:00:00Z", "2026-01-01T0٣:00:00Z", "0000-00-00T00:00:00Z"))
def test_a_cursor_whose_moment_is_none_is_refused(path, moment):
    for address in ("cases", "reports", "referrals"):
        text = cursor(moment, path.case)
        refused(path["carla"].ask("GET", f"{address}?cursor={text}"), 400, "malformed_cursor")


@pytest.mark.parametrize(
    ("time", "status"),
    [
        ("9223372036854775807", 200),
        ("-9223372036854775808", 200),
        ("0", 200),
        ("9223372036854775808", 400),
        ("-9223372036854775809", 400),
    ],
)
def test_a_cursor_of_the_log_shows_a_list_to_the_end_of_time_and_is_refused_beyond(path, time, status):
    text = cursor(time, path.case, "case", "1")
    answer = path.service["audrey"].ask("GET", f"audit?cursor={text}")
    print(time, answer.text[:300])
    assert answer.status_code == status


def test_a_change_without_any_token_is_told_to_sign_in(path):
    refused(path.service.visitor().ask("POST", "cases", body={}), 401, "not_signed_in")


def test_a_change_from_another_site_without_a_token_is_refused(path):
    headers = {"Origin": "https://elsewhere.example"}
    refused(path.service.visitor().ask("POST", "cases", body={}, headers=headers), 403, "cross_site")
