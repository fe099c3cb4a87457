"""Pictures of the demonstration world for the documents: `python pictures.py FOLDER`, started by ops/screenshots.

The whole path is walked first, so that every page has something to say; a few more cases fill the lists."""

import base64
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "service"))

from conftest import LANGUAGES, launch  # noqa: E402
from demonstration import World  # noqa: E402
from journey import Journey  # noqa: E402
from person import Person  # noqa: E402

SIZE = {"width": 1200, "height": 800}
# Chromium itself writes the small files: a third of the bytes of PNG, and no other program is needed.
AS_WEBP = """async data => {
  const image = new Image()
  image.src = 'data:image/png;base64,' + data
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas.toDataURL('image/webp', 0.82).split(',')[1]
}"""
MORE_CASES = 5
# Charts of months need months: the cases of the demonstration are opened within a minute.
SPREAD = """
    UPDATE casebridge.case_file c SET opened_at = c.opened_at - make_interval(days => 25 * n.place::int)
    FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM casebridge.case_file) n WHERE n.id = c.id
    RETURNING 1"""


class Uncrawled:
    """Nobody looks at these pages a second time."""

    def meet(self, person, kind, html):
        pass


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        world = World(Path(place))
        browser = launch(playwright)
        try:
            world.start()
            take(browser, world, folder)
        finally:
            browser.close()
            world.close()


def take(browser, world, folder):
    people = {
        name: Person(browser, world.origin, name, world.passwords[name], "en", Uncrawled()) for name in LANGUAGES
    }
    journey = Journey(people, world).whole()
    fill_lists(people["coordinator.it"])
    world.rows(SPREAD)
    coordinator = people["coordinator.it"]
    month = (date.today() + timedelta(days=7)).strftime("%Y-%m")
    darkroom = browser.new_page()
    for name, person, address in (
        ("desk", coordinator, "/"),
        ("contracts", coordinator, "/contracts"),
        ("contract", coordinator, journey.contract),
        ("case", coordinator, journey.case),
        ("calendar", coordinator, f"/calendar?month={month}"),
        ("statistics", coordinator, "/statistics"),
        ("referral", people["officer.it"], journey.referral),
    ):
        person.page.set_viewport_size(SIZE)
        person.go(address)
        taken = base64.b64encode(person.page.screenshot()).decode()
        file = folder / f"{name}.webp"
        file.write_bytes(base64.b64decode(darkroom.evaluate(AS_WEBP, taken)))
        print(file)


def fill_lists(coordinator):
    """More cases of the same organisation, every second one offered."""
    coordinator.go("/contracts?country=IT")
    contracts = coordinator.page.locator('tbody a[href^="/contracts/"]')
    addresses = [link.get_attribute("href") for link in contracts.all()]
    opened = 0
    for address in addresses:
        coordinator.go(address)
        if opened == MORE_CASES or not coordinator.offers('textarea[name="reason"]'):
            continue
        coordinator.fill(reason="High score, and close to where our monitors live").send()
        opened += 1
        if opened % 2:
            coordinator.press('a[href$="/assignments/new"]')
            coordinator.page.locator('main [name="monitor_id"]').first.check()
            coordinator.date("due_on", date.today() + timedelta(days=3 + 4 * opened)).send()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
