"""Indicators of the catalogues beyond the core ones, on eForms and R2.0.9, from the comments of their rule files.

What reads the facts is this file and the readers of the core rules; nothing is taken from the program's own source.
The forms of R2.0.7/8 are left out: what these rules ask stands there in prose or not at all.
"""

from decimal import Decimal

from core_rules import CONCESSIONS, FLAG, LIGHT, MISSING, NO_FLAG, NONE, NOT_APPLICABLE, decided
from facts import AWARD, CONTRACT, OTHER, VEAT
from read_eforms import EXTENSION
from trees import amount, below, child, children, name, text

COUNTRIES = dict(
    each.split(":")
    for each in """AUT:AT BEL:BE BGR:BG HRV:HR CYP:CY CZE:CZ DNK:DK EST:EE FIN:FI FRA:FR DEU:DE GRC:GR HUN:HU IRL:IE
    ITA:IT LVA:LV LTU:LT LUX:LU MLT:MT NLD:NL POL:PL PRT:PT ROU:RO SVK:SK SVN:SI ESP:ES SWE:SE NOR:NO ISL:IS CHE:CH
    GBR:GB MKD:MK LIE:LI ALB:AL SRB:RS MNE:ME BIH:BA TUR:TR""".split()
)
BOUNDS = {"HU": ("HUF", {"works": 1_500_000_000, "supplies": 10**9, "services": 10**9})}
EUROS = ("EUR", dict.fromkeys(("works", "supplies", "services"), 5_000_000))
ROADS = ("45221", "45233", "45234")
CAUSES = ("all-rej", "ins-fund", "chan-need")
TWO_STAGES = ("restricted", "negotiated", "dialogue", "innovation")
WEIGHT = f"{EXTENSION}AwardCriterionParameter"


class Source:
    """The tree beside what the core rules read of it."""

    def __init__(self, root, notice, form):
        self.root, self.notice, self.form = root, notice, form
        self.is_eforms = notice.series == "eForms"
        path = "ProcurementProjectLot" if self.is_eforms else "OBJECT_CONTRACT/OBJECT_DESCR"
        blocks = children(form, path)
        if self.is_eforms:
            blocks = [each for each in blocks if any(i.get("schemeName") == "Lot" for i in children(each, "ID"))]
        self.lots = list(zip(blocks, notice.lots, strict=True))

    def value(self, block, path, attribute):
        found = child(block, path)
        return (None, None) if found is None else (amount(text(found)), found.get(attribute))

    @property
    def country(self):
        if not self.is_eforms:
            codes = [e.get("VALUE") for e in below(self.root, "ISO_COUNTRY")]
            return {"UK": "GB", "EL": "GR"}.get(codes[0], codes[0]) if codes else None
        buyers = [text(e) for e in children(self.root, "ContractingParty/Party/PartyIdentification/ID")]
        for buyer in buyers:
            for organisation in children(self.root, EXTENSION + "Organizations/Organization"):
                points = children(organisation, "TouchPoint/PartyIdentification/ID")
                names = {text(e) for e in children(organisation, "Company/PartyIdentification/ID") + points}
                code = text(child(organisation, "Company/PostalAddress/Country/IdentificationCode"))
                if buyer in names and code in COUNTRIES:
                    return COUNTRIES[code]
        return None

    def nature(self, block):
        if self.is_eforms:
            own = text(child(block, "ProcurementProject/ProcurementTypeCode")) if block is not None else ""
            return own or text(child(self.root, "ProcurementProject/ProcurementTypeCode"))
        kinds = [e.get("CTYPE") for e in children(self.form, "OBJECT_CONTRACT/TYPE_CONTRACT")]
        return kinds[0].lower() if kinds else ""

    def estimate(self, block):
        own = (
            self.value(block, "ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount", "currencyID")
            if self.is_eforms
            else self.value(block, "VAL_OBJECT", "CURRENCY")
        )
        if own[0] is not None or len(self.lots) > 1:
            return own
        return self.whole()

    def whole(self):
        if self.is_eforms:
            path = "ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount"
            return self.value(self.root, path, "currencyID")
        return self.value(self.form, "OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL", "CURRENCY")


def high(source, value, nature):
    currency, bounds = BOUNDS.get(source.country, EUROS)
    number, unit = value
    if number is None or number <= 1:
        return MISSING
    if unit != currency:
        return NOT_APPLICABLE
    return decided(number > Decimal(bounds[nature])) if nature in bounds else MISSING


