"""The registered tax provisions as dated credits, against what the law would give without them.

The policy is the treatment of AI (and of chips) as national strategic technology. Without it
the same spending would have had the credit for new growth technology, which is therefore the
counterfactual; the temporary credit of 2023 to 2025 is part of it in its years.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from econ.inputs import Provision as Credit
from econ.inputs import TaxRegime
from econ.parameters import Parameters
from econ.results import Entry
from models.queries.dated import Held
from models.tax_incentive import TaxIncentiveTerms
from models.types import PPM
from models.vocabulary import FirmSize, Provision, ProvisionStatus, TaxTier

Row = Held[TaxIncentiveTerms]

ASSET = {Provision.RND_CREDIT: "rnd", Provision.INVESTMENT_CREDIT: "equipment"}
WITHOUT = {
    Provision.RND_CREDIT: (Provision.RND_CREDIT,),
    Provision.INVESTMENT_CREDIT: (
        Provision.INVESTMENT_CREDIT,
        Provision.TEMPORARY_INVESTMENT_CREDIT,
    ),
}
SIZES = {
    FirmSize.SME: ("sme", "startup"),
    FirmSize.MID: ("mid",),
    FirmSize.MID_LARGE: ("mid", "large"),
    FirmSize.LARGE: ("large",),
}
"""Firms that have outgrown the size of an SME are a class of their own; no pledge names one."""
CHIPS = "semiconductor"
PAYS_RURAL_TAX = ("equipment", "mid"), ("equipment", "large")
"""Research credits and SMEs are exempt from the special rural development tax."""


@dataclass(frozen=True, slots=True)
class Tax:
    """The regime of a run and what was left out or assumed."""

    regime: TaxRegime
    log: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A policy credit of one asset and size, with the days on which it holds."""

    row: Row
    size: str
    first: date
    last: date | None
    category: str | None


def read_tax(
    rows: Sequence[Row], parameters: Parameters, *, undated_from: date | None = None
) -> Tax:
    """The dated credits of the policy; ``undated_from`` is a scenario's day for those without."""
    law = [row for row in rows if row.terms.status is not ProvisionStatus.PROPOSED]
    listed = _listed(law, undated_from)
    log: list[Entry] = []
    credits: list[Credit] = []
    for row in filter(_is_policy, law):
        first = row.terms.effective_from or undated_from
        if first is None:
            log.append(Entry("tax_provision_undated", {"id": row.reference, "title": row.title}))
            continue
        for span in _spans(row, first, listed.get(row.terms.provision)):
            credits += _credits(span, law, parameters)
    credits.sort(key=_order)
    if credits:
        log.append(Entry("tax_all_eligible", {"provisions": len(credits)}))
    return Tax(TaxRegime(tuple(credits)), tuple(log))


def _order(credit: Credit) -> tuple[str, str, str, date]:
    return credit.asset, credit.size, credit.category or "", credit.valid_from


def _is_policy(row: Row) -> bool:
    terms = row.terms
    tiers = (TaxTier.NATIONAL_STRATEGIC, TaxTier.SEMICONDUCTOR)
    stated = terms.rate_ppm is not None and terms.firm_size in SIZES
    return stated and terms.provision in ASSET and terms.tier in tiers


def _listed(law: Iterable[Row], undated_from: date | None) -> dict[Provision, date]:
    """Since when AI is a national strategic technology, by kind of credit, as registered."""
    return {
        row.terms.provision: first
        for row in law
        if row.terms.firm_size is FirmSize.ALL
        and row.terms.tier is TaxTier.NATIONAL_STRATEGIC
        and (first := row.terms.effective_from or undated_from)
    }


def _spans(row: Row, first: date, listed: date | None) -> list[_Span]:
    """For whom and when a row holds: for chips as dated, for everything else once AI is listed."""
    spans = []
    last = row.terms.effective_to
    for size in SIZES[row.terms.firm_size]:
        if row.terms.tier is TaxTier.SEMICONDUCTOR:
            spans.append(_Span(row, size, first, last, CHIPS))
        elif listed and (last is None or listed <= last):
            spans.append(_Span(row, size, max(first, listed), last, None))
        elif ASSET[row.terms.provision] == "equipment":
            spans.append(_Span(row, size, first, last, CHIPS))
    return spans


def _credits(span: _Span, law: Sequence[Row], parameters: Parameters) -> list[Credit]:
    """The credit in pieces within which the counterfactual does not change."""
    asset = ASSET[span.row.terms.provision]
    rivals = [row for row in law if _is_counterfactual(row, span)]
    assumed = parameters[f"credit.without.{asset}.{span.size}"]
    rural = parameters["credit.rural_tax"] if (asset, span.size) in PAYS_RURAL_TAX else 0.0
    return [
        Credit(
            asset=asset,
            size=span.size,
            rate=(span.row.terms.rate_ppm or 0) / PPM,
            rate_without=_best(rivals, first, assumed),
            valid_from=first,
            valid_to=last,
            rural_tax=rural,
            category=span.category,
            source=f"{span.row.terms.article} ({span.row.reference})",
        )
        for first, last in _pieces(span, rivals)
    ]


def _is_counterfactual(row: Row, span: _Span) -> bool:
    terms = row.terms
    return (
        terms.tier is TaxTier.NEW_GROWTH
        and terms.rate_ppm is not None
        and span.size in SIZES.get(terms.firm_size, ())
        and terms.provision in WITHOUT[span.row.terms.provision]
    )


def _pieces(span: _Span, rivals: Iterable[Row]) -> list[tuple[date, date | None]]:
    end = span.last + timedelta(days=1) if span.last else date.max
    edges = {span.first, end}
    for row in rivals:
        begins = row.terms.effective_from
        ends = row.terms.effective_to
        edges |= {begins} if begins else set()
        edges |= {ends + timedelta(days=1)} if ends else set()
    inside = sorted(edge for edge in edges if span.first <= edge <= end)
    return [
        (first, None if last == date.max else last - timedelta(days=1))
        for first, last in pairwise(inside)
    ]


def _best(rivals: Iterable[Row], day: date, assumed: float) -> float:
    """The best credit without the policy on a day; the assumed one where none is registered."""
    rates = [
        (row.terms.rate_ppm or 0) / PPM
        for row in rivals
        if (row.terms.effective_from or date.min) <= day <= (row.terms.effective_to or date.max)
    ]
    return max(rates, default=assumed)
