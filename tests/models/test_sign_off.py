"""A company that wants two people: whatever one of its users files waits for another one."""

from datetime import date

import pytest
import sqlalchemy as sa

from models import Instrument, Movement
from models.commands import (
    advance,
    advance_movement,
    advance_no_change,
    advance_submission,
    amend,
    close_submission,
    end_sign_off,
    keep_sign_off,
    move,
    note_upload,
    propose,
    propose_many,
    propose_withdrawal,
    require_sign_off,
    set_active,
    state_no_change,
)
from models.errors import (
    ColleagueNeeded,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
    TooFewUsers,
)
from models.period_words import Filing
from models.queries.approvals import company_queue, waiting, waiting_count
from models.queries.filings import filings
from models.queries.invariants import broken
from models.queries.sign_offs import company_count, own_statements
from models.sign_off import SignOff
from models.vocabulary import Kind, Role, State
from tests.models.conftest import pledge
from tests.models.test_commands import movement


@pytest.fixture
def writer(make_user, filer):
    """The company user who types."""
    return make_user(Role.COMPANY, filer)


@pytest.fixture
def colleague(make_user, filer):
    """Another user of the same company."""
    return make_user(Role.COMPANY, filer)


@pytest.fixture
def two(session, filer, writer, colleague):
    """The company wants two people."""
    return require_sign_off(session, filer, actor=writer)


def file(session, writer, reference="r-1", **said):
    given = pledge(reference, **said)
    return propose(session, Kind.PLEDGE, given, actor=writer, state=State.SUBMITTED)


def test_without_a_wish_one_person_files(session, writer):
    assert file(session, writer).state is State.SUBMITTED


def test_what_one_person_files_waits_for_another_of_the_company(
    session, two, writer, colleague, checker, official, make_party, make_user
):
    revision = file(session, writer)

    assert revision.state is State.AT_COMPANY
    assert waiting(session) == []
    with pytest.raises(StepNotAllowed):
        advance(session, revision, "verify", actor=checker)
    for other, refusal in (
        (writer, ColleagueNeeded),
        (official, NotPermitted),
        (make_user(Role.COMPANY, make_party()), NotPermitted),
    ):
        with pytest.raises(refusal):
            advance(session, revision, "countersign", actor=other)
    advance(session, revision, "countersign", actor=colleague)
    assert (revision.state, revision.signed_by_id) == (State.SUBMITTED, colleague.key)
    assert [one.kind for one in waiting(session)] == [Kind.PLEDGE]
    advance(session, revision, "verify", actor=checker)
    assert [one.code for one in broken(session)] == []


def test_a_colleague_sends_it_back_with_the_reason_and_may_mend_it_for_the_first_to_sign(
    session, two, writer, colleague
):
    revision = file(session, writer)
    with pytest.raises(ReasonNeeded):
        advance(session, revision, "send_back", actor=colleague)
    advance(session, revision, "send_back", actor=colleague, reason="연도를 나눠 주세요")
    assert revision.state is State.RETURNED

    amend(session, revision, pledge(title="고친 이름"), actor=colleague, lock=revision.lock)
    advance(session, revision, "submit", actor=colleague)
    with pytest.raises(ColleagueNeeded):
        advance(session, revision, "countersign", actor=colleague)
    advance(session, revision, "countersign", actor=writer)

    assert (revision.state, revision.signed_by_id) == (State.SUBMITTED, writer.key)


def test_a_draft_that_a_colleague_submits_has_its_two_people(session, two, writer, colleague):
    draft = propose(session, Kind.PLEDGE, pledge(), actor=writer, state=State.DRAFT)

    advance(session, draft, "submit", actor=colleague)

    assert draft.state is State.SUBMITTED


def test_a_correction_waits_while_the_verified_version_counts(
    session, two, writer, colleague, checker
):
    first = file(session, writer)
    advance(session, first, "countersign", actor=colleague)
    advance(session, first, "verify", actor=checker)

    second = file(session, writer, title="바뀐 이름")
    withdrawal = propose_withdrawal(
        session,
        session.get_one(Instrument, first.instrument_id),
        actor=colleague,
        reason="취소",
        known_on=date(2025, 5, 1),
    )

    assert (first.state, second.state) == (State.VERIFIED, State.SUPERSEDED)
    assert withdrawal.state is State.AT_COMPANY


def test_a_workbook_is_signed_off_whole_and_money_with_it(session, two, writer, colleague, checker):
    submission = note_upload(
        session,
        kind=Kind.PLEDGE,
        filename="a.xlsx",
        sha256="0" * 64,
        size=1,
        actor=writer,
        counts={},
    )
    key = submission.key
    propose_many(
        session,
        Kind.PLEDGE,
        [pledge("a"), pledge("b")],
        actor=writer,
        state=State.SUBMITTED,
        submission_id=key,
    )
    close_submission(session, submission, actor=writer, counts={})

    assert waiting(session) == []
    assert [one.code for one in waiting(session, company_queue(writer.party_id))] == [
        submission.number
    ]
    with pytest.raises(StepNotAllowed):
        advance_submission(session, submission, "verify", actor=checker)
    with pytest.raises(ColleagueNeeded):
        advance_submission(session, submission, "countersign", actor=writer)
    assert advance_submission(session, submission, "countersign", actor=colleague) == 2
    assert advance_submission(session, submission, "verify", actor=checker) == 2


