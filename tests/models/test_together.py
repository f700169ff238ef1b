"""One change of many records: which can change, all or nothing, one bundle, one event each."""

from datetime import date

import pytest
from sqlmodel import select

from imports.sheets import SHEETS
from models import Event, Revision
from models.commands import advance, advance_submission, propose_together
from models.commands.together import MOST, require_number
from models.content import given_of
from models.errors import (
    ChangedMeanwhile,
    DoesNotFit,
    MakerIsChecker,
    MovedMeanwhile,
    NotFound,
    NothingToSubmit,
    NotPermitted,
    ReasonNeeded,
    SameValue,
    TooManyRecords,
    VersionOpen,
)
from models.instrument import Instrument
from models.kinds import KINDS
from models.queries.approvals import waiting
from models.queries.together import Picked, Wanted, rows_of
from models.queries.visibility import Viewer
from models.vocabulary import Category, Kind, Role, State, Visibility

TODAY = date(2026, 11, 28)
WANTED = Wanted("category", Category.MODEL)
WHY = "분류 기준 변경"


@pytest.fixture
def viewer(official):
    return Viewer.of(official, TODAY)


@pytest.fixture
def make(session, make_pledge):
    """Verified pledges; returns their codes."""

    def made(*references, state=State.VERIFIED, **said):
        revisions = [make_pledge(state, reference=one, **said) for one in references]
        return [session.get_one(Instrument, one.instrument_id).code for one in revisions]

    return made


def look(session, codes, viewer, wanted=WANTED):
    return rows_of(session, Kind.PLEDGE, [Picked(code) for code in codes], wanted, viewer)


def together(session, rows, actor, wanted=WANTED, reason=WHY):
    picked = [row.picked for row in rows]
    viewer = Viewer.of(actor, TODAY)
    return propose_together(
        session, Kind.PLEDGE, picked, wanted, actor=actor, viewer=viewer, reason=reason
    )


def test_every_record_becomes_a_waiting_proposal_of_one_bundle(session, make, official, viewer):
    codes = make("a", "b", "c")
    rows = look(session, codes, viewer)
    before = len(session.exec(select(Event)).all())

    bundle = together(session, rows, official)

    proposed = session.exec(select(Revision).where(Revision.submission_id == bundle.key)).all()
    assert [one.state for one in proposed] == [State.SUBMITTED] * 3
    assert {one.reason for one in proposed} == {WHY}
    events = session.exec(select(Event).where(Event.id > before)).all()
    assert [one.action for one in events] == ["change_together"] + ["propose"] * 3
    for event in events[1:]:
        assert event.changes["category"] == ["data_centre", "model"]
    (entry,) = waiting(session)
    assert (entry.code, entry.records, entry.nature) == (bundle.number, 3, "together")


def test_only_the_field_changes_and_only_once_another_person_verified(
    session, make, official, checker, viewer
):
    (code,) = make("a")
    instrument = session.exec(select(Instrument).where(Instrument.code == code)).one()
    rows = look(session, [code], viewer)
    old = rows[0].given
    bundle = together(session, rows, official)

    with pytest.raises(MakerIsChecker):
        advance_submission(session, bundle, "verify", actor=official)
    assert look(session, [code], viewer)[0].old is Category.DATA_CENTRE
    advance_submission(session, bundle, "verify", actor=checker)

    current = session.exec(
        select(Revision).where(
            Revision.instrument_id == instrument.key, Revision.state == State.VERIFIED
        )
    ).one()
    assert given_of(session, instrument, current) == old


def test_each_record_that_cannot_change_says_why(
    session, make, make_party, make_user, official, viewer
):
    same = make("same", category="model")
    waits = make("waits", state=State.SUBMITTED)
    fine = make("fine")

    rows = look(session, [*same, *waits, *fine, "P-2026-999999"], viewer)

    kinds = [type(row.refusal) for row in rows]
    assert kinds == [SameValue, VersionOpen, type(None), NotFound]


def test_a_value_that_the_rules_of_the_kind_refuse_is_told_by_its_rule(session, make, viewer):
    codes = make("a")

    (row,) = look(session, codes, viewer, Wanted("visibility", Visibility.EMBARGOED))

    assert isinstance(row.refusal, DoesNotFit)
    assert row.refusal.values["complaint"] == "embargo_day"


def test_a_record_that_moved_meanwhile_is_refused_by_name_and_nothing_is_stored(
    session, make, make_pledge, official, checker, viewer
):
    codes = make("a", "b")
    rows = look(session, codes, viewer)
    again = make_pledge(State.SUBMITTED, reference="b", title="그 사이 바뀜")
    advance(session, again, "verify", actor=checker)
    before = len(session.exec(select(Event)).all())

    with pytest.raises(MovedMeanwhile) as refused:
        together(session, rows, official)

    assert refused.value.values["codes"] == codes[1]
    assert len(session.exec(select(Event)).all()) == before
    seen = rows_of(session, Kind.PLEDGE, [row.picked for row in rows], WANTED, viewer)
    assert [type(row.refusal) for row in seen] == [type(None), ChangedMeanwhile]


def test_a_company_changes_its_own_records_only(session, make, make_party, make_user, filer):
    codes = make("a")
    own = make_user(Role.COMPANY, party=filer)
    other = make_user(Role.COMPANY, party=make_party())

    assert together(session, look(session, codes, Viewer.of(own, TODAY)), own).party_id == filer.key
    (row,) = look(session, codes, Viewer.of(other, TODAY))
    assert isinstance(row.refusal, NotFound)
    with pytest.raises(MovedMeanwhile):
        together(session, [row], other)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ECONOMIST, Role.ADMINISTRATOR])
def test_who_files_nothing_changes_nothing(session, make, make_user, viewer, role):
    rows = look(session, make("a"), viewer)

    with pytest.raises(NotPermitted):
        together(session, rows, make_user(role))


def test_money_and_identity_are_never_changed_together(session, make, official, viewer):
    rows = look(session, make("a"), viewer)

    for field in ("amount_won", "lines", "filer", "reference", "title"):
        with pytest.raises(NotFound):
            together(session, rows, official, Wanted(field, None))


def test_a_reason_and_a_number_of_records_are_needed(session, make, official, viewer):
    rows = look(session, make("a"), viewer)

    with pytest.raises(ReasonNeeded):
        together(session, rows, official, reason=" ")
    with pytest.raises(NothingToSubmit):
        together(session, [], official)
    with pytest.raises(TooManyRecords):
        require_number(MOST + 1)


@pytest.mark.parametrize("kind", Kind)
def test_fields_changed_together_are_fields_of_the_kind_and_columns_of_its_workbook(kind):
    made = KINDS[kind]
    fields = made.input.TOGETHER
    parts = {part.name for part in made.parts}

    assert set(fields) <= made.input.model_fields.keys()
    assert set(fields) <= set(SHEETS[kind][0].fields)
    assert len(set(fields)) == len(fields)
    assert not {"filer", "reference", "title", "part_of", "stage", *parts} & set(fields)
    assert not [name for name in fields if name.endswith("_won")]
