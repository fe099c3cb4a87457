"""Real notices with something changed: what real ones do not hold, or hold rarely, is tried too."""

import copy
import random
from datetime import timedelta

from lxml import etree

import trees

SWAPS = [
    ("PT_OPEN", "PT_RESTRICTED", "PT_COMPETITIVE_NEGOTIATION", "PT_AWARD_CONTRACT_WITHOUT_CALL"),
    ("SINGLE_OPERATOR", "SEVERAL_OPERATORS"),
    ("AC_PRICE", "AC_QUALITY", "AC_COST", "AC_PROCUREMENT_DOC"),
    ("RENEWAL", "NO_RENEWAL"),
    ("AWARDED_CONTRACT", "NO_AWARDED_CONTRACT"),
    ("PROCUREMENT_UNSUCCESSFUL", "REMARK"),
    ("NB_ENVISAGED_CANDIDATE", "NB_MIN_LIMIT_CANDIDATE", "NB_MAX_LIMIT_CANDIDATE"),
    ("DATE_START", "DATE_END"),
    ("LOWEST_PRICE", "MOST_ECONOMICALLY_ADVANTAGEOUS_TENDER"),
    ("EXCLUDING_VAT", "INCLUDING_VAT"),
    ("RECURRENT_CONTRACT", "NO_RECURRENT_CONTRACT"),
    ("MONTHS", "DAYS"),
    ("DURATION_FRAMEWORK_YEAR", "DURATION_FRAMEWORK_MONTH"),
    ("FRAMEWORK", "DPS"),
]
ALTERNATIVES = {name: group for group in SWAPS for name in group}
CODES = {
    "SubTypeCode": ["16", "17", "18", "19", "20", "21", "25", "29", "30", "31", "32", "33", "34", "35", "38", ""],
    "ProcedureCode": ["open", "restricted", "neg-w-call", "neg-wo-call", "comp-dial", "innovation", "oth-mult", "x"],
    "TenderResultCode": ["selec-w", "clos-nw", "open-nw", "unpublished", ""],
    "ContractingSystemTypeCode": ["fa-wo-rc", "fa-w-rc", "fa-mix", "none", "", "dps-nlist"],
    "AwardingCriterionTypeCode": ["price", "quality", "cost", "unpublished"],
    "SubmissionMethodCode": ["required", "allowed", "not-allowed", ""],
    "DescriptionCode": ["UNLIMITED", "UNKNOWN"],
    "StatisticsCode": ["tenders", "t-sme", "t-esubm"],
    "DecisionReasonCode": ["other", "all-rej", ""],
    "ProcessReasonCode": ["true", "false", ""],
}
NUMBERS = {
    "NB_TENDERS_RECEIVED", "OFFERS_RECEIVED_NUMBER", "StatisticsNumeric", "NB_PARTICIPANTS", "DURATION",
    "DurationMeasure", "MaximumOperatorQuantity", "MaximumNumberNumeric", "MinimumQuantity", "MaximumQuantity",
    "NB_ENVISAGED_CANDIDATE", "NB_MIN_LIMIT_CANDIDATE", "NB_MAX_LIMIT_CANDIDATE", "MONTHS", "DAYS",
    "OPE_MINIMUM_NUMBER", "OPE_MAXIMUM_NUMBER", "OPE_ENVISAGED_NUMBER", "NUMBER_POSSIBLE_RENEWALS",
    "DURATION_FRAMEWORK_MONTH", "DURATION_FRAMEWORK_YEAR", "MAX_NUMBER_PARTICIPANTS", "NUMBER_OF_YEARS",
}  # fmt: skip
COUNTS = "0 1 2 3 4 5 6 7 8 48 49 60 61 84 85 96 97 208 209 1461 1462 -1 03 2.0 2.5 x".split()
AMOUNTS = {"VAL_TOTAL", "VAL_ESTIMATED_TOTAL", "LOW", "HIGH", "PayableAmount", "EstimatedOverallContractAmount"}
SUMS = "0 0.01 1 1.01 50 49.99 100 100.01 200 10000 10000.01 -1 1e3".split()
FORMATTED = {"VALUE_COST", "LOW_VALUE", "HIGH_VALUE"}
DATES = {
    "DATE_DISPATCH_NOTICE", "DATE_RECEIPT_TENDERS", "DATE_OPENING_TENDERS", "DATE_START", "DATE_END",
    "IssueDate", "EndDate", "StartDate", "OccurrenceDate", "AwardDate",
}  # fmt: skip
DAYS = [f"202{year}-0{month}-{day}" for year in (3, 7) for month in (1, 2, 7) for day in ("01", "28", "30")]
PERIODS = ("TenderSubmissionDeadlinePeriod", "ParticipationRequestReceptionPeriod")
REMOVABLE = NUMBERS | AMOUNTS | DATES | set(CODES) | set(ALTERNATIVES) | {"LOT_NO", "URL_PARTICIPATION", "Changes"}


def mutant(root, seed):
    """A copy with a few facts changed; the same for the same seed."""
    dice = random.Random(seed)
    changed = copy.deepcopy(root)
    places = [each for each in changed.iter() if trees.name(each) in REMOVABLE | FORMATTED]
    for element in dice.sample(places, min(len(places), dice.randint(1, 12))):
        change(element, dice)
    add_deadlines(changed, dice)
    return changed


def add_deadlines(root, dice):
    """Award notices do not repeat the deadline, so that a decision could not be measured against it."""
    decided = [trees.day(trees.text(each)) for each in root.iter() if trees.name(each) == "AwardDate"]
    for process in trees.children(root, "ProcurementProjectLot/TenderingProcess"):
        known = [each for each in decided if each]
        if not known or dice.random() < 0.3:
            continue
        period = etree.SubElement(process, dice.choice(PERIODS))
        day = dice.choice(known) - timedelta(days=dice.choice([-1, 0, 6, 7, 8, 180, 181]))
        etree.SubElement(period, "EndDate").text = day.isoformat()


def change(element, dice):
    name = trees.name(element)
    if name in REMOVABLE and dice.random() < 0.15:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    elif name in CODES:
        set_text(element, dice.choice(CODES[name]))
    elif name in AMOUNTS:
        set_text(element, dice.choice(SUMS))
        if dice.random() < 0.1:
            element.set("CURRENCY" if "CURRENCY" in element.attrib else "currencyID", "CHF")
    elif name in FORMATTED:
        element.set("FMTVAL", dice.choice(SUMS))
    elif name in NUMBERS and dice.random() < 0.8:
        set_text(element, dice.choice(COUNTS))
        if name == "DURATION":
            element.set("TYPE", dice.choice(["DAY", "MONTH", "YEAR", "OTHER"]))
        if name == "DurationMeasure":
            element.set("unitCode", dice.choice(["DAY", "WEEK", "MONTH", "YEAR", "OTHER"]))
    elif name in DATES and dice.random() < 0.9:
        set_text(element, dice.choice([*DAYS, "2024-02-31", "unpublished"]))
    elif name in ALTERNATIVES:
        element.tag = etree.QName(etree.QName(element).namespace, dice.choice(ALTERNATIVES[name]))


def set_text(element, text):
    for inside in list(element):
        element.remove(inside)
    element.text = text
