"""eForms, read from the tree."""

from datetime import date

from facts import AWARD, CONTRACT, OTHER, VEAT, Award, Call, Lot, Notice, Terms
from trees import amount, child, children, count, day, text

EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension/"
REGIMES = ("general", "utilities", "defence", "concession", "social", "social utilities", "social concession")
SUBTYPES = (
    {str(16 + place): (CONTRACT, regime) for place, regime in enumerate(REGIMES[:6])}
    | {str(29 + place): (AWARD, regime) for place, regime in enumerate(REGIMES)}
    | {str(25 + place): (VEAT, regime) for place, regime in enumerate(REGIMES[:4])}
)
TYPES = {
    "cn-standard": (CONTRACT, "general"),
    "cn-social": (CONTRACT, "social"),
    "can-standard": (AWARD, "general"),
    "can-social": (AWARD, "social"),
    "veat": (VEAT, "general"),
}
PROCEDURES = {
    "open": "open",
    "restricted": "restricted",
    "neg-w-call": "negotiated",
    "comp-dial": "dialogue",
    "innovation": "innovation",
    "neg-wo-call": "direct",
} | dict.fromkeys(("oth-single", "oth-mult", "comp-tend", "exp-int-rail"), "other")
OUTCOMES = {"selec-w": "awarded", "clos-nw": "not awarded", "open-nw": "not awarded"}
CRITERION = "TenderingTerms/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion/AwardingCriterionTypeCode"


def read(root):
    subtype = text(child(root, EXTENSION + "NoticeSubType/SubTypeCode"))
    if subtype:
        kind, regime = SUBTYPES.get(subtype, (OTHER, None))
    else:
        kind, regime = TYPES.get(text(child(root, "NoticeTypeCode")), (OTHER, None))
    notice = Notice("eForms", subtype, kind, regime)
    if kind == OTHER:
        return notice
    notice.dispatched = real_day(text(child(root, "IssueDate")))
    notice.changed = bool(children(root, EXTENSION + "Changes"))
    read_procedure(notice, root)
    for lot in children(root, "ProcurementProjectLot"):
        keys = [text(each) for each in children(lot, "ID") if each.get("schemeName") == "Lot"]
        if keys:
            notice.lots.append(Lot(keys[0], terms(lot), call(lot, regime)))
    read_awards(notice, root)
    return notice


def real_day(raw):
    found = day(raw)
    return None if found == date(1970, 1, 1) else found


def read_procedure(notice, root):
    notice.procedure = PROCEDURES.get(text(child(root, "TenderingProcess/ProcedureCode")))
    stated = set()
    for reason in children(root, "TenderingProcess/ProcessJustification/ProcessReasonCode"):
        if reason.get("listName") == "direct-award-justification" and text(reason):
            notice.procedure = "direct"
        if reason.get("listName") == "accelerated-procedure":
            stated.add(text(reason))
    stated &= {"true", "false"}
    notice.accelerated = stated.pop() if len(stated) == 1 else "both" if stated else "absent"


def coded(lot, path, list_name):
    return {text(each) for each in children(lot, path) if each.get("listName") == list_name}


def call(lot, regime):
    found = Call()
    process = "TenderingProcess/"
    found.tenders_due = real_day(text(child(lot, process + "TenderSubmissionDeadlinePeriod/EndDate")))
    found.requests_due = real_day(text(child(lot, process + "ParticipationRequestReceptionPeriod/EndDate")))
    found.opening = real_day(text(child(lot, process + "OpenTenderEvent/OccurrenceDate")))
    submission = coded(lot, process + "SubmissionMethodCode", "esubmission")
    found.electronic = yes_or_no(submission, {"required", "allowed"}, {"not-allowed"})
    found.prior_notice = any(text(each) for each in children(lot, process + "NoticeDocumentReference/ID"))
    system = process + "ContractingSystem/ContractingSystemTypeCode"
    framework = coded(lot, system, "framework-agreement")
    found.framework = yes_or_no(framework, {"fa-wo-rc", "fa-w-rc", "fa-mix"}, {"none"})
    if regime in ("concession", "social concession"):
        found.framework = False
    found.dps = bool(coded(lot, system, "dps-usage") - {"none", ""})
    found.operators = count(text(child(lot, process + "FrameworkAgreement/MaximumOperatorQuantity")))
    return found


