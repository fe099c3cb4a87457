"""TED_EXPORT, R2.0.7 to R2.0.9, read from the tree of the first original form."""

import re

from facts import AWARD, CONTRACT, OTHER, VEAT, Award, Call, Length, Lot, Notice, Terms
from trees import amount, below, child, children, count, day, name, starting, text

FORMS = {
    "F02": (CONTRACT, "general"),
    "F05": (CONTRACT, "utilities"),
    "F24": (CONTRACT, "concession"),
    "F03": (AWARD, "general"),
    "F06": (AWARD, "utilities"),
    "F25": (AWARD, "concession"),
    "F15": (VEAT, "general"),
}
SEVERAL_USES = {
    ("F21", "CONTRACT"): (CONTRACT, "social"),
    ("F22", "CONTRACT"): (CONTRACT, "social utilities"),
    ("F23", "PRI"): (CONTRACT, "social concession"),
    ("F21", "AWARD_CONTRACT"): (AWARD, "social"),
    ("F22", "AWARD_CONTRACT"): (AWARD, "social utilities"),
    ("F23", "CONCESSION_AWARD_CONTRACT"): (AWARD, "social concession"),
}
OLD_FORMS = {
    "CONTRACT": (CONTRACT, "classic 2004"),
    "CONTRACT_UTILITIES": (CONTRACT, "utilities 2004"),
    "CONTRACT_DEFENCE": (CONTRACT, "defence"),
    "CONTRACT_AWARD": (AWARD, "classic 2004"),
    "CONTRACT_AWARD_UTILITIES": (AWARD, "utilities 2004"),
    "CONTRACT_AWARD_DEFENCE": (AWARD, "defence"),
    "VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE": (VEAT, None),
}
PROCEDURES = {
    "PT_OPEN": "open",
    "PT_RESTRICTED": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "negotiated",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "negotiated",
    "PT_INVOLVING_NEGOTIATION": "negotiated",
    "PT_COMPETITIVE_DIALOGUE": "dialogue",
    "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": "other",
}


def read(root):
    forms = [
        form
        for section in children(root, "FORM_SECTION")
        for form in section
        if name(form) and form.get("CATEGORY") == "ORIGINAL" and name(form) != "NOTICE_UUID"
    ]
    form = forms[0]
    if name(form).endswith("_2014"):
        return read_209(form)
    return read_208(form)


def read_209(form):
    number = name(form)[:3]
    types = [each.get("TYPE") for each in children(form, "NOTICE")]
    kind, regime = FORMS.get(number) or SEVERAL_USES.get((number, types[0] if types else None), (OTHER, None))
    notice = Notice("R2.0.9", number, kind, regime)
    if kind == OTHER:
        return notice
    notice.dispatched = day(text(child(form, "COMPLEMENTARY_INFO/DATE_DISPATCH_NOTICE")))
    procedure = child(form, "PROCEDURE")
    names = [name(each) for each in procedure if name(each).startswith("PT_")] if procedure is not None else []
    kinds = {PROCEDURES[each] for each in names if each in PROCEDURES}
    if any("WITHOUT" in each for each in names):
        notice.procedure = "direct"
    elif len(kinds) == 1:
        notice.procedure = kinds.pop()
    notice.call = call_209(form)
    if children(form, "PROCEDURE/ACCELERATED_PROC"):
        notice.accelerated = "true"
    for block in children(form, "OBJECT_CONTRACT/OBJECT_DESCR"):
        key = text(child(block, "LOT_NO")) or None
        notice.lots.append(Lot(key, terms_209(block), notice.call))
    for block in children(form, "AWARD_CONTRACT"):
        notice.awards.append(award_209(block, notice.call))
    return notice


def call_209(form):
    call = Call(framework=False, electronic=False)
    call.electronic = bool(children(form, "CONTRACTING_BODY/URL_PARTICIPATION"))
    call.tenders_due = day(text(child(form, "PROCEDURE/DATE_RECEIPT_TENDERS")))
    call.opening = day(text(child(form, "PROCEDURE/OPENING_CONDITION/DATE_OPENING_TENDERS")))
    call.prior_notice = any(text(each) for each in children(form, "PROCEDURE/NOTICE_NUMBER_OJ"))
    call.framework = bool(children(form, "PROCEDURE/FRAMEWORK"))
    call.single = bool(children(form, "PROCEDURE/FRAMEWORK/SINGLE_OPERATOR"))
    call.several = bool(children(form, "PROCEDURE/FRAMEWORK/SEVERAL_OPERATORS"))
    call.operators = count(text(child(form, "PROCEDURE/FRAMEWORK/NB_PARTICIPANTS")))
    call.dps = bool(children(form, "PROCEDURE/DPS"))
    return call


