"""What finances pledges, with what is known of the loans and funds that the rows name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.counting.facts import ShareFact
from models.counting.financing import FinanceFact, Support, repaid_parts, support_of
from models.financing import Finance, PledgeFinancing
from models.funds.chain import Behind, behind
from models.instrument import Instrument
from models.people import Party
from models.pledge import PledgeTerms
from models.queries.chunks import chunks
from models.queries.funds import read_funds
from models.queries.loans import read_loans
from models.vocabulary import Kind


class Source(NamedTuple):
    """A row of the financing of a pledge, and its financier where it is registered."""

    row: PledgeFinancing
    party: Party | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The financing rows of many revisions as counting facts."""

    rows: Mapping[int, Sequence[FinanceFact]]

    def support(self, terms: PledgeTerms, shares: Iterable[ShareFact]) -> Support:
        """The public support behind one revision."""
        return support_of(
            self.rows.get(terms.revision_id, ()),
            grant_won=terms.public_grant_won,
            loan_won=terms.policy_loan_won,
            public_part_won=terms.public_part_won,
            public_parties={share.party_id for share in shares if share.is_public},
        )


def financing_of(session: Session, revision_id: int) -> list[Source]:
    """What finances one version of a pledge, in the order of the entries."""
    query = (
        select(PledgeFinancing, Party)
        .join(Party, col(Party.id) == col(PledgeFinancing.party_id), isouter=True)
        .where(PledgeFinancing.revision_id == revision_id)
        .order_by(col(PledgeFinancing.id))
    )
    return [Source(row, party) for row, party in session.exec(query)]


def read_sources(session: Session, on: date, revisions: Collection[int]) -> Sources:
    """What finances ``revisions``, by what was known of loans and funds on the day ``on``."""
    rows = [row for row in session.exec(select(PledgeFinancing)) if row.revision_id in revisions]
    keys = records_named(session, {row.record for row in rows if row.record})
    repaid, public = _repaid(session, on, rows, keys), _behind(session, on, keys)
    found: dict[int, list[FinanceFact]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.key):
        kind, key = keys.get(row.record, (None, 0))
        found[row.revision_id].append(
            FinanceFact(
                finance=row.finance,
                amount_won=row.amount_won,
                party_id=row.party_id,
                has_fund=kind is Kind.FUND,
                public=_public(public.get(key)),
                repaid=repaid.get(key, Fraction(0)),
            )
        )
    return Sources(found)


def records_named(session: Session, codes: Collection[str]) -> dict[str, tuple[Kind, int]]:
    """Kind and key of every registered record among ``codes``."""
    found: dict[str, tuple[Kind, int]] = {}
    for some in chunks(list(codes)):
        query = sa.select(col(Instrument.code), col(Instrument.kind), col(Instrument.id)).where(
            col(Instrument.code).in_(some)
        )
        found |= {code: (kind, key) for code, kind, key in session.execute(query)}
    return found


def _repaid(
    session: Session,
    on: date,
    rows: Iterable[PledgeFinancing],
    keys: Mapping[str, tuple[Kind, int]],
) -> dict[int, Fraction]:
    """The repaid part of the loans that policy-loan rows name."""
    named: Counter[int] = Counter()
    for row in rows:
        kind, key = keys.get(row.record, (None, 0))
        if kind is Kind.LOAN and row.finance is Finance.POLICY_LOAN:
            named[key] += row.amount_won or 0
    if not named:
        return {}
    loans = read_loans(session, on, list(named), verified=True)
    face = {key: loan.face_won for key, loan in loans.items()}
    repaid = {key: loan.position.repaid_won for key, loan in loans.items()}
    return repaid_parts(named, face, repaid)


def _behind(
    session: Session, on: date, keys: Mapping[str, tuple[Kind, int]]
) -> Mapping[int, Behind]:
    """Who stands behind the funds that rows name; nothing is read where none does."""
    if not any(kind is Kind.FUND for kind, _ in keys.values()):
        return {}
    return behind(read_funds(session, on).funds)


def _public(of: Behind | None) -> Fraction | None:
    """The public part of a fund; None where nobody knows all of its investors."""
    return None if of is None or of.unknown else of.public
