"""What counts toward the investment target, which rule keeps the rest out, and how much."""

from models.counting.facts import LineFact, Record, Scope, ShareFact
from models.counting.figures import Asked, Four, Row, breakdown, figures, records_of
from models.counting.findings import Finding, Rule
from models.counting.guards import RULES
from models.counting.judge import Judged, Judgement, judge
from models.counting.totals import Totals, total

__all__ = [
    "RULES",
    "Asked",
    "Finding",
    "Four",
    "Judged",
    "Judgement",
    "LineFact",
    "Record",
    "Row",
    "Rule",
    "Scope",
    "ShareFact",
    "Totals",
    "breakdown",
    "figures",
    "judge",
    "records_of",
    "total",
]