def terms_209(block):
    terms = Terms()
    measure = child(block, "DURATION")
    if measure is not None and (count(text(measure)) or 0) > 0:
        if measure.get("TYPE") in ("DAY", "MONTH", "YEAR"):
            terms.length.measure = (count(text(measure)), measure.get("TYPE"))
    terms.length.start = day(text(child(block, "DATE_START")))
    terms.length.end = day(text(child(block, "DATE_END")))
    for criterion in list(block) + [each for ac in children(block, "AC") for each in ac]:
        if name(criterion) in ("AC_PRICE", "AC_QUALITY", "AC_COST", "AC_PROCUREMENT_DOC"):
            terms.criteria.add("price" if name(criterion) == "AC_PRICE" else "other")
    if children(block, "RENEWAL"):
        terms.renewable = True
    elif children(block, "NO_RENEWAL"):
        terms.renewable = False
    numbers = ("NB_ENVISAGED_CANDIDATE", "NB_MIN_LIMIT_CANDIDATE", "NB_MAX_LIMIT_CANDIDATE")
    terms.candidates = first_above_0(count(text(child(block, each))) for each in numbers)
    return terms


def first_above_0(numbers):
    return next((number for number in numbers if number), None)


def award_209(block, call):
    award = Award(text(child(block, "LOT_NO")) or None, framework=call.framework, deadline=call.tenders_due)
    awarded, failed = child(block, "AWARDED_CONTRACT"), child(block, "NO_AWARDED_CONTRACT")
    if (awarded is None) != (failed is None):
        award.outcome = "awarded" if awarded is not None else "not awarded"
    if failed is not None:
        award.reason = any(
            name(each) in ("PROCUREMENT_UNSUCCESSFUL", "PROCUREMENT_DISCONTINUED") for each in failed
        )
    if awarded is None:
        return award
    award.counts = counts(below(awarded, "NB_TENDERS_RECEIVED"))
    for value in below(awarded, "VAL_ESTIMATED_TOTAL"):
        award.estimate = (amount(text(value)), value.get("CURRENCY"))
    totals = [each for each in below(awarded, "VAL_TOTAL") if amount(text(each)) is not None]
    for value in totals:
        award.low = award.high = (amount(text(value)), value.get("CURRENCY"))
    if not totals:
        for value in below(awarded, "VAL_RANGE_TOTAL"):
            award.low = (amount(text(child(value, "LOW"))), value.get("CURRENCY"))
            award.high = (amount(text(child(value, "HIGH"))), value.get("CURRENCY"))
    return award


def counts(elements):
    return sorted({count(text(each)) for each in elements} - {None})


def read_208(form):
    kind, regime = OLD_FORMS.get(name(form), (OTHER, None))
    notice = Notice("R2.0.8", name(form), kind, regime)
    if kind == OTHER:
        return notice
    notice.dispatched = old_day(below(form, "NOTICE_DISPATCH_DATE"))
    procedures = starting(form, "TYPE_OF_PROCEDURE")
    names = [name(each) for each in procedures[0].iter()][1:] if procedures else []
    words = ("WITHOUT", "DIALOGUE", "RESTRICTED", "NEGOTIATED", "PT_OPEN")
    found = [word for word in words if any(word in each for each in names)]
    notice.procedure = {"WITHOUT": "direct", "PT_OPEN": "open"}.get(found[0], found[0].lower()) if found else None
    if any("ACCELERATED" in each for each in names):
        notice.accelerated = "true"
    notice.call = call_208(form)
    read_terms_208(notice, form)
    for block in below(form, "AWARD_OF_CONTRACT") + below(form, "AWARD_OF_CONTRACT_DEFENCE"):
        notice.awards.append(award_208(block, notice.call))
    return notice


def old_day(elements):
    for element in elements:
        parts = [text(next(iter(below(element, part)), None)) for part in ("YEAR", "MONTH", "DAY")]
        if all(count(part) is not None for part in parts):
            return day("{:04d}-{:02d}-{:02d}".format(*map(count, parts)))
    return None


def call_208(form):
    call = Call(framework=False)
    call.tenders_due = old_day(below(form, "RECEIPT_LIMIT_DATE"))
    openings = [each for block in below(form, "CONDITIONS_FOR_OPENING_TENDERS") for each in below(block, "DATE_TIME")]
    call.opening = old_day(openings)
    call.prior_notice = bool(starting(form, "PREVIOUS_PUBLICATION_EXISTS"))
    involved = []
    for element in starting(form, "NOTICE_INVOLVES"):
        involved += [element.get("VALUE") or ""] + [name(each) for each in element.iter() if each is not element]
    frameworks = frameworks_of(form)
    call.framework = bool(frameworks) or any("FRAMEWORK_AGREEMENT" in each for each in involved)
    call.dps = any("DYNAMIC_PURCHASING" in each for each in involved)
    for framework in frameworks:
        call.single = call.single or bool(below(framework, "SINGLE_OPERATOR"))
        call.several = call.several or bool(below(framework, "SEVERAL_OPERATORS"))
        for wanted in ("MAX_NUMBER_PARTICIPANTS", "NUMBER_PARTICIPANTS"):
            for element in below(framework, wanted):
                call.operators = count(text(element))
    return call


