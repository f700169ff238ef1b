"""The claims of one firm worked out together: credits, their use, and what a reader should know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.tax_vocabulary import ClaimStage
from models.taxes.book import Caution, Found, LawBook
from models.taxes.clawback import Clawback
from models.taxes.compare import CHOICES, Alternative, alternatives, best
from models.taxes.credit import Credit, credit
from models.taxes.facts import ClaimFact
from models.taxes.ledger import Lot, TaxYear, YearResult, ledger
from models.taxes.minimum import minimum_tax

EARLIER = "~"
"""Stands before the provision in the key of a credit from before the register."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One claim worked out: the law found, the credit by steps, the choices of Art. 24①."""

    fact: ClaimFact
    found: Found
    credit: Credit | None
    choices: tuple[Alternative, ...]
    cautions: tuple[Caution, ...]

    @property
    def credit_won(self) -> int | None:
        """What enters the account: the determined credit, else the one worked out."""
        if self.fact.allowed_won is not None:
            return self.fact.allowed_won
        return self.credit.total_won if self.credit else None


@dataclass(frozen=True, slots=True)
class Account:
    """Every claim of a firm by its code, and what became of the credits year by year."""

    claims: Mapping[str, Worked]
    stated: tuple[TaxYear, ...]
    years: tuple[YearResult, ...]

    def of_year(self, year: int) -> YearResult | None:
        """The result of one tax year."""
        return next((one for one in self.years if one.year == year), None)

    def path(self, key: str) -> list[tuple[int, int | None, int | None]]:
        """Tax year, used and carried won of one claim, from its own year on."""
        origin = self.claims[key].fact.year
        return [
            (
                one.year,
                None if one.used is None else one.used.get((origin, key), 0),
                None if one.carried is None else one.carried.get((origin, key), 0),
            )
            for one in self.years
            if one.year >= origin
        ]

    def stage(self, key: str) -> ClaimStage:
        """Where a claim stands at the end of the account."""
        work = self.claims[key]
        origin = (work.fact.year, key)
        repaid = [due for one in self.years for name, due in one.repayments if name == key]
        if any(due.is_due for due in repaid):
            return ClaimStage.CLAWED_BACK
        last = self.years[-1] if self.years else None
        if last is not None and last.carried is not None and work.credit_won is not None:
            if last.carried.get(origin):
                return ClaimStage.CARRIED_FORWARD
            if any(origin in (one.expired or {}) for one in self.years):
                return ClaimStage.EXPIRED
            if work.credit_won:
                return ClaimStage.USED
        allowed = work.fact.allowed_won is not None
        return ClaimStage.ALLOWED if allowed else ClaimStage.CLAIMED


def work_out(fact: ClaimFact, book: LawBook) -> Worked:
    """One claim by itself: its credit, the other choice of Art. 24①, and cautions."""
    days = (fact.opens_on, fact.closes_on)
    found = book.credit_law(fact.provision, fact.tier, fact.size, *days)
    worked = credit(fact.investment, found.law) if found.law else None
    choices = _choices(fact, book)
    cautions = [*found.cautions, *_own_cautions(fact, worked)]
    better = best(choices)
    if better and worked and (better.credit.total_won or 0) > (worked.total_won or 0):
        cautions.append(Caution("other_is_larger", {"provision": better.provision}))
    return Worked(fact, found, worked, choices, tuple(cautions))


def _choices(fact: ClaimFact, book: LawBook) -> tuple[Alternative, ...]:
    if fact.provision not in CHOICES:
        return ()
    laws = {
        provision: found.law
        for provision in CHOICES
        if (
            found := book.credit_law(provision, fact.tier, fact.size, fact.opens_on, fact.closes_on)
        ).law
    }
    return alternatives(fact.investment, laws)


def _own_cautions(fact: ClaimFact, worked: Credit | None) -> list[Caution]:
    said = []
    if (fact.closes_on - fact.opens_on).days < 364:
        said.append(Caution("short_year"))
    if "" in fact.records:
        said.append(Caution("support_not_linked"))
    total = worked.total_won if worked else None
    if total is not None and fact.claimed_won not in (None, total):
        said.append(Caution("differs_from_return", {"won": abs(total - (fact.claimed_won or 0))}))
    generated = fact.allowed_won if fact.allowed_won is not None else total
    clawed = sum(one.credit_won for one in fact.clawbacks)
    if generated is not None and clawed > generated:
        said.append(Caution("clawback_above"))
    return said


