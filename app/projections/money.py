"""Funds and loans of a run: what was disbursed, or in a labelled scenario what was planned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from econ.inputs import FundBook, Loan, LoanBook
from econ.results import Entry
from econ.units import bn_of_won
from models.fund import FundTerms
from models.lending import LoanStage, RepaymentProfile
from models.loan import LoanTerms
from models.queries.dated import Held
from models.types import PPM
from models.vocabulary import FundForm, FundStage

Fund = Held[FundTerms]
Lending = Held[LoanTerms]
Paid = Mapping[int, Mapping[int, int]]
Record = TypeVar("Record", Fund, Lending)

FOR_AI = re.compile(r"(?<![A-Za-z])AI(?![A-Za-z])|인공지능")
NOT_MONEY_FOR_FIRMS = (FundForm.PROCUREMENT, FundForm.REGISTER)
ENDED_FUNDS = (FundStage.FAILED, FundStage.LIQUIDATED)
ENDED_LOANS = (LoanStage.WRITTEN_OFF, LoanStage.CLOSED)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the grant element of a loan needs; rates are decimals a year."""

    rate: float
    market_rate: float
    maturity_years: float
    grace_years: float
    payments_per_year: int
    profile: str


@dataclass(frozen=True, slots=True)
class Money:
    """The two books of a run and what was left out or assumed."""

    funds: FundBook
    loans: LoanBook
    log: tuple[Entry, ...]


def read_disbursed(
    funds: Sequence[Fund], paid_funds: Paid, loans: Sequence[Lending], paid_loans: Paid
) -> Money:
    """Only dated disbursements; a plan disburses nothing, and no entry means not known.

    Money of a fund whose public part nobody states is left out: taken as public it would claim
    to bring private money that it already is.
    """
    log = [
        *_plans("fund_plans_only", len(funds), len(paid_funds)),
        *_plans("loan_plans_only", len(loans), len(paid_loans)),
    ]
    public: dict[int, float] = {}
    private: dict[int, float] = {}
    for fund in (fund for fund in funds if fund.instrument_id in paid_funds):
        share = public_share(fund, funds)
        if share is None:
            log.append(Entry("fund_public_share_unknown", {"id": fund.reference}))
            continue
        for year, won in paid_funds[fund.instrument_id].items():
            public[year] = public.get(year, 0.0) + bn_of_won(won) * share
            private[year] = private.get(year, 0.0) + bn_of_won(won) * (1.0 - share)
    lent, missing = _lent(loans, paid_loans)
    return Money(_fund_book(public, private), LoanBook(lent), (*log, *missing))


def plan_support(funds: Sequence[Fund], loans: Sequence[Lending], assumed: Conditions) -> Money:
    """Announced plans for AI as if disbursed evenly over their years; a labelled assumption.

    Of several records under one plan the largest counts, so that no won is planned twice.
    """
    log: list[Entry] = []
    public: dict[int, float] = {}
    for fund in _largest(filter(_planned_fund, funds), funds):
        share = public_share(fund, funds)
        if share is None:
            log.append(Entry("fund_public_share_unknown", {"id": fund.reference}))
            continue
        for year, bn in _evenly(fund, share).items():
            public[year] = public.get(year, 0.0) + bn
        log.append(_planned_entry("fund_plan_assumed", fund, share))
    chosen = _largest(filter(_planned_loan, loans), loans)
    log += [_planned_entry("loan_plan_assumed", loan, 1.0) for loan in chosen]
    lent = tuple(
        _loan(f"{loan.reference}/{year}", year, bn, loan.terms, assumed)
        for loan in chosen
        for year, bn in _evenly(loan, 1.0).items()
    )
    return Money(_fund_book(public, None, planned=True), LoanBook(lent, scenario=True), tuple(log))


def own_public_share(fund: Fund) -> float | None:
    """The public part of a fund's amount as its own record states it."""
    if not fund.amount_won:
        return None
    if fund.terms.public_won is not None:
        return fund.terms.public_won / fund.amount_won
    if fund.terms.private_won is not None:
        return 1.0 - fund.terms.private_won / fund.amount_won
    return None


def public_share(fund: Fund, funds: Sequence[Fund]) -> float | None:
    """The public part: its own, else of the plan above it, else of its parts together."""
    by_key = {other.instrument_id: other for other in funds}
    above: Fund | None = fund
    while above is not None:
        if (share := own_public_share(above)) is not None:
            return share
        above = by_key.get(above.terms.part_of_id or 0)
    parts = [other for other in funds if other.terms.part_of_id == fund.instrument_id]
    stated = [part for part in parts if part.terms.public_won is not None and part.amount_won]
    whole = sum(part.amount_won or 0 for part in stated)
    return sum(part.terms.public_won or 0 for part in stated) / whole if whole else None


