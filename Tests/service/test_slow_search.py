"""A search for which PostgreSQL's time for a statement is not enough says so, and what to do; other lists do not blame it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from browsing import Browser
from client import Client, pointers, refused

# No more than the server has connections: what waits for one is busy, whatever it asks.
SEARCHES = {
    "supplier=est&country=IT&cpv=45": {"?supplier": "too_many_to_read"},
    "q=bridge&buyer=com": {"?q": "too_many_to_read", "?buyer": "too_many_to_read"},
}
OTHER = "country=IT&cpv=45&min_score=10"


@pytest.fixture(scope="module")
def answers(service):
    """Of all searches at once, while the contracts cannot be read for longer than a statement may take."""

    def ask(asked):
        client = Client(service.server.origin, service.token("carla"))
        try:
            return client.ask("GET", "contracts?" + asked)
        finally:
            client.close()

    browser = Browser(service)
    browser.password("marco")
    assert browser.is_signed_in()
    with service.database() as connection, ThreadPoolExecutor(4) as threads:
        with connection.transaction():
            connection.execute("LOCK TABLE casebridge.contract IN ACCESS EXCLUSIVE MODE")
            waiting = {asked: threads.submit(ask, asked) for asked in (*SEARCHES, OTHER)}
            waiting["page"] = threads.submit(browser.ask, "GET", "/contracts?supplier=est")
            return {asked: found.result() for asked, found in waiting.items()}


@pytest.mark.parametrize("asked", SEARCHES)
def test_a_search_that_ran_out_of_time_names_the_texts_and_is_not_to_be_repeated(answers, asked):
    problem = refused(answers[asked], 422, "search_too_wide")
    assert pointers(problem) == SEARCHES[asked]
    assert "retry-after" not in answers[asked].headers


def test_a_list_without_a_text_is_asked_again_later(answers):
    refused(answers[OTHER], 503, "busy")
    assert int(answers[OTHER].headers["retry-after"]) > 0


def test_the_page_says_so_in_words(answers):
    assert answers["page"].status_code == 422
    assert "The search took too long" in answers["page"].text
    assert "Supplier: This was looked for in too many contracts" in answers["page"].text


def test_the_same_search_succeeds_when_there_is_time(service):
    for asked in SEARCHES:
        service["carla"].ask("GET", "contracts?" + asked, 200)
