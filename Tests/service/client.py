"""One person's use of the API: bearer token, entity tags, and a claim about the status of each answer."""

import httpx

API = "/api/v1/"


class Client:
    def __init__(self, origin, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.Client(base_url=origin + API, headers=headers, timeout=60)

    def close(self):
        self.http.close()

    def ask(self, method, path, status=None, body=None, tag=None, key=None, **more):
        """The response. `status` is what it must be, `tag` goes into If-Match, `key` into Idempotency-Key."""
        headers = more.pop("headers", {})
        if tag is not None:
            headers["If-Match"] = tag if isinstance(tag, str) else f'"{tag}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more["json"] = body
        answer = self.http.request(method, path, headers=headers, **more)
        if status is not None:
            assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text[:600]}"
        return answer

    def get(self, path, status=200, **more):
        return self.ask("GET", path, status, **more).json()

    def post(self, path, body, status=201, **more):
        return self.ask("POST", path, status, body, **more).json()

    def tag(self, path):
        """The entity tag of a record as this person reads it now."""
        return self.ask("GET", path, 200).headers["ETag"]

    def moves(self, kind, record):
        return self.get(f"{kind}s/{record}/moves")

    def move(self, kind, record, action, reason=None, data=None, status=200, version=None):
        """Makes a move from the version that stands now, or from the one given."""
        path = f"{kind}s/{record}/moves"
        body = {"action": action}
        body |= {} if reason is None else {"reason": reason}
        body |= {} if data is None else {"data": data}
        tag = self.moves(kind, record)["version"] if version is None else version
        return self.ask("POST", path, status, body, tag=tag).json()

    def patch_answers(self, report, answers, status=200, version=None):
        tag = self.tag(f"reports/{report}") if version is None else version
        return self.ask("PATCH", f"reports/{report}/answers", status, answers, tag=tag)

    def upload(self, report, name, content, media_type, title, origin="Site visit", status=201):
        files = {"file": (name, content, media_type)}
        return self.ask(
            "POST", f"reports/{report}/evidence", status, files=files, data={"title": title, "origin": origin}
        ).json()

    def download(self, path):
        return self.ask("GET", path, 200).content


# Words that only our source, PostgreSQL or a stack trace would say.
INSIDE = (
    "SELECT",
    "INSERT",
    "casebridge.",
    "casebridge_",
    "PostgreSQL",
    "SQLSTATE",
    "ERROR",
    "DETAIL",
    ".swift",
    "Swift.",
)


def refused(answer, status, code):
    """Claims a problem document (RFC 9457) of this status and code that tells nothing of our inside, and gives it."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text[:400]}"
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.headers
    problem = answer.json()
    assert problem["code"] == code, problem
    assert (problem["status"], problem["type"]) == (status, "/problems/" + code)
    assert problem["title"] and problem["detail"]
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert not [word for word in INSIDE if word in answer.text], answer.text
    return problem


def pointers(problem):
    return {entry["pointer"]: entry["code"] for entry in problem["errors"] if "pointer" in entry}