def account(facts: Sequence[ClaimFact], book: LawBook) -> Account:
    """Work out all claims of one firm together, year by year.

    What the firm states of its tax must be the same in all claims for a year; where it is not,
    the use of credits in that year is not known.
    """
    worked = {fact.key: work_out(fact, book) for fact in facts}
    by_year: dict[int, list[Worked]] = defaultdict(list)
    for one in worked.values():
        by_year[one.fact.year].append(one)
    first = min(by_year, default=0)
    clawed = _clawbacks(facts)
    years = sorted(by_year.keys() | {year for year in clawed if year >= first})
    stated: list[TaxYear] = []
    notes: dict[str, tuple[Caution, ...]] = {}
    for year in years:
        made, said = _tax_year(year, by_year[year], book, clawed.get(year, ()), year == first)
        stated.append(made)
        notes |= dict.fromkeys((one.fact.key for one in by_year[year]), said)
    watch = {year: book.watch(date(year, 12, 31)) for year in years}
    results = tuple(ledger(stated, watch))
    claims = {key: _noted(one, notes.get(key, ())) for key, one in worked.items()}
    return Account(claims, tuple(stated), results)


def _noted(one: Worked, said: Sequence[Caution]) -> Worked:
    return replace(one, cautions=(*one.cautions, *said))


def _clawbacks(facts: Sequence[ClaimFact]) -> dict[int, tuple[tuple[str, Clawback], ...]]:
    """Clawbacks by the tax year in which they happened (Art. 146)."""
    found: dict[int, list[tuple[str, Clawback]]] = defaultdict(list)
    for fact in facts:
        for one in fact.clawbacks:
            found[_year_of(one.happened_on, facts)].append((fact.key, one))
    return {year: tuple(rows) for year, rows in found.items()}


def _year_of(day: date, facts: Sequence[ClaimFact]) -> int:
    years = [fact.year for fact in facts if fact.opens_on <= day <= fact.closes_on]
    return years[0] if years else day.year


def _tax_year(
    year: int,
    claims: Sequence[Worked],
    book: LawBook,
    clawed: tuple[tuple[str, Clawback], ...],
    is_first: bool,
) -> tuple[TaxYear, tuple[Caution, ...]]:
    lots, unknown = _lots(claims, book)
    if is_first:
        lots += [lot for one in claims for lot in _earlier(one.fact, book)]
    tax, minimum, said = _taxes([one.fact for one in claims], book)
    if not is_first and any(one.fact.carried for one in claims):
        said.append(Caution("carried_ignored"))
    if {one.fact.provision for one in claims} >= set(CHOICES):
        said.append(Caution("both_choices"))
    made = TaxYear(year, tuple(lots), tax, minimum, clawed, frozenset(unknown))
    return made, tuple(said)


def _lots(claims: Sequence[Worked], book: LawBook) -> tuple[list[Lot], set[str]]:
    lots, unknown = [], set()
    for one in claims:
        fact = one.fact
        law = one.found.law or book.with_rate(
            "", None, fact.provision, fact.tier, fact.size, fact.closes_on
        )
        if one.credit_won is None or law.is_exempt is None:
            unknown.add(fact.key)
            continue
        lots.append(
            Lot(
                fact.key,
                fact.year,
                one.credit_won,
                law.is_exempt,
                law.carry_years,
                law.rural_rate,
            )
        )
    return lots, unknown


def _earlier(fact: ClaimFact, book: LawBook) -> list[Lot]:
    """Credits from before the register, by the settings of the year in which they arose."""
    lots = []
    for one in fact.carried:
        day = date(one.origin, 12, 31)
        law = book.with_rate("", None, one.provision, None, fact.size, day)
        key = f"{EARLIER}{one.provision.value}"
        exempt = bool(law.is_exempt)
        lots.append(Lot(key, one.origin, one.unused_won, exempt, law.carry_years, law.rural_rate))
    return lots


def _taxes(
    facts: Sequence[ClaimFact], book: LawBook
) -> tuple[int | None, int | None, list[Caution]]:
    """The computed tax less other reliefs, and the minimum tax, as all claims state them."""
    said = {(one.computed_tax_won, one.tax_base_won, one.other_relief_won) for one in facts}
    stated = {one for one in said if one != (None, None, None)}
    sizes = {(one.size, one.closes_on) for one in facts}
    if len(stated) > 1 or len(sizes) > 1:
        return None, None, [Caution("tax_differs")]
    if not stated:
        return None, None, []
    ((computed, base, relief),) = stated
    ((size, closes_on),) = sizes
    law = book.minimum(size, closes_on)
    tax = None if computed is None or relief is None else max(computed - relief, 0)
    minimum = None if base is None or law is None else minimum_tax(base, law)
    return tax, minimum, []
