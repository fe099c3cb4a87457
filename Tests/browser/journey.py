"""One case from the selection list to what its monitor may be told, each step by its own person on the pages."""

from datetime import date, timedelta

from referring import Referring
from reporting import Reporting
from reviewing import Reviewing

REASON = "High score, and close to where our monitors live"


class Journey(Reporting, Reviewing, Referring):
    def __init__(self, people, world):
        self.people, self.world = people, world
        self.coordinator, self.monitor = people["coordinator.it"], people["monitor.it"]
        self.reviewer, self.officer = people["reviewer.it"], people["officer.it"]
        self.approvers = [people["approver1.it"], people["approver2.it"]]
        self.contract = self.case = self.number = self.report = self.referral = None

    def whole(self):
        self.sign_in()
        self.choose_a_contract()
        self.open_a_case()
        self.offer_it()
        self.accept_it()
        self.start_the_report()
        self.prove()
        self.answer_the_form()
        self.state_a_finding()
        self.submit()
        self.ask_for_changes()
        self.correct_and_resubmit()
        self.recommend()
        self.approve_the_report()
        self.prepare_the_referral()
        self.approve_the_referral()
        self.seal_and_send()
        self.acknowledge_and_ask()
        self.answer_the_authority()
        self.conclude()
        self.close_and_tell()
        return self

    def sign_in(self):
        visitor = self.coordinator
        visitor.go("/").go("/contracts")
        assert visitor.path == "/sign-in", "the selection list is open to everybody"
        visitor.go("/sign-in").fill(email="nobody@demo.example", password="wrong").send(status=422)
        nobody = visitor.page.inner_text("#error-summary")
        visitor.go("/sign-in").fill(email="coordinator.it@demo.example", password="wrong").send(status=422)
        assert visitor.page.inner_text("#error-summary") == nobody, "the answer tells who has an account"
        for person in self.people.values():
            person.sign_in()

    def choose_a_contract(self):
        """Filters by country and score, then by text, and takes off what was chosen."""
        coordinator = self.coordinator
        coordinator.go("/contracts")
        everything = coordinator.page.locator("tbody tr").count()
        coordinator.fill(country="IT").put("min_score", self.option("min_score", 1))
        coordinator.press("form.filter button")
        italian = coordinator.page.locator("tbody tr").count()
        assert 0 < italian < everything
        assert coordinator.page.locator(".chosen a").count() == 2
        title = coordinator.page.locator("tbody a").first.inner_text()
        coordinator.fill(q=title).press("form.filter button")
        assert coordinator.page.locator("tbody a").first.inner_text() == title
        coordinator.go("/contracts?q=nosuchwordanywhere")
        assert coordinator.page.locator("tbody tr").count() == 0
        coordinator.go("/contracts?country=IT&min_score=1").press("tbody a")
        self.contract = coordinator.path

    def option(self, name, place):
        """The value of a selection's option by its place."""
        return self.coordinator.page.locator(f'main [name="{name}"] option').nth(place).get_attribute("value")

    def open_a_case(self):
        coordinator = self.coordinator
        coordinator.send(status=422)
        assert coordinator.error_summary() == ["#reason"]
        coordinator.fill(reason=REASON).send()
        self.case = coordinator.path
        assert self.case.startswith("/cases/")
        self.number = coordinator.page.locator(".identity-number").inner_text().split()[0]
        coordinator.go("/cases")
        assert coordinator.reads(self.number)

    def offer_it(self):
        coordinator = self.coordinator
        coordinator.go(self.case).press('a[href$="/assignments/new"]')
        coordinator.send(status=422)
        assert len(coordinator.error_summary()) == 2
        monitors = coordinator.page.locator('main [name="monitor_id"]')
        assert monitors.count() == 1, "another organisation's monitor is offered, or ours is not"
        monitors.check()
        coordinator.date("due_on", date.today() + timedelta(days=60)).send()
        assert coordinator.path == self.case

    def accept_it(self):
        monitor = self.monitor
        monitor.go("/my-cases").press(f'h3 a[href^="{self.case}"]')
        assert not monitor.offers('form[action$="/moves/accept"]'), "accepting is offered before the declaration"
        self.declare(monitor)
        monitor.go(self.case).move("accept")
        monitor.go("/my-cases")

    def declare(self, person):
        """Declares that there is no conflict, where the page that is shown asks for it, and comes back to that page."""
        asked = person.path
        person.press('a[href*="/declaration"]')
        person.send(status=422)
        person.error_summary()
        person.fill(has_conflict="no").send()
        assert person.path == asked, f"declared on {asked}, led to {person.path}"

    def close_and_tell(self):
        self.coordinator.go(self.case).move("close")
        self.monitor.go(self.case)
        assert self.monitor.reads(self.message), "the monitor does not read what may be told"
        assert not self.monitor.offers(f'a[href^="{self.referral}"]')
