"""The tax credit calculator: one function behind the page and ``flask tax-credit``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from app.i18n import Language
from app.messages import INPUTS
from app.messages import field as name_of
from app.sheet_form import SheetForm
from models.money import Unit
from models.queries.claims import fact_of
from models.tax_claim import TaxClaimInput
from models.tax_vocabulary import ClaimBasis, SupportItem
from models.taxes import (
    Account,
    ClaimFact,
    LawBook,
    Rate,
    Worked,
    YearResult,
    account,
    work_out,
)
from models.vocabulary import Kind, ProvisionStatus

CODE: Final = "C"
MAIN: Final = (
    "provision", "tier", "firm_size", "invested_won", "prior1_won", "prior2_won", "prior3_won",
    "revenue_won", "site", "since_1989", "is_expansion", "in_complex", "is_listed",
    "tax_base_won", "computed_tax_won", "other_relief_won",
)  # fmt: skip
"""What the calculator asks by the names of the claim."""
SUPPORTS: Final = tuple(item.value for item in SupportItem)
CARRIED_ROWS: Final = 3
CARRIED: Final = tuple(
    f"carried-{number}-{part}"
    for number in range(CARRIED_ROWS)
    for part in ("origin_year", "unused_won")
)
FIELDS: Final = ("year", "rate", *MAIN, *SUPPORTS, *CARRIED)


@dataclass(frozen=True, slots=True)
class Calculated:
    """One claim that is stored nowhere: its credit, and its use in its own year."""

    fact: ClaimFact
    worked: Worked
    account: Account

    @property
    def year(self) -> YearResult | None:
        """What became of it in its year."""
        return self.account.of_year(self.fact.year)

    @property
    def minimum_won(self) -> int | None:
        """The minimum tax of its year."""
        return self.account.stated[0].minimum_won if self.account.stated else None


@dataclass(slots=True)
class TypedCredit:
    """What was typed by field name; a bare number is of ``unit``. ``errors`` stay by field."""

    typed: Mapping[str, str]
    lang: Language
    unit: Unit = Unit.HUNDRED_MILLION
    errors: dict[str, str] = field(default_factory=dict)

    def calculate(self, book: LawBook) -> Calculated | None:
        """The credit that was typed; None with ``errors`` where it cannot be read."""
        form = SheetForm(self._as_claim(), self.lang, kind=Kind.TAX_CLAIM, unit=self.unit)
        ppm = form.share("rate", "rate_ppm")
        year = form.year("year", "year")
        if year is None and "year" not in form.errors:
            said = INPUTS["missing"].to(self.lang, {"field": name_of("year", self.lang)})
            form.complain("year", said)
        given = form.read()
        self.errors |= {_own_name(name): said for name, said in form.errors.items()}
        if given is None or self.errors:
            return None
        assert isinstance(given, TaxClaimInput)
        fact = fact_of(CODE, None, given, given.supports, given.carried, given.clawbacks)
        fact = replace(fact, records=())
        return _calculated(fact, book if ppm is None else _with_rate(book, given, ppm))

    def _as_claim(self) -> dict[str, str]:
        said = {name: self.typed.get(name, "") for name in ("year", "rate", *MAIN, *CARRIED)}
        year = said["year"].strip()
        said |= {
            "reference": CODE,
            "filer": CODE,
            "title": CODE,
            "known_on": "2000-01-01",
            "claim_basis": ClaimBasis.SELF_DECLARED.value,
            "opens_on": f"{year}-01-01",
            "closes_on": f"{year}-12-31",
            "carried-rows": str(CARRIED_ROWS),
            "supports-rows": str(len(SUPPORTS)),
        }
        if not (year.isdecimal() and len(year) == 4):
            said |= {"opens_on": "2000-01-01", "closes_on": "2000-12-31"}
        for number, item in enumerate(SUPPORTS):
            text = self.typed.get(item, "").strip()
            if text:
                stem = f"supports-{number}-"
                said |= {f"{stem}entry": item, f"{stem}item": item, f"{stem}amount_won": text}
        for number in range(CARRIED_ROWS):
            if said[f"carried-{number}-origin_year"] or said[f"carried-{number}-unused_won"]:
                said[f"carried-{number}-provision"] = said["provision"]
        return said


def _own_name(name: str) -> str:
    """The field of the calculator that stands for a field of a claim."""
    parts = name.split("-")
    return SUPPORTS[int(parts[1])] if parts[0] == "supports" and len(parts) > 2 else name


def _with_rate(book: LawBook, given: TaxClaimInput, ppm: int) -> LawBook:
    """The book with a typed rate in the place of the registered provision."""
    typed = Rate(
        code="",
        title="",
        article="",
        provision=given.provision,
        tier=given.tier,
        size=given.firm_size,
        rate_ppm=ppm,
        since=date(given.closes_on.year, 1, 1),
        until=None,
        status=ProvisionStatus.IN_FORCE,
    )
    others = [one for one in book.rates if one.provision is not given.provision]
    return LawBook([*others, typed], book.settings)


def _calculated(fact: ClaimFact, book: LawBook) -> Calculated:
    return Calculated(fact, work_out(fact, book), account([fact], book))


def as_json(found: Calculated) -> dict[str, Any]:
    """The whole computation as plain values, in won."""
    credit, year = found.worked.credit, found.year
    rate = found.worked.found.rate
    return {
        "year": found.fact.year,
        "provision": found.fact.provision.value,
        "tier": found.fact.tier.value,
        "firm_size": found.fact.size.value,
        "article": rate.article if rate else None,
        "rate_ppm": rate.rate_ppm if rate else None,
        "net_won": credit.net_won if credit else None,
        "base_won": credit.base_won if credit else None,
        "additional_won": credit.additional_won if credit else None,
        "credit_won": credit.total_won if credit else None,
        "minimum_tax_won": found.minimum_won,
        "used_won": year.used_won if year else None,
        "carried_won": year.carried_won if year else None,
        "used_by_origin": by_origin(year.used if year else None),
        "carried_by_origin": by_origin(year.carried if year else None),
        "expired_by_origin": by_origin(year.expired if year else None),
        "rural_tax_won": year.rural_won if year else None,
        "steps": [
            {"code": step.code, "article": step.article, "won": step.won}
            for step in (credit.steps if credit else ())
        ],
        "alternatives": [
            {
                "provision": one.provision.value,
                "article": one.article,
                "credit_won": one.credit.total_won,
            }
            for one in found.worked.choices
        ],
        "cautions": [one.code for one in cautions_of(found)],
    }


def cautions_of(found: Calculated) -> Sequence[Any]:
    """What a reader should know of the claim and of its year."""
    return found.account.claims[CODE].cautions


def by_origin(held: Mapping[tuple[int, str], int] | None) -> dict[str, int] | None:
    """Won by origin year."""
    if held is None:
        return None
    found: dict[str, int] = {}
    for (origin, _), won in sorted(held.items()):
        found[str(origin)] = found.get(str(origin), 0) + won
    return found