def on_lots(rule, light=True):
    def applied(source):
        if source.notice.kind != CONTRACT or (not light and source.notice.form in LIGHT):
            return NONE
        return [(lot.key, rule(source, block, lot)) for block, lot in source.lots]

    return applied


@on_lots
def high_estimate(source, block, lot):
    if lot.call.framework:
        return NOT_APPLICABLE
    return high(source, source.estimate(block), source.nature(block))


@on_lots
def cartel_prone(source, block, lot):
    if source.country != "HU":
        return NOT_APPLICABLE
    path = "ProcurementProject/MainCommodityClassification/ItemClassificationCode"
    if source.is_eforms:
        code = text(child(block, path)) or text(child(source.root, path))
    else:
        codes = children(block, "CPV_ADDITIONAL/CPV_CODE") + children(source.form, "OBJECT_CONTRACT/CPV_MAIN/CPV_CODE")
        code = codes[0].get("CODE") if codes else ""
    return decided(code.startswith(ROADS)) if code else MISSING


def demand(kinds, prefix):
    """A demand of one kind is stated, as a code of eForms or as a box with a text of R2.0.9."""

    def rule(source):
        notice = source.notice
        if notice.kind != CONTRACT or notice.form in ("F21", "F22", "F23"):
            return NONE if notice.kind != CONTRACT or notice.call is None else [(None, NOT_APPLICABLE)]
        if not source.is_eforms:
            stated = bool(children(source.form, f"LEFTI/{prefix}_CRITERIA_DOC")) or any(
                "".join(each.itertext()).strip()
                for box in ("ECONOMIC_FINANCIAL", "TECHNICAL_PROFESSIONAL")
                if box.startswith(prefix)
                for end in ("INFO", "MIN_LEVEL")
                for each in children(source.form, f"LEFTI/{box}_{end}")
            )
            return [(None, decided(not stated))]
        return [(lot.key, decided(not demanded(block, kinds))) for block, lot in source.lots]

    return rule


def demanded(block, kinds):
    sources = children(block, "TenderingTerms/TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode")
    if any(
        text(e) == "epo-procurement-document" and e.get("listName") == "selection-criteria-source" for e in sources
    ):
        return True
    for criterion in children(block, f"TenderingTerms/{EXTENSION}SelectionCriteria"):
        usage = [text(e) for e in children(criterion, "CalculationExpressionCode") if e.get("listName") == "usage"]
        codes = [text(e) for tag in ("CriterionTypeCode", "TendererRequirementTypeCode") for e in children(criterion, tag)]
        if "n-used" not in usage and any(code.startswith(kinds) for code in codes):
            return True
    return False


def no_exclusion_grounds(source):
    if source.notice.kind != CONTRACT or not source.is_eforms or "social" in source.notice.regime:
        return NONE
    path = "TenderingTerms/TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode"
    lists = ("exclusion-ground", "exclusion-grounds-source")
    stated = any(text(e) and e.get("listName") in lists for e in children(source.root, path))
    return [(None, decided(not stated))]


def direct_without_grounds(source):
    notice = source.notice
    if notice.kind not in (AWARD, VEAT) or (notice.kind == VEAT and not source.is_eforms):
        return NONE
    if notice.procedure != "direct":
        return [(None, NOT_APPLICABLE if notice.procedure else MISSING)]
    if source.is_eforms:
        reasons = children(source.root, "TenderingProcess/ProcessJustification/ProcessReasonCode")
        grounds = [e for e in reasons if e.get("listName") == "direct-award-justification" and text(e)]
    else:
        procedure = child(source.form, "PROCEDURE")
        grounds = [
            each
            for kind in procedure
            if name(kind).startswith("PT_")
            for each in kind.iter()
            if name(each).startswith("D_") and name(each) not in ("D_ACCORDANCE_ARTICLE", "D_JUSTIFICATION")
        ]
    return [(None, decided(not grounds))]


