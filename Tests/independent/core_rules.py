"""The fifteen core indicators, from their written rules: results are (lot, result) in document order."""

import calendar
from datetime import date

from facts import AWARD, CONTRACT, VEAT, Length

FLAG, NO_FLAG, NOT_APPLICABLE, MISSING = "flag", "no_flag", "not_applicable", "missing_data"
NONE = [(None, NOT_APPLICABLE)]
CONCESSIONS = ("concession", "social concession")
LIGHT = ("F21", "F22", "F23", "F24")


def assess(notice):
    return {name: rule(notice) or NONE for name, rule in RULES.items()}


def decided(is_flag):
    return FLAG if is_flag else NO_FLAG


def on_awards(rule):
    def applied(notice):
        return [(each.key, rule(notice, each)) for each in notice.awards] if notice.kind == AWARD else NONE

    return applied


def tenders(notice, award):
    """A number of tenders, or the result that stands before any comparison."""
    if award.outcome == "not awarded" or notice.procedure == "direct":
        return NOT_APPLICABLE
    if award.outcome == "unknown" or len(award.counts) != 1 or award.counts[0] == 0:
        return MISSING
    return award.counts[0]


@on_awards
def single_bid(notice, award):
    number = tenders(notice, award)
    return decided(number == 1) if isinstance(number, int) else number


@on_awards
def few_bids(notice, award):
    number = tenders(notice, award)
    if not isinstance(number, int):
        return number
    return NOT_APPLICABLE if number == 1 else decided(number < 3)


def no_prior_publication(notice):
    if notice.kind == VEAT:
        return [(None, FLAG)]
    if notice.kind != AWARD:
        return NONE
    if notice.procedure is None:
        return [(None, MISSING)]
    return [(None, decided(notice.procedure == "direct"))]


def accelerated_procedure(notice):
    if notice.kind not in (CONTRACT, AWARD):
        return NONE
    is_light = notice.regime in ("concession", "social", "social utilities", "social concession")
    if (notice.series == "eForms" and is_light) or (notice.series == "R2.0.9" and notice.form not in ("F02", "F03")):
        return NONE
    if notice.accelerated == "true":
        return [(None, FLAG)]
    if notice.procedure is None:
        return [(None, MISSING)]
    if notice.procedure not in ("open", "restricted", "negotiated"):
        return NONE
    if notice.series == "eForms" and notice.accelerated != "false":
        return [(None, MISSING)]
    return [(None, NO_FLAG)]


# Base, electronic submission, prior notice, accelerated.
MINIMUMS = {
    "general": {"open": (35, 30, 15, 15)}
    | dict.fromkeys(("restricted", "negotiated"), (30, None, None, 15))
    | dict.fromkeys(("dialogue", "innovation"), (30, None, None, None)),
    "utilities": {"open": (35, 30, 15, 15)}
    | dict.fromkeys(("restricted", "negotiated", "dialogue", "innovation"), (15, None, None, None)),
    "defence": {"dialogue": (30, None, None, None)}
    | dict.fromkeys(("restricted", "negotiated"), (30, None, None, 10)),
    "classic 2004": {"open": (40, None, 22, None), "dialogue": (30, None, None, None)}
    | dict.fromkeys(("restricted", "negotiated"), (30, None, None, 10)),
    "utilities 2004": {"open": (40, None, 22, None)}
    | dict.fromkeys(("restricted", "negotiated"), (15, None, None, None)),
}


def calls(notice):
    """The notice's own in TED, each lot's in eForms."""
    if notice.call is not None:
        return [(None, notice.call)]
    return [(lot.key, lot.call) for lot in notice.lots]


def short_submission_period(notice):
    if notice.kind != CONTRACT:
        return NONE
    return [(key, period(notice, call)) for key, call in calls(notice)]


