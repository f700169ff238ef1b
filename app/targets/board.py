"""The board of national targets: each with what was observed, and the paces beside it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from app.i18n import Language
from app.lists.address import Asked
from app.targets import say
from app.targets.say import Pace
from econ import diffusion
from econ.errors import OutOfRange
from econ.goals import comparable_from, growth_pace, points_pace
from models.queries.targets import latest_of, observations_on, targets_on
from models.target import Observation, Target, from_steps
from models.target_vocabulary import MetricUnit, MilestoneState, TargetKind, Topic

TOPICS: Final = {topic: place for place, topic in enumerate(Topic)}
ADOPTION: Final = "adoption_industry"
"""The indicator whose series differ by definition, so that no verdict is given."""
SORTS: Final = ("topic", "name", "due", "required", "observed", "known")
DEFAULT_SORT: Final = "topic"


class Series(NamedTuple):
    """The observations of one definition, one a year, and what may be compared of them."""

    code: str
    rows: tuple[Observation, ...]

    @property
    def latest(self) -> Observation:
        """The last observation."""
        return self.rows[-1]

    @property
    def comparable(self) -> tuple[Observation, ...]:
        """The observations since the last break of the series."""
        return self.rows[comparable_from([row.breaks_series for row in self.rows]) :]

    @property
    def broken_in(self) -> list[int]:
        """The years whose question differs from the year before."""
        return [row.year for row in self.rows if row.breaks_series]


class Line(NamedTuple):
    """A series against one target: the pace that was seen, and the one needed from here."""

    series: Series
    observed: Pace | None
    required: Pace | None


@dataclass(frozen=True, slots=True)
class Row:
    """One target with the pace that it asked for from its baseline, and its series."""

    target: Target
    required: Pace | None
    lines: tuple[Line, ...]

    @property
    def fastest(self) -> float | None:
        """The pace that it asks for, as a number to sort by."""
        paces = [self.required, *(line.required for line in self.lines)]
        return max((one.value for one in paces if one), default=None)

    @property
    def seen(self) -> float | None:
        """The pace that was seen, as a number to sort by."""
        return max((line.observed.value for line in self.lines if line.observed), default=None)


class Speeds(NamedTuple):
    """An adoption series with both paces, in points and in logits a year; no verdict."""

    line: Line
    observed_logit: float | None
    required_logit: float | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks of the board."""

    kind: TargetKind | None = TargetKind.TARGET
    topic: Topic | None = None
    milestone: MilestoneState | None = None
    text: str = ""


def read_board(session: Session, on: date) -> list[Row]:
    """Every target that held on the day, with the observations known by then."""
    series = read_series(session, on)
    return [_row(target, series[target.indicator]) for target in targets_on(session, on)]


def read_series(session: Session, on: date) -> Mapping[str, list[Series]]:
    """The series of each indicator, one observation a year."""
    found: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in latest_of(observations_on(session, on)):
        found[row.indicator, row.series].append(row)
    by_indicator: dict[str, list[Series]] = defaultdict(list)
    for (indicator, code), rows in found.items():
        by_indicator[indicator].append(Series(code, tuple(sorted(rows, key=lambda one: one.year))))
    return by_indicator


def chosen(rows: Sequence[Row], asked: Asked[Wanted], lang: Language) -> list[Row]:
    """The rows that the address asks for, in its order; ties go by reference."""
    kept = [row for row in rows if _fits(row.target, asked.filter)]
    falls = asked.sort.startswith("-")
    key = _KEYS[asked.sort.removeprefix("-")]
    known = [row for row in kept if key(row, lang) is not None]
    ordered = sorted(known, key=lambda row: (key(row, lang), row.target.reference), reverse=falls)
    return ordered + [row for row in kept if key(row, lang) is None]


def adoption(rows: Sequence[Row]) -> list[tuple[Row, list[Speeds]]]:
    """The adoption targets whose year is still to come, with every series and both paces."""
    of_industry = [row for row in rows if row.target.indicator == ADOPTION]
    open_ones = [row for row in of_industry if any(line.required for line in row.lines)]
    return [(row, [_speeds(row.target, line) for line in row.lines]) for row in open_ones]


def _fits(target: Target, wanted: Wanted) -> bool:
    words = f"{target.name_ko} {target.name_en} {target.reference} {target.note}".casefold()
    return (
        wanted.kind in (None, target.kind)
        and wanted.topic in (None, target.topic)
        and wanted.milestone in (None, target.milestone)
        and wanted.text.casefold() in words
    )


_KEYS: Final[Mapping[str, Callable[[Row, Language], Any]]] = {
    "topic": lambda row, lang: TOPICS[row.target.topic],
    "name": lambda row, lang: say.name(row.target, lang),
    "due": lambda row, lang: row.target.due_year,
    "required": lambda row, lang: row.fastest,
    "observed": lambda row, lang: row.seen,
    "known": lambda row, lang: row.target.known_on,
}


def _row(target: Target, series: Sequence[Series]) -> Row:
    """Only a target has paces: an official estimate is no path, a milestone no level."""
    if target.kind is not TargetKind.TARGET:
        lines = tuple(Line(one, observed_pace(one), None) for one in series)
        is_estimate = target.kind is TargetKind.PROJECTION
        return Row(target, None, () if is_estimate else lines)
    start = _level(target.baseline, target.unit), target.baseline_year
    needed = _pace(target.unit, *start, _level(target.value, target.unit), target.due_year)
    return Row(target, needed, tuple(_line(target, one) for one in series))


def _line(target: Target, series: Series) -> Line:
    last = series.latest
    if last.unit is not target.unit:
        return Line(series, observed_pace(series), None)
    start = _level(last.value, last.unit), last.year
    needed = _pace(target.unit, *start, _level(target.value, target.unit), target.due_year)
    return Line(series, observed_pace(series), needed)


def observed_pace(series: Series) -> Pace | None:
    """The pace between the last two observations that compare; nothing with fewer."""
    if len(series.comparable) < 2:
        return None
    before, last = series.comparable[-2:]
    start = _level(before.value, before.unit), before.year
    return _pace(last.unit, *start, _level(last.value, last.unit), last.year)


def _level(steps: int | None, unit: MetricUnit | None) -> float | None:
    return None if steps is None or unit is None else float(from_steps(steps, unit))


def _pace(
    unit: MetricUnit | None,
    first: float | None,
    since: int | None,
    last: float | None,
    until: int | None,
) -> Pace | None:
    """The yearly pace between two levels; nothing where a level or a year is not known."""
    if first is None or last is None or since is None or until is None or until <= since:
        return None
    years = float(until - since)
    if unit is MetricUnit.PERCENT:
        return Pace("points", points_pace(first / 100, last / 100, years=years))
    if first <= 0 or last <= 0:
        return None
    return Pace("growth", growth_pace(first, last, years=years))


def _speeds(target: Target, line: Line) -> Speeds:
    seen = line.series.comparable[-2:]
    observed = _logit(seen[0], seen[1].value, seen[1].year) if len(seen) == 2 else None
    goal = (target.value, target.due_year)
    required = _logit(line.series.latest, *goal) if line.required else None
    return Speeds(line, observed, required)


def _logit(first: Observation, last: int | None, year: int | None) -> float | None:
    """The pace in logits a year, as the model of diffusion reads it."""
    if last is None or year is None:
        return None
    shares = (first.value / 10**6, last / 10**6)
    try:
        return diffusion.pace(*shares, years=float(year - first.year))
    except OutOfRange:
        return None
