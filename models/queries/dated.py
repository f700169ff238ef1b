"""What a projection reads beside the judged register: filers, evidence, reports, support."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from sqlmodel import Session, col, select

from models.counting.spending import SIGN
from models.fund import FundTerms
from models.instrument import Instrument, Revision
from models.loan import LoanTerms
from models.movement import Movement
from models.people import Party
from models.pledge import PledgeLine
from models.queries.current import as_known
from models.queries.frozen import frozen_at, verified_by
from models.tax_incentive import TaxIncentiveTerms
from models.vocabulary import (
    COUNTED_STATES,
    EvidenceGrade,
    Kind,
    Size,
    Stage,
)

Terms = TypeVar("Terms", TaxIncentiveTerms, FundTerms, LoanTerms)
LineKey = tuple[int | None, Stage]


class Filed(NamedTuple):
    """Who filed a pledge, and what its lines rest on."""

    code: str
    reference: str
    filer: str
    filer_name: str
    size: Size | None
    announced_on: date | None
    evidence: Mapping[LineKey, tuple[EvidenceGrade | None, str]]


class Report(NamedTuple):
    """One verified movement of a pledge: the period that it covers and how good it is."""

    first: date
    last: date
    grade: EvidenceGrade


class Held(NamedTuple, Generic[Terms]):
    """One verified record of public support."""

    instrument_id: int
    code: str
    reference: str
    filer: str
    title: str
    amount_won: int | None
    source: str
    terms: Terms


def filed_pledges(session: Session, on: date) -> dict[int, Filed]:
    """Every verified pledge known on the day ``on``, by instrument key."""
    by = frozen_at(session, on)
    query = (
        select(Instrument, Revision, Party)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(
            Instrument.kind == Kind.PLEDGE, as_known(on, by), col(Revision.valid_from).is_not(None)
        )
    )
    evidence: dict[int, dict[LineKey, tuple[EvidenceGrade | None, str]]] = defaultdict(dict)
    for line in session.exec(select(PledgeLine)):
        evidence[line.revision_id][line.year, line.stage] = (line.evidence_grade, line.evidence)
    return {
        instrument.key: Filed(
            code=instrument.code,
            reference=instrument.reference,
            filer=party.code,
            filer_name=party.name_ko,
            size=party.size,
            announced_on=revision.announced_on,
            evidence=evidence[revision.key],
        )
        for instrument, revision, party in session.exec(query)
    }


def reports(session: Session, on: date) -> dict[int, list[Report]]:
    """The verified spending reports of every pledge, by instrument key and period."""
    query = (
        select(Movement)
        .where(col(Movement.state).in_(COUNTED_STATES), Movement.known_on <= on)
        .where(verified_by(frozen_at(session, on)))
        .where(col(Movement.kind).in_(SIGN))
        .order_by(col(Movement.period_from), col(Movement.period_to), col(Movement.id))
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for item in session.exec(query):
        report = Report(item.period_from, item.period_to, item.evidence_grade)
        found[item.instrument_id].append(report)
    return dict(found)


def held(session: Session, kind: Kind, terms: type[Terms], on: date) -> Sequence[Held[Terms]]:
    """The verified records of one kind of support known on the day ``on``, by code."""
    by = frozen_at(session, on)
    query = (
        select(Instrument, Revision, Party, terms)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(terms, col(terms.revision_id) == col(Revision.id))
        .where(Instrument.kind == kind, as_known(on, by), col(Revision.valid_from).is_not(None))
        .order_by(col(Instrument.code))
    )
    return [
        Held(
            instrument_id=instrument.key,
            code=instrument.code,
            reference=instrument.reference,
            filer=party.code,
            title=revision.title,
            amount_won=revision.amount_won,
            source=revision.source,
            terms=of_kind,
        )
        for instrument, revision, party, of_kind in session.exec(query)
    ]