def period(notice, call):
    if notice.regime in ("social", "social utilities", "social concession"):
        return NOT_APPLICABLE
    if notice.regime == "concession":
        minimums = (30, 25, None, None)
    elif notice.procedure is None:
        return MISSING
    else:
        minimums = MINIMUMS[notice.regime].get(notice.procedure)
    if minimums is None:
        return NOT_APPLICABLE
    both = (call.tenders_due, call.requests_due)
    first, second = both if notice.procedure == "open" else both[::-1]
    deadline = first or second
    if notice.changed or notice.dispatched is None or deadline is None:
        return MISSING
    days = (deadline - notice.dispatched).days
    if days < 0 or (notice.accelerated == "both" and minimums[3]):
        return MISSING
    holds = (True, call.electronic is not False, call.prior_notice, notice.accelerated == "true")
    return decided(days < min(bound for bound, held in zip(minimums, holds, strict=True) if held and bound))


def framework_single_operator(notice):
    if notice.kind != CONTRACT:
        return NONE
    return [(key, operators(call)) for key, call in calls(notice)]


def operators(call):
    if call.framework is None:
        return MISSING
    if not call.framework:
        return NOT_APPLICABLE
    if call.single and call.several:
        return MISSING
    if call.single or call.operators == 1:
        return FLAG
    return NO_FLAG if call.several or (call.operators or 0) > 1 else MISSING


def lots(notice):
    """The notice's own terms in R2.0.7/8, each lot's elsewhere."""
    if notice.terms is not None:
        return [(None, notice.terms, notice.call)]
    return [(lot.key, lot.terms, lot.call) for lot in notice.lots]


