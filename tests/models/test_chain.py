"""The history hangs together: whatever is altered, cut or slipped in is found and named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, func, select

from models import Event, Instrument, Movement, PledgeLine, PledgeTerms, Revision
from models.chain import BEGINNING, link
from models.commands import advance_movement, amend, move, propose
from models.commands.history import record
from models.event import EventChain
from models.inputs import MovementInput
from models.queries.chain import altered
from models.vocabulary import EvidenceGrade, Kind, MovementKind, State
from tests.models.conftest import pledge
from tests.models.test_invariants import tamper

SPENT = MovementInput(
    reference="p", entry="1", kind=MovementKind.ACTUAL, period_from=date(2026, 7, 1),
    period_to=date(2026, 9, 30), amount_won=10**9, evidence_grade=EvidenceGrade.FILING,
    known_on=date(2026, 10, 15),
)  # fmt: skip


@pytest.fixture
def life(session, make_pledge, official, checker):
    """A pledge that was changed, and money under it."""
    revision = make_pledge(State.VERIFIED, reference="p")
    make_pledge(State.VERIFIED, reference="p", title="larger")
    make_pledge(State.DRAFT, reference="q")
    instrument = session.get_one(Instrument, revision.instrument_id)
    movement = move(session, instrument, SPENT, actor=official)
    advance_movement(session, movement, "verify", actor=checker)
    return instrument


def found(session):
    return [(one.code, one.values) for one in altered(session)]


def test_each_event_carries_the_hash_of_the_one_before(session, life):
    events = session.exec(select(Event).order_by(col(Event.id))).all()

    assert events[0].prev_hash == BEGINNING
    assert [one.prev_hash for one in events[1:]] == [one.hash for one in events[:-1]]
    assert [one.id for one in events] == list(range(1, len(events) + 1))
    assert found(session) == []


def test_the_hash_covers_everything_that_an_event_says():
    first, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    said = {"id": 1, "at": first, "action": "x", "changes": {"a": [1, 2]}}

    others = [
        {"id": 2}, {"at": later}, {"action": "y"}, {"changes": {"a": [1, 3]}}, {"reason": "z"},
        {"actor_id": 1}, {"party_id": 1}, {"instrument_id": 1}, {"revision_id": 1},
        {"movement_id": 1}, {"submission_id": 1}, {"run_id": 1}, {"digest": "0"},
    ]  # fmt: skip
    hashes = {link(BEGINNING, said | other) for other in [{}, *others]}
    assert len(hashes) == len(others) + 1
    assert link("1" * 64, said) not in hashes


@pytest.mark.parametrize("step", ["UPDATE event SET reason = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_the_history(session, life, step):
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        session.execute(sa.text(step))


def test_an_altered_event_is_named(session, life):
    tamper(session)

    session.execute(sa.update(Event).where(col(Event.id) == 4).values(reason="회피"))

    assert found(session) == [("verify_event_altered", {"number": 4})]


def test_an_event_that_is_missing_from_the_middle_is_named(session, life):
    tamper(session)

    session.execute(sa.delete(Event).where(col(Event.id) == 4))

    assert ("verify_event_missing", {"number": 5, "before": 3}) in found(session)


def test_an_end_that_was_cut_off_is_noticed(session, life):
    tamper(session)
    last = session.scalar(sa.select(sa.func.max(col(Event.id))))

    session.execute(sa.delete(Event).where(col(Event.id) == last))

    assert ("verify_events_cut", {"number": last - 1}) in found(session)


def test_a_chain_without_its_end_is_noticed(session, life):
    session.execute(sa.delete(EventChain))

    assert [code for code, _ in found(session)] == ["verify_events_cut"]


@pytest.mark.parametrize(
    "damage",
    [
        sa.update(Revision).where(col(Revision.number) == 2).values(title="다른 이름"),
        sa.update(Revision).where(col(Revision.number) == 2).values(amount_won=1),
        sa.update(PledgeTerms).where(col(PledgeTerms.revision_id) == 2).values(region="다른 곳"),
        sa.update(PledgeLine).where(col(PledgeLine.revision_id) == 2).values(amount_won=2),
        sa.delete(PledgeLine).where(col(PledgeLine.revision_id) == 2),
    ],
)
def test_an_altered_version_is_named(session, life, damage):
    session.execute(damage)

    assert found(session) == [("verify_record_altered", {"code": life.code, "number": 2})]


def test_altered_money_is_named(session, life):
    session.execute(sa.update(Movement).values(amount_won=10**10))

    assert found(session) == [("verify_movement_altered", {"code": life.code, "entry": "1"})]


@pytest.mark.parametrize("table", [Revision, Movement])
def test_a_state_that_no_event_left_is_named(session, life, table):
    columns = {"state": State.IN_REVIEW}
    condition = col(table.instrument_id) == life.key

    session.execute(sa.update(table).where(condition).values(**columns))

    assert {code for code, _ in found(session)} == {"verify_state_altered"}


def test_an_amended_draft_says_what_its_last_event_says(session, filer, official):
    draft = propose(session, Kind.PLEDGE, pledge("q"), actor=official)

    amend(session, draft, pledge("q", title="고침"), actor=official, lock=draft.lock)

    assert found(session) == []


def test_writers_at_the_same_time_make_one_chain(engine, life, session):
    session.commit()
    session.close()

    def write(number: int) -> None:
        for _ in range(5):
            with Session(engine) as writer:
                record(writer, "sign_in", actor=None, changes={"address": str(number)})
                writer.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    with Session(engine) as reader:
        assert found(reader) == []
        assert reader.exec(select(func.count()).where(Event.action == "sign_in")).one() == 20