def yes_or_no(codes, yes, no):
    if bool(codes & yes) == bool(codes & no):
        return None
    return bool(codes & yes)


def terms(lot):
    found = Terms()
    period = "ProcurementProject/PlannedPeriod/"
    measure = child(lot, period + "DurationMeasure")
    if measure is not None and (count(text(measure)) or 0) > 0:
        if measure.get("unitCode") in ("DAY", "WEEK", "MONTH", "YEAR"):
            found.length.measure = (count(text(measure)), measure.get("unitCode"))
    found.length.start = real_day(text(child(lot, period + "StartDate")))
    found.length.end = real_day(text(child(lot, period + "EndDate")))
    found.length.unlimited = any(text(each) == "UNLIMITED" for each in children(lot, period + "DescriptionCode"))
    codes = {text(each) for each in children(lot, CRITERION)} & {"price", "quality", "cost"}
    found.criteria = {"price" if code == "price" else "other" for code in codes}
    found.renewals = count(text(child(lot, "ProcurementProject/ContractExtension/MaximumNumberNumeric")))
    short_list = "TenderingProcess/EconomicOperatorShortList/"
    numbers = [count(text(child(lot, short_list + each))) for each in ("MinimumQuantity", "MaximumQuantity")]
    found.candidates = next((number for number in numbers if number), None)
    return found


def read_awards(notice, root):
    result = EXTENSION + "NoticeResult/"
    tenders = {text(child(each, "ID")): each for each in children(root, result + "LotTender")}
    contracts = {text(child(each, "ID")): each for each in children(root, result + "SettledContract")}
    lots = {lot.key: lot for lot in reversed(notice.lots)}
    estimates = {}
    for lot in children(root, "ProcurementProjectLot"):
        value = child(lot, "ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount")
        if value is not None:
            estimates.setdefault(text(child(lot, "ID")), (amount(text(value)), value.get("currencyID")))
    for each in children(root, result + "LotResult"):
        award = award_of(each, tenders, contracts)
        award.estimate = estimates.get(award.key, (None, None))
        if award.key in lots:
            lot_call = lots[award.key].call
            award.framework = lot_call.framework
            award.deadline = deadline(notice.procedure, lot_call)
        notice.awards.append(award)


def deadline(procedure, lot_call):
    both = (lot_call.tenders_due, lot_call.requests_due)
    first, second = both if procedure == "open" else both[::-1]
    return first or second


def award_of(result, tenders, contracts):
    award = Award(text(child(result, "TenderLot/ID")) or None)
    code = text(child(result, "TenderResultCode"))
    award.outcome, award.goes_on = OUTCOMES.get(code, "unknown"), code == "open-nw"
    award.reason = bool(text(child(result, "DecisionReason/DecisionReasonCode")))
    numbers = set()
    for statistic in children(result, "ReceivedSubmissionsStatistics"):
        if text(child(statistic, "StatisticsCode")) == "tenders":
            numbers.add(count(text(child(statistic, "StatisticsNumeric"))))
    award.counts = sorted(numbers - {None})
    own = [contracts[text(each)] for each in children(result, "SettledContract/ID") if text(each) in contracts]
    days = [real_day(text(child(each, "AwardDate"))) for each in own]
    award.decided = min((each for each in days if each and each != date(2000, 1, 1)), default=None)
    sum_up(award, result, tenders, own)
    return award


def sum_up(award, result, tenders, contracts):
    listed = {text(each) for each in children(result, "LotTender/ID")}
    named = {text(each) for contract in contracts for each in children(contract, "LotTender/ID")}
    if named:
        winners = {
            each
            for each in named
            if each in tenders and (each in listed or text(child(tenders[each], "TenderLot/ID")) == award.key)
        }
    else:
        winners = listed if len(listed) == 1 else set()
    values = []
    for each in winners:
        value = child(tenders[each], "LegalMonetaryTotal/PayableAmount") if each in tenders else None
        values.append((amount(text(value)), value.get("currencyID")) if value is not None else (None, None))
    if values and all(number is not None for number, _ in values):
        currencies = {currency for _, currency in values}
        award.low = award.high = (sum(number for number, _ in values), currencies.pop())
        award.obstacle = bool(currencies)
