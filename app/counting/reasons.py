"""Why a figure is so: its definition, the records in it with their won, and what is left out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.counting.question import Question, key_name
from app.i18n import Language
from app.messages import label, rule_name
from models.counting import figures, records_of
from models.counting.guards import GUARD_OF, OF_FUNDS, OF_NET
from models.counting.removals import (
    Removal,
    by_rule,
    net_removals,
    removals,
    spending_removals,
    touching,
)
from models.counting.target import TARGET_WON
from models.queries.register import Register
from models.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class Inside:
    """One record of a figure and the won that it adds; None where the amount is not known.

    An investor in the list of parties has no code; ``parties`` then counts their records.
    """

    instrument_id: int
    code: str
    title: str
    parties: str
    won: int | None


@dataclass(frozen=True, slots=True)
class Outside:
    """One record that a rule keeps out of a figure."""

    instrument_id: int
    code: str
    title: str
    rule: str
    won: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was asked, with what it keeps out of this figure."""

    code: str
    guard: int
    records: int
    won: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Why:
    """A figure with everything behind it.

    ``won`` is the figure and ``listed_won`` the sum of its list: the same, but where the
    figure is a difference to the target. ``count`` is set where the figure counts records.
    """

    figure: str
    won: int | None
    count: int | None
    inside: tuple[Inside, ...]
    outside: tuple[Outside, ...]
    rules: tuple[Rule, ...]

    @property
    def listed_won(self) -> int:
        """The sum of the list."""
        return sum(item.won or 0 for item in self.inside)


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure is made of: its value, a count, and the won of every record."""

    won: int | None
    count: int | None
    records: Mapping[int, int | None]
    listed: tuple[Inside, ...] = ()


Find = Callable[[Register, Question], Found]


def why_of(register: Register, question: Question, figure: str) -> Why:
    """Everything behind a figure. Raises KeyError for a figure that nobody knows."""
    found = FINDERS[figure](register, question)
    gone = [] if figure in COUNTS else _gone(register, question, figure)
    return Why(
        figure=figure,
        won=found.won,
        count=found.count,
        inside=found.listed or _inside(register, found.records),
        outside=() if figure == "removed" else _outside(gone),
        rules=() if figure == "removed" else _rules(gone),
    )


def conditions(question: Question, lang: Language) -> list[tuple[str, str]]:
    """The part of the register that is asked about, in words."""
    return [
        (label(name, lang), key_name(name, key, lang)) for name, key in question.asked.where.items()
    ]


def _gone(register: Register, question: Question, figure: str) -> list[Removal]:
    """What is kept out: of spending where the figure is one of spending, else of pledges.

    On the net basis public support is taken out of what is left.
    """
    judged, scope = register.judgements.values(), register.scope
    asked_for = figure == "removed" and question.line is Measure.REALISED
    of_spending = figure in OF_SPENDING or asked_for
    found = spending_removals(judged, register.realised, scope) if of_spending else removals(judged)
    gone = list(touching(found, question.asked, scope))
    measure = question.line if figure == "removed" else MEASURE_OF[figure]
    return [*gone, *net_removals(register.totals.portions, question.asked, measure)]


def _inside(register: Register, records: Mapping[int, int | None]) -> tuple[Inside, ...]:
    made = [
        Inside(
            key,
            record.code,
            record.title,
            ", ".join(share.name for share in record.shares),
            won,
        )
        for key, won in records.items()
        for record in (register.judgements[key].record,)
    ]
    return tuple(sorted(made, key=lambda item: (item.won is None, -(item.won or 0), item.code)))


def _outside(gone: list[Removal]) -> tuple[Outside, ...]:
    sums: dict[tuple[str, int], int | None] = {}
    records = {}
    for removal in gone:
        key = (removal.code, removal.record.instrument_id)
        before = sums.get(key, 0)
        sums[key] = None if removal.won is None or before is None else before + removal.won
        records[key] = removal.record
    made = [
        Outside(key[1], record.code, record.title, key[0], sums[key])
        for key, record in records.items()
    ]
    return tuple(sorted(made, key=lambda item: (item.won is None, -(item.won or 0), item.code)))


def _rules(gone: list[Removal]) -> tuple[Rule, ...]:
    return tuple(
        Rule(code, GUARD_OF[code], len(kept.records), kept.won, len(kept.unknown))
        for code, kept in by_rule(gone).items()
        if code not in OF_FUNDS and (kept.records or code not in OF_NET)
    )


def _measure(measure: Measure) -> Find:
    def find(register: Register, question: Question) -> Found:
        parts = register.totals.portions
        records = records_of(parts, question.asked, measure)
        won = figures(parts, question.asked).won(measure)
        return Found(won, None, {key: one for key, one in records.items() if one})

    return find


def _missing(register: Register, question: Question) -> Found:
    found = _measure(Measure.REALISED)(register, question)
    return Found(None if found.won is None else TARGET_WON - found.won, None, found.records)


def _removed(register: Register, question: Question) -> Found:
    """What one rule (``rule=count_abroad``) or one guard (``rule=8``) keeps out."""
    codes = _asked_codes(question.rule)
    records: dict[int, int | None] = defaultdict(int)
    for removal in _gone(register, question, "removed"):
        if removal.code in codes:
            key = removal.record.instrument_id
            before = records[key]
            records[key] = None if removal.won is None or before is None else before + removal.won
    return Found(sum(won or 0 for won in records.values()), None, records)


def _asked_codes(rule: str) -> set[str]:
    if rule in GUARD_OF:
        return {rule}
    return {code for code, guard in GUARD_OF.items() if str(guard) == rule}


def rule_title(rule: str, lang: Language) -> str:
    """What the rule of an address is called; empty for all rules of a guard."""
    return rule_name(rule, lang) if rule in GUARD_OF else ""


def _registered(register: Register, question: Question) -> Found:
    records = {key: item.record.amount_won for key, item in register.judgements.items()}
    return Found(None, len(records), records)


def _counted(register: Register, question: Question) -> Found:
    records = {
        key: item.counted_won for key, item in register.judgements.items() if item.counted_won > 0
    }
    return Found(None, len(records), dict(records))


def _parties(register: Register, question: Question) -> Found:
    """Every investor with the number of their records; amounts belong to records."""
    records: Counter[tuple[int, str]] = Counter(
        (share.party_id, share.name)
        for item in register.judgements.values()
        for share in item.record.shares
    )
    listed = tuple(
        Inside(0, "", name, str(held), None) for (_, name), held in records.most_common()
    )
    return Found(None, len(records), {}, listed)


FINDERS: Final[Mapping[str, Find]] = {
    **{measure.value: _measure(measure) for measure in Measure},
    "missing": _missing,
    "removed": _removed,
    "registered": _registered,
    "counted": _counted,
    "parties": _parties,
}
OF_SPENDING: Final = frozenset({"realised", "missing"})
"""Figures made of spending; what is left out of them is spending too."""
MEASURE_OF: Final = {
    **{measure.value: measure for measure in Measure},
    "missing": Measure.REALISED,
}
"""The line that each figure is, or is the difference to."""
COUNTS: Final = frozenset({"registered", "counted", "parties"})
"""Figures that count records; nothing is left out of them."""
