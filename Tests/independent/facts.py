"""What the rules ask of a notice, in the words that the three families of forms share."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

CONTRACT, AWARD, VEAT, OTHER = "contract notice", "award notice", "VEAT", "other"


@dataclass
class Length:
    """Of a contract: at most one of the three ways counts."""

    measure: tuple[int, str] | None = None
    start: date | None = None
    end: date | None = None
    unlimited: bool = False


@dataclass
class Call:
    tenders_due: date | None = None
    requests_due: date | None = None
    opening: date | None = None
    electronic: bool | None = None
    prior_notice: bool = False
    framework: bool | None = None
    single: bool = False
    several: bool = False
    operators: int | None = None
    dps: bool = False


@dataclass
class Terms:
    """Of a lot; of the notice in R2.0.7/8."""

    length: Length = field(default_factory=Length)
    framework_length: Length | None = None
    criteria: set[str] = field(default_factory=set)
    renewals: int | None = None
    renewable: bool | None = None
    candidates: int | None = None


@dataclass
class Lot:
    key: str | None
    terms: Terms
    call: Call


@dataclass
class Award:
    key: str | None
    outcome: str = "unknown"
    counts: list[int] = field(default_factory=list)
    reason: bool = False
    goes_on: bool = False
    framework: bool | None = None
    estimate: tuple[Decimal | None, str | None] = (None, None)
    low: tuple[Decimal | None, str | None] = (None, None)
    high: tuple[Decimal | None, str | None] = (None, None)
    obstacle: bool = False
    deadline: date | None = None
    decided: date | None = None


@dataclass
class Notice:
    series: str
    form: str
    kind: str
    regime: str | None
    procedure: str | None = None
    accelerated: str = "absent"
    dispatched: date | None = None
    changed: bool = False
    # In TED: the notice's own call; None in eForms.
    call: Call | None = None
    # In R2.0.7/8: the terms of the notice, and the lengths that annexes give.
    terms: Terms | None = None
    own_length: bool = True
    annex_lengths: list[tuple[str | None, Length]] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
