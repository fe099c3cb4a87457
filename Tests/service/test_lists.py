"""Lists go on where a page ends: the body's cursor and the Link header say the same, and lead through all of it."""

import re

import pytest

from path import Path

LISTS = {
    "cases": ("carla", 2),
    "contracts": ("carla", 10),
    "reports?status=submitted": ("rita", 2),
    "referrals": ("carla", 2),
    "audit": ("audrey", 40),
}


@pytest.fixture(scope="module")
def filled(service):
    for goal in ("submitted", "submitted", "submitted", "prepared", "prepared", "prepared"):
        Path(service).advance(goal)
    return service


def pages(client, address, limit):
    """Every page of a list, as the Link headers lead through it."""
    address += ("&" if "?" in address else "?") + f"limit={limit}"
    for _ in range(200):
        answer = client.ask("GET", address, 200)
        body, link = answer.json(), answer.headers.get("link")
        yield body
        if link is None:
            assert body["next"] is None
            return
        (address,) = re.fullmatch(r'</api/v1/([^>]+)>; rel="next"', link).groups()
        assert f"cursor={body['next']}" in address
    raise AssertionError("the list never ends")


def identity(item):
    return item.get("id") or (item["chain_kind"], item["chain_id"], item["seq"])


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_read_to_its_end_by_its_links(filled, address):
    name, limit = LISTS[address]
    client = filled[name]
    read = [identity(item) for body in pages(client, address, limit) for item in body["items"]]
    assert len(read) > limit
    assert len(set(read)) == len(read)
    first = client.get(address + ("&" if "?" in address else "?") + "limit=100")
    assert read[: len(first["items"])] == [identity(item) for item in first["items"]]
