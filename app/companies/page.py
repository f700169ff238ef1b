"""Everything about one party, as plain values and as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlmodel import Session

from app import format as fmt
from app.companies.listing import bases_of, portions_of
from app.i18n import Language
from app.messages import label, party_name
from app.messages.words import Said
from app.registry.current import register_for
from app.tables import UNIT, Column, Table, made_by, standing
from models import Party, Period, User
from models.counting.figures import Asked, Four, records_of
from models.period_words import PeriodState
from models.queries.companies import Group, Named, find_party, group_of, records_of_party
from models.queries.filings import Filed, filings
from models.queries.names import party_as_seen
from models.queries.overdue import Overdue, overdue
from models.queries.periods import periods
from models.queries.submissions import Brought, SubmissionFilter, submission_rows
from models.queries.visibility import FULL_VIEW, Viewer
from models.vocabulary import CountingBasis, Kind, Measure, Role

MOST_PERIODS: Final = 6
MOST_SUBMISSIONS: Final = 10
MEASURES: Final = (
    Measure.INTENT, Measure.ANNOUNCED, Measure.FIRM, Measure.REALISED, Measure.REMAINING,
)  # fmt: skip
"""The lines of a party that are shown together."""


class Line(NamedTuple):
    """A record that names the party, and what of it counts as this party's."""

    named: Named
    announced_won: int | None
    intent_won: int | None
    realised_won: int | None


class Filing(NamedTuple):
    """What the party filed for a period; None where it owed nothing."""

    period: Period
    filed: Filed


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """One party on one day."""

    party: Party
    group: Group
    on: date
    bases: dict[CountingBasis, Four]
    lines: Sequence[Line]
    overdue: Sequence[Overdue]
    submissions: Sequence[Brought]
    filings: Sequence[Filing]
    sees_work: bool
    """Whether this reader sees submissions and filings: officials, auditors, the firm itself."""

    @property
    def by_kind(self) -> Iterator[tuple[Kind, list[Line]]]:
        """The records kind by kind; kinds of different money are never summed together."""
        for kind in Kind:
            own = [line for line in self.lines if line.named.instrument.kind is kind]
            if own:
                yield kind, own


def company_page(session: Session, code: str, user: User, seen: Viewer, on: date) -> CompanyPage:
    """Everything about the party ``code`` that ``user`` may see. Raises NotFound."""
    party = find_party(session, code, seen)
    register = register_for(session, seen, on)
    own = portions_of(register)[party.key]
    counted = {
        measure: records_of(own, Asked(), measure)
        for measure in (Measure.ANNOUNCED, Measure.INTENT, Measure.REALISED)
    }
    named = records_of_party(session, party, seen)
    keys = {one.instrument.key for one in named}
    sees_work = seen.role in FULL_VIEW or seen.role is Role.COMPANY
    return CompanyPage(
        party=party_as_seen(party, seen),
        group=group_of(session, party, seen),
        on=on,
        bases=bases_of(own),
        lines=[_line(one, counted) for one in named],
        overdue=[
            one
            for one in overdue(session, register, on)
            if one.proposal.record.instrument_id in keys
        ],
        submissions=_submissions(session, party, user) if sees_work else (),
        filings=_filings(session, party) if sees_work else (),
        sees_work=sees_work,
    )


def _line(named: Named, counted: Mapping[Measure, Mapping[int, int]]) -> Line:
    """A record beside what of it counts as the party's; only pledges count."""
    key, is_pledge = named.instrument.key, named.instrument.kind is Kind.PLEDGE
    return Line(
        named,
        announced_won=counted[Measure.ANNOUNCED].get(key, 0) if is_pledge else None,
        intent_won=counted[Measure.INTENT].get(key, 0) if is_pledge else None,
        realised_won=counted[Measure.REALISED].get(key),
    )


def _submissions(session: Session, party: Party, user: User) -> Sequence[Brought]:
    asked = SubmissionFilter(party_id=party.key)
    return submission_rows(session, asked, user, limit=MOST_SUBMISSIONS)


def _filings(session: Session, party: Party) -> list[Filing]:
    """What the party filed for the latest periods in which it owed a filing."""
    shown = [one for one in periods(session) if one.state is not PeriodState.PLANNED]
    return [
        Filing(period, filed)
        for period in shown[:MOST_PERIODS]
        for filed in filings(session, period, party.key)
    ]


_HEADS: Final = (
    Said("종류", "Kind"),
    Said("번호", "Number"),
    Said("이름", "Title"),
    Said("역할", "Part"),
    Said("제출 기관", "Filer"),
    Said("처리 상태", "State"),
    Said("자료 확인일", "Known on"),
)
_WONS: Final = (
    Said("금액(억원)", "Amount (KRW 100m)"),
    Said("의향 집계(억원)", "Counted intent (KRW 100m)"),
    Said("발표 이상 집계(억원)", "Counted announced or further (KRW 100m)"),
    Said("집행(억원)", "Realised (KRW 100m)"),
)


def table_of(page: CompanyPage, user: User, lang: Language) -> Table:
    """The records of a party as a table, with its figures on the cover."""
    columns = (
        *(Column(head.to(lang), width=24) for head in _HEADS),
        *(Column(head.to(lang), is_won=True) for head in _WONS),
    )
    return Table(
        title=party_name(page.party, lang),
        on=page.on,
        cover=tuple(_cover(page, user, lang)),
        columns=columns,
        rows=[
            (
                label(line.named.instrument.kind, lang),
                line.named.instrument.code,
                line.named.revision.title,
                ", ".join(label(part, lang) for part in line.named.parts),
                party_name(line.named.filer, lang),
                label(line.named.revision.state, lang),
                line.named.revision.known_on,
                line.named.revision.amount_won,
                line.intent_won,
                line.announced_won,
                line.realised_won,
            )
            for line in page.lines
        ],
    )


def _cover(page: CompanyPage, user: User, lang: Language) -> Iterator[tuple[str, str]]:
    yield Said("기업", "Party").to(lang), f"{party_name(page.party, lang)} ({page.party.code})"
    yield Said("자료 기준일", "As of").to(lang), fmt.day(page.on, lang)
    yield Said("금액 단위", "Unit").to(lang), UNIT.to(lang)
    for basis, four in page.bases.items():
        for measure in MEASURES:
            won = four.won(measure)
            text = fmt.missing("not_filed", lang) if won is None else fmt.won_exact(won, lang)
            yield f"{label(basis, lang)} · {label(measure, lang)}", text
    yield Said("건수", "Records").to(lang), fmt.count(len(page.lines), lang)
    yield Said("자료 상태", "Status").to(lang), standing(page.on).to(lang)
    yield Said("만든 사람·시각", "Made by, at").to(lang), made_by(user, lang)
