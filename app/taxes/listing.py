"""The list of claims: filters in the address, sort, and the same rows as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask_babel import gettext
from sqlmodel import Session

from app.i18n import Language
from app.messages import label, party_name
from app.registry.current import today
from app.tables import Column, Table
from app.taxes.say import stamped
from models import User
from models.queries.claims import Claim, Claims, read_claims
from models.queries.support import SupportFilter, support_rows
from models.queries.visibility import Viewer
from models.tax_claim import CREDITS, SIZES
from models.tax_vocabulary import ClaimStage
from models.taxes import Worked
from models.vocabulary import Kind, State, TaxTier

CHOICES: Final[Mapping[str, Sequence[Any]]] = {
    "provision": CREDITS,
    "tier": tuple(TaxTier),
    "firm_size": SIZES,
    "stage": tuple(ClaimStage),
    "state": (State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.CERTIFIED),
}
"""Filters that choose from a list, by their name in the address."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with what became of it."""

    claim: Claim
    worked: Worked
    stage: ClaimStage
    used_won: int | None
    carried_won: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; unknown words ask for nothing."""

    text: str = ""
    year: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text or self.year or self.chosen)

    def address(self) -> dict[str, str]:
        """The keys of the address that ask the same."""
        year = {"year": str(self.year)} if self.year else {}
        text = {"q": self.text} if self.text else {}
        sort = {"sort": self.sort} if self.sort else {}
        return {**text, **year, **self.chosen, **sort}


SORTS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "code": lambda row: row.claim.instrument.code,
    "year": lambda row: row.claim.fact.year,
    "invested": lambda row: row.claim.terms.invested_won,
    "credit": lambda row: (row.worked.credit_won is not None, row.worked.credit_won or 0),
    "used": lambda row: (row.used_won is not None, row.used_won or 0),
    "carried": lambda row: (row.carried_won is not None, row.carried_won or 0),
}


def read(given: Mapping[str, str]) -> Asked:
    """The question in an address."""
    year = given.get("year", "")
    chosen = {
        name: given[name]
        for name, members in CHOICES.items()
        if given.get(name) in {member.value for member in members}
    }
    sort = given.get("sort", "")
    return Asked(
        given.get("q", "").strip()[:200],
        int(year) if year.isdecimal() and len(year) == 4 else None,
        chosen,
        sort if sort.removeprefix("-") in SORTS else "",
    )


def rows_of(session: Session, asked: Asked, seen: Viewer, on: date) -> list[Row]:
    """Every claim that the question finds and ``seen`` may see."""
    listed = support_rows(session, SupportFilter(Kind.TAX_CLAIM, text=asked.text), seen)
    keys = [row.revision.key for row in listed]
    found = read_claims(session, on, filer_id=seen.party_id, beside=keys)
    rows = [_row(found, row.instrument.code) for row in listed]
    kept = [row for row in rows if _fits(row, asked)]
    name = asked.sort.removeprefix("-") or "code"
    return sorted(kept, key=SORTS[name], reverse=asked.sort.startswith("-"))


def _row(found: Claims, code: str) -> Row:
    claim, account = found.claims[code], found.account_of(code)
    path = account.path(code)
    used = [won for _, won, _ in path]
    return Row(
        claim,
        found.worked(code),
        account.stage(code),
        None if None in used else sum(won or 0 for won in used),
        path[-1][2] if path else None,
    )


def _fits(row: Row, asked: Asked) -> bool:
    own = {
        "provision": row.claim.terms.provision,
        "tier": row.claim.terms.tier,
        "firm_size": row.claim.terms.firm_size,
        "stage": row.stage,
        "state": row.claim.revision.state,
    }
    in_year = asked.year in (None, row.claim.fact.year)
    return in_year and all(own[name].value == word for name, word in asked.chosen.items())


def table_of(rows: Sequence[Row], asked: Asked, user: User, lang: Language) -> Table:
    """The same rows as a file."""
    columns = (
        Column(gettext("번호")),
        Column(gettext("기업"), width=24),
        Column(gettext("이름"), width=36),
        Column(gettext("사업연도")),
        Column(gettext("제도"), width=22),
        Column(gettext("기술 구분")),
        Column(gettext("기업 규모")),
        Column(gettext("투자금액(억원)"), is_won=True),
        Column(gettext("신고한 공제세액(억원)"), is_won=True),
        Column(gettext("계산한 공제세액(억원)"), is_won=True),
        Column(gettext("사용액(억원)"), is_won=True),
        Column(gettext("이월액(억원)"), is_won=True),
        Column(gettext("단계")),
        Column(gettext("상태")),
    )
    said = ", ".join(f"{name}={word}" for name, word in asked.address().items())
    cover = (
        *stamped(user, lang),
        (gettext("조건"), said or gettext("전체")),
        (gettext("주의"), gettext("과세정보입니다. 담당 공무원과 해당 기업만 볼 수 있습니다.")),
    )
    return Table(
        gettext("세액공제 신청"), today(), cover, columns, [_cells(row, lang) for row in rows]
    )


def _cells(row: Row, lang: Language) -> tuple[str | int | None, ...]:
    claim, terms = row.claim, row.claim.terms
    return (
        claim.instrument.code,
        party_name(claim.filer, lang),
        claim.revision.title,
        claim.fact.year,
        label(terms.provision, lang),
        label(terms.tier, lang),
        label(terms.firm_size, lang),
        terms.invested_won,
        claim.revision.amount_won,
        row.worked.credit_won,
        row.used_won,
        row.carried_won,
        label(row.stage, lang),
        label(claim.revision.state, lang),
    )
