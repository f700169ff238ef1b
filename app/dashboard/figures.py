"""What the dashboard shows, as plain values: every figure with the address of its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext

from app.i18n import Language
from app.projections.tables import definitions
from econ.names import STATUSES
from models.counting.figures import Four
from models.counting.target import TARGET_WON
from models.counting.totals import Totals
from models.projection import ProjectionRun
from models.queries.register import Register

WON_PER_BN = 10**9
LINES = ("intent", "announced", "firm", "realised")


class Figure(NamedTuple):
    """One of the four lines, with the list that adds up to it."""

    code: str
    won: int | None
    share: float | None
    href: str
    why: str


class Variant(NamedTuple):
    """The announced and firm totals on another basis or in another scope.

    ``asked`` are the keys of an address that asks for them.
    """

    name: str
    four: Four
    asked: Mapping[str, str]


class Kept(NamedTuple):
    """What one rule keeps out, with the list of its records."""

    code: str
    records: int
    won: int
    unknown: int
    href: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the latest run says of the investment target.

    ``uncounted_won`` of ``face_won`` is not in the totals, because its years are not stated;
    ``counted_won`` is the mean of what is expected of the pledges that the totals count.
    """

    number: str
    median_won: int
    low_won: int
    high_won: int
    probability: float
    missing_won: int | None
    face_won: int
    uncounted_won: int
    counted_won: int
    top5_share: float | None


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What the mean of a run is made of; the parts add up to ``total_won``."""

    realised_won: int | None
    firm_won: int
    announced_won: int
    intent_won: int
    outside_won: int
    total_won: int


class Part(NamedTuple):
    """One part of the impact: the most the survey gave, and both estimates of the model."""

    name: str
    potential_won: int
    official: Mapping[str, float] | None
    evidence: Mapping[str, float] | None


def four_figures(totals: Totals, asof: str | None) -> list[Figure]:
    """Intent, announced, firm and realised of the headline basis."""
    return [
        Figure(
            line,
            won,
            None if won is None else won / TARGET_WON,
            _list(asof, line=line),
            url_for("counting.why", figure=line, asof=asof),
        )
        for line in LINES
        for won in (getattr(totals.headline, f"{line}_won"),)
    ]


def variants(totals: Totals) -> list[Variant]:
    """The totals that stand beside the headline, because the official reading is not known."""
    return [
        Variant(gettext("총액 기준(헤드라인)"), totals.headline, {}),
        Variant(gettext("순액 기준: 보조금·정책융자 제외"), totals.net, {"basis": "net"}),
        Variant(gettext("순액 기준: 보조금만 제외"), totals.net_grants, {"basis": "net_grants"}),
        Variant(gettext("반도체 제외"), totals.without_chips, {"chips": "without"}),
        Variant(gettext("외국계 제외"), totals.without_foreign, {"foreign": "without"}),
    ]


def kept_out(register: Register, asof: str | None) -> list[Kept]:
    """Every rule that keeps something out, the largest first."""
    ranked = sorted(register.totals.removed, key=lambda rule: (-rule.won, -rule.records))
    return [
        Kept(rule.code, rule.records, rule.won, rule.unknown, _list(asof, guard=rule.code))
        for rule in ranked
    ]


def outlook(run: ProjectionRun | None) -> Outlook | None:
    """The headline of the latest run."""
    if run is None:
        return None
    last = run.results["cumulative"][-1]
    attained = run.results["attainment"]
    realised, counted = attained["realised_bn"], run.inputs["register"]
    face = won(run.results["waterfall"][0]["value"])
    return Outlook(
        number=run.number,
        median_won=won(last["p50"]),
        low_won=won(last["p10"]),
        high_won=won(last["p90"]),
        probability=attained["probability"],
        missing_won=None if realised is None else TARGET_WON - won(realised),
        face_won=face,
        uncounted_won=max(face - counted["announced_won"] - counted["intent_won"], 0),
        counted_won=won(_counted_bn(run)),
        top5_share=run.results["concentration"]["top5_firm_share"],
    )


def _counted_bn(run: ProjectionRun) -> float:
    counted = frozenset(run.inputs["counted"])
    pledges = (item for item in run.results["pledges"] if item["pledge"] in counted)
    return float(sum(sum(item["expected_bn"]) for item in pledges))


def made_of(run: ProjectionRun) -> MadeOf:
    """Spent, still to come of firm, announced and intended plans, and outside the register."""
    expected = dict.fromkeys(STATUSES, 0.0)
    for pledge in run.results["pledges"]:
        expected[pledge["status"]] += sum(pledge["expected_bn"]) - (pledge["reported_bn"] or 0.0)
    total, realised = run.results["totals"]["investment"], run.results["attainment"]["realised_bn"]
    announced, intent = won(expected.pop("announced")), won(expected.pop("intent"))
    firm, spent = won(sum(expected.values())), None if realised is None else won(realised)
    inside = announced + intent + firm + (spent or 0)
    outside = won(total) - inside if run.scope == "broad" else 0
    return MadeOf(spent, firm, announced, intent, outside, inside + outside)


POTENTIAL = (("revenue", 123), ("labour_cost", 65), ("operating_cost", 120))
"""KRW trillion a year, the published parts of the survey (MSIT and Bain, 4 April 2024)."""


def impact_parts(run: ProjectionRun | None) -> list[Part]:
    """The potential of the survey beside both estimates, part by part."""
    series = primary(run)
    return [
        Part(
            name,
            trillions * 10**12,
            series["official"][name] if series else None,
            series["evidence"][name] if series else None,
        )
        for name, trillions in POTENTIAL
    ]


def primary(run: ProjectionRun | None) -> Mapping[str, Any] | None:
    """The impact under the adoption series that the run's contributions use."""
    if run is None:
        return None
    name = run.results["primary_series"]
    found: Mapping[str, Any] = next(
        series for series in run.results["impact"] if series["name"] == name
    )
    return found


def adoption_data(run: ProjectionRun | None, lang: Language) -> str | None:
    """What the adoption series behind the impact counts, in one language."""
    series = primary(run)
    if series is None:
        return None
    known = definitions().get(series["name"])
    return known.to(lang) if known else str(series["definition"])


def won(bn: float) -> int:
    """Whole won of KRW bn, for printing."""
    return round(bn * WON_PER_BN)


def _list(asof: str | None, **asked: Any) -> str:
    return url_for("registry.pledges", asof=asof, **asked)
