"""Reading a notice's tree by local names, as section 1 of the rules has it."""

import re
from datetime import date
from decimal import Decimal

COUNT = re.compile(r"[0-9]+(\.0)?")
AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def name(element):
    """The local name; empty for comments and processing instructions."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def children(element, path):
    """The elements at a path of local names, in document order."""
    found = [element]
    for step in path.split("/"):
        found = [child for parent in found for child in parent if name(child) == step]
    return found


def child(element, path):
    found = children(element, path)
    return found[0] if found else None


def below(element, wanted):
    """All descendants of that local name."""
    return [each for each in element.iter() if each is not element and name(each) == wanted]


def starting(element, prefix):
    """All descendants whose local name begins so."""
    return [each for each in element.iter() if each is not element and name(each).startswith(prefix)]


def text(element):
    """Own character data without that of comments and children, trimmed."""
    if element is None:
        return ""
    return ((element.text or "") + "".join(each.tail or "" for each in element)).strip()


def count(raw):
    return int(raw.split(".")[0]) if COUNT.fullmatch(raw) else None


def amount(raw):
    return Decimal(raw) if raw and AMOUNT.fullmatch(raw) else None


def day(raw):
    if not DAY.match(raw):
        return None
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return None
