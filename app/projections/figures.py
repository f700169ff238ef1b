"""A stored run as plain values for its page: won, shares and sentences, nothing computed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.i18n import Language
from app.messages.projection import ATTRIBUTION, BLOCKS, PLAYERS, SERIES, said
from app.projections.scenarios import CUSTOM, SCENARIOS, Start
from app.projections.tables import definitions
from econ.names import PLAYERS as KINDS
from econ.units import WON_PER_BN
from models.projection import ProjectionRun

PARTS = ("revenue", "labour_cost", "operating_cost", "total")
LEDGER = ("revenue", "labour", "operating")
HEAVY = 0.5
"""From this share of the total on, one pledge decides the outcome and the page says so."""

Names = Mapping[str, Mapping[str, str]]


class Interval(NamedTuple):
    """A central figure in won between two others."""

    middle: int
    low: int
    high: int


class Contribution(NamedTuple):
    """What a kind accounts for; None throughout: not known."""

    code: str
    name: str
    mean: int | None
    low: int | None
    high: int | None
    first_in: int | None
    last_in: int | None


class Part(NamedTuple):
    """One part of the impact: the survey's maximum and both estimates."""

    name: str
    potential: int
    official: Interval
    evidence: Interval


class Pace(NamedTuple):
    """An adoption series: what it counts, how fast it went, how fast the goal needs it."""

    name: str
    definition: str
    observed: float
    required: float
    goal_year: int
    goal_share: float
    shares: Mapping[int, float]
    primary: bool
    used: float


class Expected(NamedTuple):
    """One pledge: what was pledged in the window and what is expected of it."""

    key: str
    code: str
    title: str
    status: str
    face: int
    expected: int
    low: int
    high: int
    share: float


class Weight(NamedTuple):
    """How much of a block of coefficients is prior."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Headline:
    """The four figures at the top of the page."""

    median: Interval
    mean: int
    probability: float
    sampling_error: float
    median_error: int
    risk_adjusted: int
    face: int
    shortfall: int | None


def won(bn: float) -> int:
    """Stored KRW bn as whole won, for print."""
    return round(bn * WON_PER_BN)


def headline(run: ProjectionRun) -> Headline:
    """Median with its 80% interval, the chance, and what the pledges are worth."""
    results = run.results
    steps = {step["code"]: step["value"] for step in results["waterfall"]}
    missed = results["attainment"]["shortfall_when_missed"]
    return Headline(
        median=_interval(results["cumulative"][-1], "p50", "p10", "p90"),
        mean=won(results["totals"]["investment"]),
        probability=results["attainment"]["probability"],
        sampling_error=results["attainment"]["probability_se"],
        median_error=won(results["convergence"]["median_se"]),
        risk_adjusted=won(steps["risk_adjusted"]),
        face=won(steps["face"]),
        shortfall=None if missed is None else won(missed),
    )


def contributions(run: ProjectionRun, target: str, lang: Language) -> list[Contribution]:
    """Pledge base, credits, funds, loans and what grows by itself, in that order."""
    known, found = run.results["known"], run.results["contributions"][target]
    return [
        _contribution(code, found[code], lang, known=known.get(code, True))
        for code in (*KINDS, "autonomous")
    ]


def _contribution(
    code: str, found: Mapping[str, float], lang: Language, *, known: bool
) -> Contribution:
    names = ("mean", "p05", "p95", "first_in", "last_in")
    amounts = [won(found[name]) if known else None for name in names]
    return Contribution(code, PLAYERS[code].to(lang), *amounts)


def impact(run: ProjectionRun) -> list[Part]:
    """Each part of the impact under the series that drives the contributions."""
    ledger = run.inputs["inputs"]["ledger_a"]
    potentials = [
        sum(
            base * effect
            for base, effect in zip(ledger[f"{name}_bn"], ledger[f"{name}_effect"], strict=True)
        )
        for name in LEDGER
    ]
    series = _primary(run)
    return [
        Part(
            name,
            won(potential),
            _interval(series["official"][name], "mean", "p05", "p95"),
            _interval(series["evidence"][name], "mean", "p05", "p95"),
        )
        for name, potential in zip(PARTS, [*potentials, sum(potentials)], strict=True)
    ]


def paces(run: ProjectionRun, lang: Language) -> list[Pace]:
    """Every adoption series with its own required and observed pace."""
    counted = definitions()
    return [
        Pace(
            name=SERIES[item["name"]].to(lang) if item["name"] in SERIES else item["name"],
            definition=counted[item["name"]].to(lang)
            if item["name"] in counted
            else item["definition"],
            observed=item["observed_pace"],
            required=item["required_pace"],
            goal_year=item["goal_year"],
            goal_share=item["goal_share"],
            shares={int(year): spread["p50"] for year, spread in item["share"].items()},
            primary=item["name"] == run.results["primary_series"],
            used=item["official"]["index"],
        )
        for item in run.results["impact"]
    ]


def largest(run: ProjectionRun, names: Names, *, limit: int) -> list[Expected]:
    """The pledges that carry most of the total, the largest first."""
    total = run.results["totals"]["investment"]
    rows = [
        (sum(item["expected_bn"]), item) for item in run.results["pledges"] if item["expected_bn"]
    ]
    rows.sort(key=lambda row: (-row[0], row[1]["id"]))
    return [
        Expected(
            key=item["pledge"],
            code=names.get(item["pledge"], {}).get("code", ""),
            title=names.get(item["pledge"], {}).get("title", ""),
            status=item["status"],
            face=won(item["face_bn"]),
            expected=won(expected),
            low=won(item["p10"]),
            high=won(item["p90"]),
            share=expected / total if total > 0 else 0.0,
        )
        for expected, item in rows[:limit]
    ]


def heavy(run: ProjectionRun, names: Names) -> list[Expected]:
    """The pledge that decides the outcome, where there is one."""
    return [item for item in largest(run, names, limit=1) if item.share >= HEAVY]


def weights(run: ProjectionRun, lang: Language) -> list[Weight]:
    """The share of prior in every block of coefficients."""
    return [
        Weight(BLOCKS[name].to(lang), share) for name, share in run.results["prior_weight"].items()
    ]


def attribution(run: ProjectionRun, lang: Language) -> str:
    """The sentence that stands beside every attribution."""
    shares: Sequence[float] = list(run.results["prior_weight"].values())
    return ATTRIBUTION.to(lang, {"weight": f"{sum(shares) / len(shares):.0%}"})


def title(run: ProjectionRun, lang: Language) -> str:
    """The name of a run's scenario; one with levers says so."""
    start = start_of(run)
    name = start.title(lang) if start else str(run.manifest["scenario"])
    if run.scenario == CUSTOM:
        return {"ko": f"{name} + 조건 변경", "en": f"{name} with levers"}[lang]
    return name


def start_of(run: ProjectionRun) -> Start | None:
    """The starting scenario; None where it does not ship any more."""
    return SCENARIOS.get(run.manifest["scenario"])


def sentences(
    entries: Sequence[Mapping[str, Any]], lang: Language, names: Names
) -> dict[str, list[str]]:
    """Statements as sentences, those of one kind together."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry["code"], []).append(said(entry, lang, names))
    return found


def _primary(run: ProjectionRun) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        item for item in run.results["impact"] if item["name"] == run.results["primary_series"]
    )
    return found


def _interval(spread: Mapping[str, float], middle: str, low: str, high: str) -> Interval:
    return Interval(won(spread[middle]), won(spread[low]), won(spread[high]))