def add_months(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def longer(length, months):
    """Whether longer than so many months; None when the length is unknown."""
    if length.measure:
        number, unit = length.measure
        if unit == "MONTH":
            return number > months
        if unit == "YEAR":
            return number * 12 > months
        return number * (7 if unit == "WEEK" else 1) * 16 > months * 487
    if length.start and length.end and length.start <= length.end:
        return length.end > add_months(length.start, months)
    return True if length.unlimited else None


def by_length(length, months):
    is_longer = longer(length, months)
    return MISSING if is_longer is None else decided(is_longer)


FRAMEWORK_MONTHS = (
    dict.fromkeys(("general", "social", "classic 2004"), 48)
    | dict.fromkeys(("utilities", "social utilities", "utilities 2004"), 96)
    | {"defence": 84}
)


def framework_too_long(notice):
    if notice.kind != CONTRACT:
        return NONE
    results = []
    for key, terms, call in lots(notice):
        if call.framework is None:
            results.append((key, MISSING))
        elif not call.framework or notice.regime not in FRAMEWORK_MONTHS:
            results.append((key, NOT_APPLICABLE))
        else:
            length = terms.framework_length if notice.terms is not None else terms.length
            results.append((key, by_length(length, FRAMEWORK_MONTHS[notice.regime])))
    return results


def long_contract(notice):
    if notice.kind != CONTRACT:
        return NONE
    lengths = [(key, terms.length, call) for key, terms, call in lots(notice)]
    if notice.terms is not None:
        own = lengths if notice.own_length or not notice.annex_lengths else []
        lengths = own + [(key, length, notice.call) for key, length in notice.annex_lengths]
    months = 60 if notice.regime in CONCESSIONS else 48
    return [
        (key, NOT_APPLICABLE if call.framework or call.dps else by_length(length or Length(), months))
        for key, length, call in lengths
    ]


def opening_differs(notice):
    if notice.kind != CONTRACT or (notice.series == "R2.0.9" and notice.form in LIGHT):
        return NONE
    return [(key, opening(notice, call)) for key, call in calls(notice)]


def opening(notice, call):
    if notice.procedure is None:
        return MISSING
    if notice.procedure != "open":
        return NOT_APPLICABLE
    if call.tenders_due is None or call.opening is None:
        return MISSING
    return decided(call.tenders_due != call.opening)


@on_awards
def final_value(notice, award):
    if award.outcome == "not awarded" or award.framework:
        return NOT_APPLICABLE
    values = (award.estimate, award.low, award.high)
    if award.outcome == "unknown" or award.obstacle or any(number is None for number, _ in values):
        return MISSING
    estimate, low, high = (number for number, _ in values)
    currencies = {currency for _, currency in values}
    if min(estimate, low, high) <= 1 or low > high or len(currencies) > 1 or None in currencies:
        return MISSING
    if high * 100 < estimate or low > estimate * 100:
        return MISSING
    if low > estimate or high * 2 < estimate:
        return FLAG
    return NO_FLAG if high <= estimate and low * 2 >= estimate else MISSING


def price_only(notice):
    if notice.kind not in (CONTRACT, AWARD) or (notice.series == "R2.0.9" and notice.form in (*LIGHT, "F25")):
        return NONE
    is_untyped = notice.series == "eForms" and notice.regime in CONCESSIONS
    results = []
    for key, terms, _ in lots(notice):
        if notice.procedure == "direct" or is_untyped:
            results.append((key, NOT_APPLICABLE))
        elif not terms.criteria or (notice.terms is not None and len(terms.criteria) == 2):
            results.append((key, MISSING))
        else:
            results.append((key, decided(terms.criteria == {"price"})))
    return results


def not_awarded_without_reason(notice):
    return NONE if notice.series == "R2.0.8" else reasons(notice)


@on_awards
def reasons(_, award):
    if award.outcome == "awarded" or award.goes_on:
        return NOT_APPLICABLE
    return MISSING if award.outcome == "unknown" else decided(not award.reason)


def many_renewals(notice):
    if notice.kind != CONTRACT or (notice.series == "R2.0.9" and notice.form in LIGHT):
        return NONE
    results = []
    for key, terms, _ in lots(notice):
        if terms.renewals is not None:
            results.append((key, decided(terms.renewals > 2)))
        else:
            results.append((key, NO_FLAG if terms.renewable is False else MISSING))
    return results


CANDIDATES = {
    "general": {"restricted": 5, "negotiated": 3, "dialogue": 3, "innovation": 3},
    "classic 2004": {"restricted": 5, "negotiated": 3, "dialogue": 3},
    "defence": {"restricted": 3, "negotiated": 3, "dialogue": 3},
}


def few_candidates(notice):
    if notice.kind != CONTRACT or (notice.series == "R2.0.9" and notice.form in LIGHT):
        return NONE
    minimums = CANDIDATES.get(notice.regime)
    results = []
    for key, terms, _ in lots(notice):
        if minimums is None:
            results.append((key, NOT_APPLICABLE))
        elif notice.procedure is None:
            results.append((key, MISSING))
        elif notice.procedure not in minimums or terms.candidates is None:
            results.append((key, NOT_APPLICABLE))
        else:
            results.append((key, decided(terms.candidates < minimums[notice.procedure])))
    return results


@on_awards
def decision_period(_, award):
    if award.outcome == "not awarded":
        return NOT_APPLICABLE
    if award.decided is None or award.deadline is None or award.decided < award.deadline:
        return MISSING
    return decided(not 7 <= (award.decided - award.deadline).days <= 180)


RULES = {
    "single-bid": single_bid,
    "few-bids": few_bids,
    "no-prior-publication": no_prior_publication,
    "accelerated-procedure": accelerated_procedure,
    "short-submission-period": short_submission_period,
    "framework-single-operator": framework_single_operator,
    "framework-too-long": framework_too_long,
    "long-contract": long_contract,
    "opening-differs-from-deadline": opening_differs,
    "final-value-far-from-estimate": final_value,
    "price-only": price_only,
    "not-awarded-without-reason": not_awarded_without_reason,
    "many-renewals": many_renewals,
    "few-candidates": few_candidates,
    "decision-period": decision_period,
}