def candidates_without_criteria(source, block, lot):
    procedure = source.notice.procedure
    if procedure not in TWO_STAGES:
        return NOT_APPLICABLE if procedure else MISSING
    if not lot.terms.candidates:
        return NOT_APPLICABLE
    if source.is_eforms:
        stages = children(block, f"TenderingTerms/{EXTENSION}SelectionCriteria/SecondStageIndicator")
        return decided(not any(text(e) in ("true", "1") for e in stages))
    texts = ["".join(e.itertext()).strip() for e in children(block, "CRITERIA_CANDIDATE")]
    return decided(not any(texts))


def criteria_without_weights(source):
    notice = source.notice
    if notice.kind not in (CONTRACT, AWARD) or notice.form in (*LIGHT, "F25"):
        return NONE
    return [(lot.key, weights(source, block)) for block, lot in source.lots]


def weights(source, block):
    if source.notice.procedure == "direct" or source.notice.regime in CONCESSIONS:
        return NOT_APPLICABLE
    if source.is_eforms:
        criteria = children(block, "TenderingTerms/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion")
        kinds = {text(e) for c in criteria for e in children(c, "AwardingCriterionTypeCode")}
        formulas = children(block, "TenderingTerms/AwardingTerms/AwardingCriterion/CalculationExpression")
        weighed = any(text(e) for e in formulas) or any(
            text(child(each, "ParameterNumeric"))
            for criterion in criteria
            for each in children(criterion, WEIGHT)
            if any(e.get("listName") == "number-weight" for e in children(each, "ParameterCode"))
        )
        documents = False
    else:
        boxes = list(block) + [each for ac in children(block, "AC") for each in ac]
        kinds = {name(e)[3:].lower() for e in boxes if name(e) in ("AC_PRICE", "AC_QUALITY", "AC_COST")}
        documents = any(name(e) == "AC_PROCUREMENT_DOC" for e in boxes)
        weighed = any(text(e) for box in boxes if name(box).startswith("AC_") for e in children(box, "AC_WEIGHTING"))
    if documents:
        return NOT_APPLICABLE
    if kinds & {"quality", "cost"}:
        return decided(not weighed)
    return NOT_APPLICABLE if "price" in kinds else MISSING


def failed_on_risky_grounds(source):
    notice = source.notice
    if notice.kind != AWARD or not source.is_eforms:
        return NONE
    results = children(source.root, EXTENSION + "NoticeResult/LotResult")
    return [(award.key, failure(award, each)) for award, each in zip(notice.awards, results, strict=True)]


def failure(award, result):
    if award.outcome != "not awarded" or award.goes_on:
        return MISSING if award.outcome == "unknown" else NOT_APPLICABLE
    causes = [text(e) for e in children(result, "DecisionReason/DecisionReasonCode")]
    cause = causes[-1] if causes else ""
    return decided(cause in CAUSES) if cause else MISSING


def high_final_value(source):
    notice = source.notice
    if notice.kind != AWARD:
        return NONE
    blocks = {lot.key: block for block, lot in reversed(source.lots)}
    return [(award.key, final(source, award, blocks.get(award.key))) for award in notice.awards]


def final(source, award, block):
    if award.outcome != "awarded":
        return MISSING if award.outcome == "unknown" else NOT_APPLICABLE
    if award.framework:
        return NOT_APPLICABLE
    estimate = award.estimate if award.estimate[0] is not None else source.whole()
    if estimate[0] is not None and estimate[0] > 1:
        return NOT_APPLICABLE
    value = award.high if not award.obstacle else (None, None)
    return high(source, value, source.nature(block))


RULES = {
    "high-estimate": high_estimate,
    "high-final-value": high_final_value,
    "cartel-prone-object": cartel_prone,
    "no-financial-minimum": demand(("ef-stand", "slc-stand"), "ECONOMIC"),
    "no-technical-minimum": demand(("tp-abil", "slc-abil"), "TECHNICAL"),
    "no-exclusion-grounds": no_exclusion_grounds,
    "direct-award-without-grounds": direct_without_grounds,
    "candidates-without-criteria": on_lots(candidates_without_criteria, light=False),
    "criteria-without-weights": criteria_without_weights,
    "failed-on-risky-grounds": failed_on_risky_grounds,
}


def assess(root, notice, form):
    """Results of each rule; empty for the forms that are left out."""
    if notice.series == "R2.0.8" or notice.kind == OTHER:
        return {}
    source = Source(root, notice, form)
    return {key: rule(source) or NONE for key, rule in RULES.items()}


__all__ = ["FLAG", "NO_FLAG", "RULES", "assess"]
