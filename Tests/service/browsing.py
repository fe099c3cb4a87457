"""A browser on the pages: keeps cookies, and posts forms as the pages would."""

import re

import httpx

from people import email

SESSION = "__Host-casebridge"
TICKET = "__Host-casebridge-step"
FAILURES = "DELETE FROM casebridge.sign_in_failure RETURNING 1"


class Browser:
    """Keeps cookies itself: httpx would not send them without TLS."""

    def __init__(self, service):
        self.service = service
        self.cookies = {}

    def ask(self, method, path, **fields):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Origin": self.service.server.origin, "User-Agent": "Mozilla/5.0 Firefox/140.0"}
        answer = httpx.request(
            method, self.service.server.origin + path, headers=headers, data=fields or None, timeout=30
        )
        for cookie in answer.headers.get_list("set-cookie"):
            name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        return answer

    def get(self, path, status=200):
        answer = self.ask("GET", path)
        assert answer.status_code == status, answer.text[:500]
        return answer

    def post(self, path, status, **fields):
        """Posts the fields with the token of the page's form, as that form would."""
        page = self.ask("GET", "/account").text
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        answer = self.ask("POST", path, csrf=token[1] if token else "", **fields)
        assert answer.status_code == status, f"{answer.status_code} {answer.text[:500]}"
        return answer

    def password(self, person, next=""):
        password = self.service.people[person]["password"]
        return self.ask("POST", "/sign-in", email=email(person), password=password, next=next)

    def is_signed_in(self):
        return self.ask("GET", "/account").status_code == 200
