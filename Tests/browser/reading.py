"""What a copy of a page says and how it is written, read without a browser."""

import re

import html5lib
import lxml.html
import yaml

from program import resources

PLURALS = {"zero", "one", "two", "few", "many", "other"}
SPOKEN = ("title", "aria-label", "data-label", "placeholder", "alt")


def faults_of_html(html):
    """Errors by the parsing rules of the HTML standard: tags out of place, doubled attributes, broken references."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    lines = html.split("\n")
    return [
        f"line {line}: {code}: {lines[min(line, len(lines)) - 1].strip()[:120]}"
        for (line, _), code, _ in parser.errors]


class Foreign:
    """The English texts that a page in another language must not show: those that this language words otherwise."""

    def __init__(self, language):
        self.language = language
        own = set(locale_texts(language))
        self.texts = {text for text in locale_texts("en") if text not in own and re.search("[A-Za-z]{3}", text)}
        plain = {text for text in self.texts if "{" not in text}
        self.plain = plain
        # Several words may also stand within a longer text; one word alone may be part of a name.
        self.within = [text for text in plain if len(text) > 12 and " " in text]
        self.patterns = [
            re.compile(pattern) for text in self.texts - plain
            if len(re.sub(r"\{[a-z_]+\}", "", text)) > 8
            and (pattern := re.sub(r"\\{[a-z_]+\\}", ".+", re.escape(text)))]

    def found_in(self, html):
        return [text for text in spoken(html, self.language) if self._is_english(text)]

    def _is_english(self, text):
        return (
            text in self.plain or any(part in text for part in self.within)
            or any(pattern.fullmatch(text) for pattern in self.patterns))


def locale_texts(language):
    for path in sorted((resources() / "Templates/locales" / language).glob("*.yaml")):
        yield from leaves(yaml.safe_load(path.read_text()))


def leaves(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from leaves(value)
    else:
        yield " ".join(str(node).split())


def spoken(html, language):
    """The texts and spoken attributes of a page, without what names another language, code, and what people typed."""
    for element in lxml.html.document_fromstring(html).iter(lxml.etree.Element):
        if is_of_others(element, language):
            continue
        texts = [element.get(name) for name in SPOKEN] + [element.text] + [child.tail for child in element]
        for text in texts:
            if text and text.strip():
                yield " ".join(text.split()).removesuffix(" – Casebridge")


def is_of_others(element, language):
    for around in (element, *element.iterancestors()):
        if around.tag in ("code", "textarea", "style", "blockquote") or "statement" in around.get("class", "").split():
            return True
        if around.get("lang", language) != language:
            return True
    return False
