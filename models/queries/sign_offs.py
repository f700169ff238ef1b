"""What waits inside a company beside its records: statements of no change; and how much waits."""

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.people import User
from models.period import NoChange, Period
from models.queries.approvals import Waiting, company_queue, waiting_count
from models.vocabulary import State


def own_statements(session: Session, party_id: int) -> list[Waiting]:
    """The company's statements of no change that wait for its second person."""
    query = (
        sa.select(NoChange, col(Period.last_day), col(User.name))
        .join(Period, col(Period.id) == col(NoChange.period_id))
        .join(User, col(User.id) == col(NoChange.made_by_id))
        .where(col(NoChange.party_id) == party_id, col(NoChange.state) == State.AT_COMPANY)
    )
    return [
        Waiting(
            code=f"N-{row.key}",
            nature="no_change",
            kind=None,
            title="",
            filer="",
            made_by_id=row.made_by_id,
            made_by=name,
            made_at=row.made_at,
            state=row.state,
            about=(day,),
        )
        for row, day, name in session.execute(query)
    ]


def company_count(session: Session, user: User) -> int:
    """How much waits inside the user's company for somebody else than its author: for them."""
    if user.party_id is None:
        return 0
    statements = (
        select(func.count())
        .select_from(NoChange)
        .where(NoChange.party_id == user.party_id, NoChange.state == State.AT_COMPANY)
        .where(NoChange.made_by_id != user.key)
    )
    records = waiting_count(session, company_queue(user.party_id), not_by=user.key)
    return records + session.exec(statements).one()