def test_a_row_of_money_waits_too(session, two, writer, colleague, make_pledge, checker):
    instrument = session.get_one(Instrument, make_pledge(State.VERIFIED).instrument_id)
    spent = move(session, instrument, movement(), actor=writer)

    assert spent.state is State.AT_COMPANY
    assert waiting_count(session) == 0
    assert company_count(session, colleague) == 1
    assert company_count(session, writer) == 0
    with pytest.raises(ColleagueNeeded):
        advance_movement(session, spent, "countersign", actor=writer)
    advance_movement(session, spent, "countersign", actor=colleague)
    advance_movement(session, spent, "verify", actor=checker)
    assert [one.code for one in broken(session)] == []


def test_a_statement_of_no_change_waits_too(
    session, two, writer, colleague, checker, make_pledge, filer, opened
):
    make_pledge(State.VERIFIED)
    period = opened()
    said = state_no_change(session, period, filer, actor=writer)

    assert filings(session, period)[0].filing is Filing.MISSING
    assert [one.code for one in own_statements(session, filer.key)] == [f"N-{said.key}"]
    with pytest.raises(ColleagueNeeded):
        advance_no_change(session, said, "countersign", actor=writer)
    advance_no_change(session, said, "countersign", actor=colleague)
    assert filings(session, period)[0].filing is Filing.NO_CHANGE_WAITING
    advance_no_change(session, said, "verify", actor=checker)
    assert filings(session, period)[0].filing is Filing.NO_CHANGE
    assert [one.code for one in broken(session)] == []


def test_what_an_official_files_for_the_company_needs_no_sign_off(session, two, official):
    assert file(session, official).state is State.SUBMITTED


def test_a_company_with_one_user_has_no_second_person(session, filer, writer, make_user):
    with pytest.raises(TooFewUsers):
        require_sign_off(session, filer, actor=writer)
    second = make_user(Role.COMPANY, filer)
    administrator = make_user(Role.ADMINISTRATOR)
    set_active(session, second, active=False, actor=administrator, reason="퇴사")
    with pytest.raises(TooFewUsers):
        require_sign_off(session, filer, actor=administrator)


def test_only_the_company_and_administrators_keep_the_setting(
    session, filer, writer, colleague, official, make_user, make_party
):
    for other in (official, make_user(Role.COMPANY, make_party())):
        with pytest.raises(NotPermitted):
            require_sign_off(session, filer, actor=other)
    require_sign_off(session, filer, actor=make_user(Role.ADMINISTRATOR))
    with pytest.raises(StepNotAllowed):
        require_sign_off(session, filer, actor=writer)


def test_nobody_ends_it_alone_but_an_administrator_with_a_reason(
    session, filer, two, writer, colleague, make_user
):
    end_sign_off(session, filer, actor=writer)
    with pytest.raises(ColleagueNeeded):
        end_sign_off(session, filer, actor=writer)
    assert file(session, writer).state is State.AT_COMPANY
    keep_sign_off(session, filer, actor=colleague)
    assert two.ending_by_id is None
    end_sign_off(session, filer, actor=writer)
    end_sign_off(session, filer, actor=colleague)
    assert file(session, writer, "r-2").state is State.SUBMITTED
    assert [one.code for one in broken(session)] == []

    require_sign_off(session, filer, actor=writer)
    administrator = make_user(Role.ADMINISTRATOR)
    with pytest.raises(ReasonNeeded):
        end_sign_off(session, filer, actor=administrator)
    end_sign_off(session, filer, actor=administrator, reason="담당자가 모두 바뀜")
    assert not two.is_needed
    assert [one.code for one in broken(session)] == []


def test_a_setting_signature_or_statement_changed_behind_the_history_is_named(
    session, filer, two, writer, colleague, make_pledge, opened
):
    instrument = session.get_one(Instrument, make_pledge(State.VERIFIED).instrument_id)
    spent = move(session, instrument, movement(), actor=writer)
    state_no_change(session, opened(), filer, actor=writer)
    session.flush()
    session.execute(sa.update(SignOff).values(is_needed=False))
    session.execute(
        sa.update(Movement).where(Movement.id == spent.key).values(signed_by_id=colleague.key)
    )
    session.execute(sa.text("UPDATE no_change SET state = 'submitted'"))
    session.expire_all()

    assert {one.code for one in broken(session)} >= {
        "verify_sign_off_altered",
        "verify_signed_without_event",
        "verify_no_change_altered",
    }


def test_the_database_itself_refuses_the_author_as_the_second_person(session, writer, filer):
    revision = file(session, writer)
    session.flush()

    with pytest.raises(sa.exc.IntegrityError, match="signed_by_a_colleague"):
        session.execute(
            sa.text(f"UPDATE revision SET signed_by_id = made_by_id WHERE id = {revision.key}")
        )