def frameworks_of(form):
    return [each for each in form.iter() if re.fullmatch(r"F[0-9]{2}_FRAMEWORK", name(each))]


def read_terms_208(notice, form):
    notice.terms = terms = Terms()
    annexes = [each for each in form.iter() if re.fullmatch(r"F[0-9]{2}_ANNEX_B", name(each))]
    in_annexes = {period for annex in annexes for period in below(annex, "PERIOD_WORK_DATE_STARTING")}
    periods = [each for each in below(form, "PERIOD_WORK_DATE_STARTING") if each not in in_annexes]
    notice.own_length = bool(periods)
    if periods:
        terms.length = length_208(periods[0])
    for annex in annexes:
        for period in below(annex, "PERIOD_WORK_DATE_STARTING"):
            keys = [text(each) for each in below(annex, "LOT_NUMBER")]
            notice.annex_lengths.append((keys[0] if keys and keys[0] else None, length_208(period)))
    terms.framework_length = Length()
    for framework in frameworks_of(form):
        years = [count(text(each)) for each in below(framework, "DURATION_FRAMEWORK_YEAR")]
        months = [count(text(each)) for each in below(framework, "DURATION_FRAMEWORK_MONTH")]
        number = first_above_0([each * 12 for each in years if each] + months)
        if number:
            terms.framework_length.measure = (number, "MONTH")
    details = starting(form, "AWARD_CRITERIA_DETAIL")
    if details:
        inside = [name(each) for each in details[0].iter()]
        if "LOWEST_PRICE" in inside:
            terms.criteria.add("price")
        if any(each.startswith("MOST_ECONOMICALLY") for each in inside):
            terms.criteria.add("other")
    if below(form, "RECURRENT_CONTRACT"):
        terms.renewable = True
        for wanted in ("NUMBER_POSSIBLE_RENEWALS_RANGE_MAX", "NUMBER_POSSIBLE_RENEWALS"):
            for recurrent in below(form, "RECURRENT_CONTRACT"):
                for element in below(recurrent, wanted):
                    terms.renewals = count(text(element)) if count(text(element)) is not None else terms.renewals
    elif below(form, "NO_RECURRENT_CONTRACT"):
        terms.renewable = False
    numbers = []
    for wanted in ("OPE_ENVISAGED_NUMBER", "OPE_MINIMUM_NUMBER", "OPE_MAXIMUM_NUMBER"):
        for invited in below(form, "MAXIMUM_NUMBER_INVITED"):
            numbers += [count(text(each)) for each in below(invited, wanted)]
    terms.candidates = first_above_0(numbers)


def length_208(period):
    length = Length()
    for wanted in ("MONTHS", "DAYS"):
        number = count(text(child(period, wanted))) or 0
        if number > 0 and length.measure is None:
            length.measure = (number, wanted[:-1])
    length.start = old_day(children(period, "INTERVAL_DATE/START_DATE"))
    length.end = old_day(children(period, "INTERVAL_DATE/END_DATE"))
    return length


def award_208(block, call):
    keys = [text(each) for each in below(block, "LOT_NUMBER")]
    award = Award(keys[0] if keys and keys[0] else None, framework=call.framework, deadline=call.tenders_due)
    if below(block, "ECONOMIC_OPERATOR_NAME_ADDRESS"):
        award.outcome = "awarded"
    award.counts = counts(below(block, "OFFERS_RECEIVED_NUMBER"))
    award.decided = old_day(below(block, "CONTRACT_AWARD_DATE"))
    taxes = set()
    for values in below(block, "CONTRACT_VALUE_INFORMATION"):
        for part in ("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT", "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"):
            for side in below(values, part):
                read_value_208(award, side, part.startswith("INITIAL"))
                taxes |= {name(each) for each in side if name(each) in ("EXCLUDING_VAT", "INCLUDING_VAT")}
        periods = below(values, "NUMBER_OF_YEARS") + below(values, "NUMBER_OF_MONTHS")
        award.obstacle = award.obstacle or any((count(text(each)) or 0) > 0 for each in periods)
    award.obstacle = award.obstacle or len(taxes) == 2
    return award


def read_value_208(award, side, is_estimate):
    currency = side.get("CURRENCY")
    for value in children(side, "VALUE_COST"):
        found = (amount(value.get("FMTVAL")), currency)
        if is_estimate:
            award.estimate = found
        else:
            award.low = award.high = found
    if not is_estimate and not children(side, "VALUE_COST"):
        for low in children(side, "RANGE_VALUE_COST/LOW_VALUE"):
            award.low = (amount(low.get("FMTVAL")), currency)
        for high in children(side, "RANGE_VALUE_COST/HIGH_VALUE"):
            award.high = (amount(high.get("FMTVAL")), currency)