def _plans(code: str, records: int, paid: int) -> list[Entry]:
    return [Entry(code, {"records": records - paid})] if records > paid else []


def _fund_book(
    public: Mapping[int, float], private: Mapping[int, float] | None, *, planned: bool = False
) -> FundBook:
    if not public:
        return FundBook()
    years = tuple(range(min(public), max(public) + 1))
    coinvested = None if private is None else np.array([private.get(y, 0.0) for y in years])
    return FundBook(
        years=years,
        disbursed_bn=np.array([public.get(year, 0.0) for year in years]),
        coinvested_bn=coinvested,
        scenario=planned,
    )


def _lent(loans: Sequence[Lending], paid: Paid) -> tuple[tuple[Loan, ...], list[Entry]]:
    lent: list[Loan] = []
    log: list[Entry] = []
    for loan in loans:
        years = paid.get(loan.instrument_id, {})
        terms = _stated_terms(loan.terms)
        if years and terms is None:
            log.append(Entry("loan_terms_unknown", {"id": loan.reference}))
        elif terms is not None:
            lent += [
                _loan(f"{loan.reference}/{year}", year, bn_of_won(won), loan.terms, terms)
                for year, won in sorted(years.items())
            ]
    return tuple(lent), log


def _stated_terms(terms: LoanTerms) -> Conditions | None:
    """The terms of a loan; None where one is unknown, or no formula has its repayment."""
    if terms.rate_ppm is None or terms.market_rate_ppm is None or terms.maturity_months is None:
        return None
    if terms.profile is RepaymentProfile.CUSTOM:
        return None
    return Conditions(
        rate=terms.rate_ppm / PPM,
        market_rate=terms.market_rate_ppm / PPM,
        maturity_years=terms.maturity_months / MONTHS,
        grace_years=(terms.grace_months or 0) / MONTHS,
        payments_per_year=terms.payments_per_year or 4,
        profile=str(terms.profile or "equal_principal"),
    )


def _loan(name: str, year: int, bn: float, stated: LoanTerms, terms: Conditions) -> Loan:
    return Loan(
        id=name,
        year=year,
        principal_bn=bn,
        rate=terms.rate,
        market_rate=terms.market_rate,
        maturity_years=terms.maturity_years,
        grace_years=terms.grace_years,
        payments_per_year=terms.payments_per_year,
        profile=terms.profile,
        constrained=stated.is_constrained,
    )


def _planned_fund(fund: Fund) -> bool:
    terms = fund.terms
    open_ = terms.stage not in ENDED_FUNDS and terms.form not in NOT_MONEY_FOR_FIRMS
    return open_ and _is_for_ai(fund)


def _planned_loan(loan: Lending) -> bool:
    return loan.terms.stage not in ENDED_LOANS and _is_for_ai(loan)


def _is_for_ai(row: Fund | Lending) -> bool:
    """By its title: what serves AI among other things has no share of its own for AI."""
    return bool(FOR_AI.search(row.title) and row.amount_won and row.terms.start_year)


def _largest(chosen: Iterable[Record], everything: Sequence[Record]) -> list[Record]:
    """The largest chosen record under each topmost plan, one of those that state the same."""
    by_key = {row.instrument_id: row for row in everything}
    best: dict[int, Record] = {}
    for row in chosen:
        root = _root(row, by_key)
        before = best.get(root)
        if before is None or (row.amount_won or 0) > (before.amount_won or 0):
            best[root] = row
    stated = {_statement(row): row for row in sorted(best.values(), key=_by_reference)}
    return sorted(stated.values(), key=_by_reference)


def _statement(row: Fund | Lending) -> tuple[str, int | None, int | None, int | None]:
    """What two records of one plan have in common: who, how much, when."""
    return row.filer, row.amount_won, row.terms.start_year, row.terms.end_year


def _by_reference(row: Fund | Lending) -> str:
    return row.reference


def _root(row: Record, by_key: Mapping[int, Record]) -> int:
    while row.terms.part_of_id in by_key:
        row = by_key[row.terms.part_of_id or 0]
    return row.instrument_id


def _evenly(row: Fund | Lending, share: float) -> dict[int, float]:
    first = row.terms.start_year or 0
    years = range(first, (row.terms.end_year or first) + 1)
    return {year: bn_of_won(row.amount_won or 0) * share / len(years) for year in years}


def _planned_entry(code: str, row: Fund | Lending, share: float) -> Entry:
    years = _evenly(row, share)
    return Entry(
        code,
        {
            "id": row.reference,
            "title": row.title,
            "amount_bn": sum(years.values()),
            "first_year": min(years),
            "last_year": max(years),
        },
    )
