"""The lists of tax incentives and funds: what their addresses ask, and the same rows as files."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.funds.reading import Funds
from app.i18n import Language
from app.lists.address import Asked, Reader
from app.lists.sheet import Field, Sheet, added, exact
from app.messages import field, label, party_name
from app.messages.words import Said
from app.registry.current import named_day
from app.tables import Cell
from models.fund import FundTerms
from models.queries.sums import Sized, topmost
from models.queries.support import DEFAULT_SORT, SORTS, SupportFilter, SupportRow
from models.tax_incentive import TaxIncentiveTerms
from models.vocabulary import (
    FirmSize,
    FundForm,
    FundStage,
    Kind,
    Provision,
    ProvisionStatus,
    State,
)

Row = SupportRow


class Facet(NamedTuple):
    """A filter over the codes of one field of the terms, by its key in the address."""

    key: str
    field: str
    members: type[StrEnum]


FACETS: Final[Mapping[Kind, tuple[Facet, ...]]] = {
    Kind.TAX_INCENTIVE: (
        Facet("prov", "provision", Provision),
        Facet("status", "status", ProvisionStatus),
        Facet("size", "firm_size", FirmSize),
    ),
    Kind.FUND: (Facet("st", "stage", FundStage), Facet("form", "form", FundForm)),
}


def read(args: "MultiDict[str, str]", kind: Kind, lang: Language) -> Asked[SupportFilter]:
    """Read the address of the list of a kind."""
    reader = Reader(args, lang)
    terms = {one.field: reader.several(one.key, one.members) for one in FACETS[kind]}
    asked = SupportFilter(
        kind,
        text=reader.text(),
        states=reader.several("state", State),
        on=named_day(),
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
        terms=terms,
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


def sheet_of(kind: Kind, more: object) -> Sheet[Row]:
    """The file of the list of a kind; ``more`` is what its page shows beyond the terms."""
    return _SHEETS[kind](more)


def _tax(more: object) -> Sheet[Row]:
    return Sheet(
        title=Said("조세지원", "tax_incentives"),
        fields=(
            *_FIRST,
            Field("article", Said("조문", "Article"), lambda row, _: _of_tax(row).article),
            _coded("provision", lambda row: _of_tax(row).provision),
            _coded("tier", lambda row: _of_tax(row).tier),
            _coded("firm_size", lambda row: _of_tax(row).firm_size),
            Field(
                "rate",
                Said("공제율(%)", "Rate (%)"),
                lambda row, _: _percent(_of_tax(row).rate_ppm),
            ),
            Field(
                "rate_stated",
                Said("공제율 원문", "Rate as stated"),
                lambda row, _: _of_tax(row).rate_text,
            ),
            Field(
                "from", Said("시행일", "In force from"), lambda row, _: _of_tax(row).effective_from
            ),
            Field(
                "until", Said("종료일", "In force until"), lambda row, _: _of_tax(row).effective_to
            ),
            _coded("status", lambda row: _of_tax(row).status),
            *_LAST,
        ),
        first=_FIRST_OF_FUNDS,
        link=_link,
        code=lambda row: row.instrument.code,
    )


_FIRST_OF_FUNDS: Final = (
    "code",
    "title",
    "article",
    "tier",
    "firm_size",
    "rate",
    "from",
    "until",
    "status",
    "state",
)  # fmt: skip


def _fund(more: object) -> Sheet[Row]:
    assert isinstance(more, Funds)
    at = {key: more.book.position_of(key) for key in more.book.funds}
    planned = Said("계획 규모", "Planned size")

    def committed(row: Row, _: Language) -> Cell:
        found = at.get(row.instrument.key)
        return found.account.committed_won if found else None

    def called(row: Row, _: Language) -> Cell:
        found = at.get(row.instrument.key)
        return found.account.called_won if found else None

    def invested(row: Row, _: Language) -> Cell:
        found = at.get(row.instrument.key)
        return found.invested_won if found else None

    return Sheet(
        title=Said("정책펀드", "policy_funds"),
        fields=(
            *_FIRST,
            Field(
                "operator",
                Said("운용", "Operator"),
                lambda row, _: _of_fund(row).operator,
                width=24,
            ),
            _coded("form", lambda row: _of_fund(row).form),
            _coded("stage", lambda row: _of_fund(row).stage),
            Field(
                "start", Said("시작 연도", "First year"), lambda row, _: _of_fund(row).start_year
            ),
            Field("end", Said("끝 연도", "Last year"), lambda row, _: _of_fund(row).end_year),
            Field("amount", planned, lambda row, _: row.revision.amount_won, True),
            Field("committed", Said("출자 약정", "Committed"), committed, True),
            Field("called", Said("납입 요청", "Called"), called, True),
            Field("invested", Said("투자", "Invested"), invested, True),
            Field(
                "counted",
                Said("집계액", "Counted"),
                lambda row, _: more.counted_of(row.instrument.key),
                True,
            ),
            *_LAST,
        ),
        sums=lambda rows, lang: (
            (
                Said(
                    "적힌 계획 규모의 합(전체에 든 부분은 빼고)",
                    "Sum of planned sizes as stated (a whole stands for its parts)",
                ).to(lang),
                _planned(rows, lang),
            ),
            (Said("투자 합계", "Sum invested").to(lang), exact(_moved(rows), lang)),
        ),
        first=(
            "code",
            "title",
            "operator",
            "stage",
            "amount",
            "committed",
            "called",
            "invested",
            "counted",
            "state",
        ),
        link=_link,
        code=lambda row: row.instrument.code,
    )


_SHEETS: Final[Mapping[Kind, Callable[[object], Sheet[Row]]]] = {
    Kind.TAX_INCENTIVE: _tax,
    Kind.FUND: _fund,
}


def _coded(name: str, held: Callable[[Row], StrEnum | None]) -> Field[Row]:
    def cell(row: Row, lang: Language) -> str:
        code = held(row)
        return "" if code is None else label(code, lang)

    return Field(name, Said(field(name, "ko"), field(name, "en")), cell)


def _of_tax(row: Row) -> TaxIncentiveTerms:
    assert isinstance(row.terms, TaxIncentiveTerms)
    return row.terms


def _of_fund(row: Row) -> FundTerms:
    assert isinstance(row.terms, FundTerms)
    return row.terms


def _percent(ppm: int | None) -> float | None:
    return None if ppm is None else ppm / 10_000


def _moved(rows: Sequence[Row]) -> int | None:
    return added([row.moved_won for row in rows])


def _link(row: Row) -> str:
    return url_for("support.show", code=row.instrument.code)


def _planned(rows: Sequence[Row], lang: Language) -> str:
    sized = [
        Sized(row.instrument.key, _of_fund(row).part_of_id, row.revision.amount_won) for row in rows
    ]
    known = [one.won for one in topmost(sized) if one.won is not None]
    unknown = Said(" (금액 미상 {count}건 제외)", " ({count} without a stated amount left out)")
    left = sum(one.won is None for one in sized)
    said = fmt.won_exact(sum(known), lang) if known else fmt.missing("unknown", lang)
    return said + (unknown.to(lang, {"count": str(left)}) if left and known else "")


_FIRST: Final[tuple[Field[Row], ...]] = (
    Field("code", Said("번호", "Number"), lambda row, _: row.instrument.code),
    Field(
        "reference", Said("관리번호", "Filer's reference"), lambda row, _: row.instrument.reference
    ),
    Field(
        "party", Said("제출 기관", "Filer"), lambda row, lang: party_name(row.filer, lang), width=24
    ),
    Field("title", Said("이름", "Name"), lambda row, _: row.revision.title, width=40),
)
_LAST: Final[tuple[Field[Row], ...]] = (
    Field("state", Said("처리 상태", "State"), lambda row, lang: label(row.revision.state, lang)),
    Field("known", Said("자료 확인일", "Known on"), lambda row, _: row.revision.known_on),
)
