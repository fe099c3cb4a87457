"""What every page must keep, whoever reads it: asked of the page in one evaluation."""

import re

import yaml

from program import resources

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
SNAKE = re.compile(r"\b[a-z]{2,}(?:_[a-z]{2,})+\b")
SEEN = """() => {
  const shown = element => element.getClientRects().length > 0
  const named = element => element.labels.length || element.ariaLabel || element.hasAttribute('aria-labelledby')
  const words = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest('code, textarea') && shown(node.parentElement)) found.push(node.data)
    }
    return found.join(' ')
  }
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id)
  return {
    title: document.title,
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    unlabelled: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
      .filter(element => !named(element)).map(element => element.outerHTML.slice(0, 200)),
    nameless: [...document.querySelectorAll('a[href], button')]
      .filter(element => !element.textContent.trim() && !element.ariaLabel)
      .map(element => element.outerHTML.slice(0, 200)),
    repeated: ids.filter((id, place) => ids.indexOf(id) !== place),
    astray: [...document.querySelectorAll('a[href^="#"], [aria-describedby], label[for]')]
      .flatMap(element => element.hasAttribute('aria-describedby')
        ? element.getAttribute('aria-describedby').split(' ')
        : [element.getAttribute('for') ?? element.getAttribute('href').slice(1)])
      .filter(id => !document.getElementById(id)),
    scripts: document.querySelectorAll('script:not([type=module][src^="/assets/"]), [onclick], [onsubmit], [style]').length,
    text: words(document.body),
  }
}"""


def locale_parts():
    """The first parts of all keys: `page`, `reports`… A word with such a part and a point is no wording."""
    parts = set()
    for path in (resources() / "Templates/locales/en").glob("*.yaml"):
        parts |= set(yaml.safe_load(path.read_text()))
    return parts


KEY = re.compile(r"\b(?:" + "|".join(sorted(locale_parts())) + r")\.[a-z_]+(?:\.[a-z_]+)*\b")


def faults(page, html, language):
    """What is wrong with the page that the window shows, in words."""
    seen = page.evaluate(SEEN)
    text = seen["title"] + " " + seen["text"]
    found = []
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} h1")
    if seen["language"] != language:
        found.append(f"html[lang] is {seen['language']!r}, not {language!r}")
    for what in ("unlabelled", "nameless", "repeated", "astray"):
        found += [f"{what}: {item}" for item in seen[what]]
    if seen["scripts"]:
        found.append("scripts or styles in the page, which the policy forbids")
    found += [f"id in the text: {item}" for item in UUID.findall(text)]
    found += [f"key in the text: {item}" for item in {*KEY.findall(text), *SNAKE.findall(text)}]
    found += [f"{mark} is left of a template" for mark in ("[[", "{{") if mark in html]
    return found
