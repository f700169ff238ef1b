"""The list of claims: filters in the address, sort, and the same rows as a file."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from flask import url_for
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import Asked, Reader
from app.lists.sheet import Field, Sheet, added
from app.messages import label, party_name
from app.messages.words import Said
from app.registry.current import named_day
from app.registry.tabs import STATES
from models.queries.claims import Claim, Claims, read_claims
from models.queries.support import SupportFilter, support_rows
from models.queries.visibility import Viewer
from models.tax_claim import CREDITS, SIZES
from models.tax_vocabulary import ClaimStage
from models.taxes import Worked
from models.vocabulary import Kind, TaxTier

CHOICES: Final[Mapping[str, Sequence[Any]]] = {
    "provision": CREDITS,
    "tier": tuple(TaxTier),
    "firm_size": SIZES,
    "stage": tuple(ClaimStage),
    "state": STATES,
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
class ClaimFilter:
    """What the list of claims asks for; an empty field asks for nothing."""

    records: SupportFilter
    years: tuple[int, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


SORTS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "code": lambda row: row.claim.instrument.code,
    "year": lambda row: row.claim.fact.year,
    "invested": lambda row: row.claim.terms.invested_won,
    "credit": lambda row: row.worked.credit_won,
    "used": lambda row: row.used_won,
    "carried": lambda row: row.carried_won,
}


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[ClaimFilter]:
    """Read the address of the list."""
    reader = Reader(args, lang)
    text = reader.text()
    year = reader.whole("year", 1900, 2100)
    if year is not None:
        reader.tag(_YEAR.to(lang, {"year": str(year)}), "year", str(year))
    chosen = {name: reader.codes(name, *_known(name, lang)) for name in CHOICES}
    asked = ClaimFilter(
        SupportFilter(Kind.TAX_CLAIM, text=text, on=named_day()),
        () if year is None else (year,),
        chosen,
    )
    return reader.asked(asked, SORTS, "code")


def _known(name: str, lang: Language) -> tuple[Collection[str], Callable[[str], str]]:
    words = {member.value: label(member, lang) for member in CHOICES[name]}
    return words, words.__getitem__


def rows_of(session: Session, asked: Asked[ClaimFilter], seen: Viewer, on: date) -> list[Row]:
    """Every claim that the question finds and ``seen`` may see; unknown sums come last."""
    listed = support_rows(session, asked.filter.records, seen)
    keys = [row.revision.key for row in listed]
    found = read_claims(session, on, filer_id=seen.party_id, beside=keys)
    rows = [_row(found, row.instrument.code) for row in listed]
    kept = [row for row in rows if _fits(row, asked.filter)]
    of = SORTS[asked.sort.removeprefix("-")]
    known = [row for row in kept if of(row) is not None]
    unknown = [row for row in kept if of(row) is None]
    return [*sorted(known, key=of, reverse=asked.sort.startswith("-")), *unknown]


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


def _fits(row: Row, asked: ClaimFilter) -> bool:
    own = {
        "provision": row.claim.terms.provision,
        "tier": row.claim.terms.tier,
        "firm_size": row.claim.terms.firm_size,
        "stage": row.stage,
        "state": row.claim.revision.state,
    }
    in_year = not asked.years or row.claim.fact.year in asked.years
    return in_year and all(
        own[name].value in words for name, words in asked.chosen.items() if words
    )


MONEY: Final[Mapping[str, Callable[[Row], int | None]]] = {
    "invested": lambda row: row.claim.terms.invested_won,
    "filed": lambda row: row.claim.revision.amount_won,
    "credit": lambda row: row.worked.credit_won,
    "used": lambda row: row.used_won,
    "carried": lambda row: row.carried_won,
}
"""The columns of money, each added up by itself over all rows."""


def sums_of(rows: Sequence[Row]) -> dict[str, int | None]:
    """What is known of each column of money, added up; None where nothing is."""
    return {key: added([held(row) for row in rows]) for key, held in MONEY.items()}


def _sums(rows: Sequence[Row], lang: Language) -> tuple[tuple[str, str], ...]:
    heads = {one.key: one.head.to(lang) for one in SHEET.fields}
    said = tuple(
        (
            _SUM.to(lang, {"head": heads[key]}),
            fmt.missing("unknown", lang) if won is None else fmt.won_exact(won, lang),
        )
        for key, won in sums_of(rows).items()
    )
    return (*said, (_CAUTION.to(lang), _TAXPAYERS.to(lang)))


def _code(held: Callable[[Row], StrEnum]) -> Callable[[Row, Language], str]:
    return lambda row, lang: label(held(row), lang)


def _filer(row: Row, lang: Language) -> str:
    return party_name(row.claim.filer, lang)


_YEAR: Final = Said("사업연도 {year}", "Tax year {year}")
_SUM: Final = Said("{head} 합계", "Sum: {head}")
_CAUTION: Final = Said("주의", "Caution")
_TAXPAYERS: Final = Said(
    "과세정보입니다. 담당 공무원과 해당 기업만 볼 수 있습니다.",
    "Taxpayer data: for officials and the firm itself only.",
)
_FIRST: Final = (
    "code", "party", "title", "year", "provision", "tier", "invested", "credit", "used",
    "carried", "stage", "state",
)  # fmt: skip
SHEET: Final[Sheet[Row]] = Sheet(
    title=Said("세액공제_신청", "tax_claims"),
    fields=(
        Field("code", Said("번호", "Number"), lambda row, _: row.claim.instrument.code),
        Field("party", Said("기업", "Firm"), _filer, width=24),
        Field("title", Said("이름", "Name"), lambda row, _: row.claim.revision.title, width=36),
        Field("year", Said("사업연도", "Tax year"), lambda row, _: row.claim.fact.year),
        Field(
            "provision",
            Said("제도", "Provision"),
            _code(lambda row: row.claim.terms.provision),
            width=22,
        ),
        Field("tier", Said("기술 구분", "Tier"), _code(lambda row: row.claim.terms.tier)),
        Field(
            "firm_size",
            Said("기업 규모", "Firm size"),
            _code(lambda row: row.claim.terms.firm_size),
        ),
        Field(
            "invested",
            Said("투자금액", "Invested"),
            lambda row, _: row.claim.terms.invested_won,
            True,
        ),
        Field(
            "filed",
            Said("신고한 공제세액", "Credit as filed"),
            lambda row, _: row.claim.revision.amount_won,
            True,
        ),
        Field(
            "credit",
            Said("계산한 공제세액", "Credit worked out"),
            lambda row, _: row.worked.credit_won,
            True,
        ),
        Field("used", Said("사용액", "Used"), lambda row, _: row.used_won, True),
        Field("carried", Said("이월액", "Carried"), lambda row, _: row.carried_won, True),
        Field("stage", Said("단계", "Stage"), _code(lambda row: row.stage)),
        Field("state", Said("상태", "State"), _code(lambda row: row.claim.revision.state)),
    ),
    sums=_sums,
    first=_FIRST,
    link=lambda row: url_for("support.show", code=row.claim.instrument.code),
    code=lambda row: row.claim.instrument.code,
)
