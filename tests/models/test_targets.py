"""National targets and observations: two people, dated rows, corrections, and their history."""

from datetime import date

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import select

from models.commands import confirm_targets, decline_targets, propose_targets
from models.errors import (
    MakerIsChecker,
    NotFound,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
    TargetNotLater,
    TargetWaiting,
)
from models.event import Event
from models.queries.invariants import broken
from models.queries.targets import latest_of, observations_on, targets_on, waiting_targets
from models.target import Observation, Target, from_steps
from models.target_vocabulary import MetricUnit
from models.vocabulary import Role, ScopeState
from tests.models.targets import observation, target

TODAY = date(2026, 11, 28)


@pytest.fixture
def agree(session, official, checker):
    """Propose rows by one official and confirm them by another."""

    def agree(*givens):
        rows = propose_targets(session, givens, actor=official)
        confirm_targets(session, rows, actor=checker)
        return rows

    return agree


def test_a_row_holds_only_once_a_second_person_confirmed_it(session, official, checker):
    rows = propose_targets(session, [target(), observation()], actor=official)
    before = (list(targets_on(session, TODAY)), list(observations_on(session, TODAY)))

    confirm_targets(session, rows, actor=checker)

    assert before == ([], [])
    assert [row.reference for row in targets_on(session, TODAY)] == ["T-1"]
    assert [row.reference for row in observations_on(session, TODAY)] == ["O-1"]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_whoever_proposed_rows_never_confirms_them(session, make_user, role):
    maker = make_user(role)
    rows = propose_targets(session, [target()], actor=maker)

    with pytest.raises(MakerIsChecker):
        confirm_targets(session, rows, actor=maker)

    assert rows[0].state is ScopeState.PROPOSED


def test_the_database_itself_refuses_one_person_as_both(session, official):
    (row,) = propose_targets(session, [target()], actor=official)
    query = sa.text("UPDATE target SET confirmed_by_id = proposed_by_id, state = 'confirmed'")

    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.execute(query)

    assert row.confirmed_by_id is None


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR, Role.COMPANY])
def test_others_neither_propose_nor_confirm(session, make_user, filer, official, role):
    other = make_user(role, filer if role is Role.COMPANY else None)
    rows = propose_targets(session, [target()], actor=official)

    with pytest.raises(NotPermitted):
        propose_targets(session, [target("T-2")], actor=other)
    with pytest.raises(NotPermitted):
        confirm_targets(session, rows, actor=other)


def test_a_change_closes_the_row_before_it_and_each_day_keeps_its_target(session, agree):
    agree(target())

    agree(target(value="300000", valid_from=date(2026, 1, 1), reason="새 계획"))

    values = {
        on: [row.value for row in targets_on(session, on)] for on in (date(2025, 6, 1), TODAY)
    }
    assert values == {date(2025, 6, 1): [200_000 * 10**6], TODAY: [300_000 * 10**6]}
    assert broken(session) == []


def test_a_correction_of_the_same_day_replaces_the_row_and_keeps_it_readable(session, agree):
    (wrong,) = agree(target(value="20000"))

    (right,) = agree(target(reason="영 하나가 빠짐"))

    assert [row.id for row in targets_on(session, TODAY)] == [right.id]
    assert (wrong.value, wrong.replaced_by_id) == (20_000 * 10**6, right.id)
    assert broken(session) == []


def test_a_corrected_observation_is_read_no_more_but_kept(session, agree):
    agree(target())
    (wrong,) = agree(observation(value="45000"))

    (right,) = agree(observation(reason="숫자를 바꾸어 적음"))

    assert [row.id for row in observations_on(session, TODAY)] == [right.id]
    assert session.get(Observation, wrong.id).replaced_by_id == right.id


def test_a_later_publication_of_a_year_is_read_from_its_day_on(session, agree):
    agree(target())
    agree(observation("O-1", value="39181", is_provisional=True, known_on=date(2025, 1, 1)))
    agree(observation("O-2", value="42551", known_on=date(2025, 12, 1)))

    def read(on):
        return [from_steps(row.value, row.unit) for row in latest_of(observations_on(session, on))]

    assert (read(date(2025, 6, 1)), read(TODAY)) == ([39_181], [42_551])


def test_a_change_that_begins_before_the_present_row_is_refused(session, agree, official):
    agree(target())

    with pytest.raises(TargetNotLater):
        propose_targets(session, [target(valid_from=date(2024, 1, 1))], actor=official)


def test_a_reference_waits_once_within_one_proposal_too(session, official):
    propose_targets(session, [target()], actor=official)

    with pytest.raises(TargetWaiting):
        propose_targets(session, [target()], actor=official)
    with pytest.raises(TargetWaiting):
        propose_targets(session, [target("T-2"), target("T-2")], actor=official)


def test_an_observation_belongs_to_an_indicator_that_a_target_names(session, official):
    with pytest.raises(NotFound):
        propose_targets(session, [observation()], actor=official)


def test_a_declined_row_needs_a_reason_and_frees_its_reference(session, official, checker):
    rows = propose_targets(session, [target()], actor=official)

    with pytest.raises(ReasonNeeded):
        decline_targets(session, rows, actor=checker, reason=" ")
    decline_targets(session, rows, actor=checker, reason="출처가 다름")
    with pytest.raises(StepNotAllowed):
        confirm_targets(session, rows, actor=checker)

    assert waiting_targets(session) == []
    assert propose_targets(session, [target()], actor=official)
    assert broken(session) == []


def test_a_maker_may_take_rows_back(session, official):
    rows = propose_targets(session, [target()], actor=official)

    decline_targets(session, rows, actor=official, reason="잘못 올림")

    assert (rows[0].state, rows[0].confirmed_by_id) == (ScopeState.DECLINED, None)


def test_every_step_is_an_event_with_its_reason(session, agree, official, checker):
    agree(target(reason="전략 발표"))

    events = session.exec(select(Event).where(Event.action.like("%_target"))).all()

    assert [(one.action, one.actor_id, one.reason) for one in events] == [
        ("propose_target", official.id, "전략 발표"),
        ("confirm_target", checker.id, "전략 발표"),
    ]
    assert events[1].changes["said"]["value"] == 200_000 * 10**6


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE target SET value = value + 1",
        "UPDATE target SET source = 'elsewhere'",
        "UPDATE target SET valid_to = '2026-01-01'",
        "UPDATE target SET state = 'declined'",
        "UPDATE observation SET value = 1",
        "UPDATE observation SET breaks_series = true",
        "UPDATE observation SET replaced_by_id = id",
        "UPDATE observation SET year = 2020",
        "DELETE FROM observation",
        "DELETE FROM target",
    ],
)
def test_a_row_changed_behind_the_register_is_found_and_named(session, agree, change):
    agree(target(), observation())

    session.execute(sa.text(change))
    session.expire_all()

    assert {found.values["reference"] for found in broken(session)} == {
        "T-1" if "target" in change else "O-1"
    }


def test_a_row_that_nobody_proposed_is_found(session, agree, official, checker):
    (row,) = agree(target())
    copy = row.model_dump(exclude={"id", "reference"}) | {"reference": "T-9"}
    session.add(Target(**copy))
    session.flush()

    assert [found.code for found in broken(session)] == ["verify_target_without_event"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"value": None}, "target_value"),
        ({"kind": "indicator"}, "target_without_value"),
        ({"kind": "milestone"}, "target_milestone"),
        ({"milestone": "achieved"}, "target_milestone"),
        ({"unit": None}, "target_unit"),
        ({"unit": "won", "value": "0.5", "baseline": None}, "target_digits"),
        ({"unit": "percent", "value": "70.00001", "baseline": None}, "target_digits"),
        ({"unit": "percent", "value": "101", "baseline": None}, "target_size"),
        ({"value": "1e13"}, "target_size"),
        ({"baseline_year": 2031}, "period_order"),
        ({"source": ""}, "string_too_short"),
        ({"reference": "두 번"}, "string_pattern_mismatch"),
        ({"indicator": "no spaces"}, "string_pattern_mismatch"),
    ],
)
def test_a_target_that_does_not_say_what_its_kind_says_is_refused(said, code):
    with pytest.raises(ValidationError) as refused:
        target(**said)

    assert {item["type"] for item in refused.value.errors()} == {code}


def test_an_observation_is_not_known_years_before_it_happens():
    with pytest.raises(ValidationError, match="period_not_over"):
        observation(year=2028)


@pytest.mark.parametrize(
    ("unit", "value", "steps"),
    [
        ("won", "65000000000000", 65 * 10**12),
        ("percent", "32.9", 329_000),
        ("coefficient", "1.806", 1_806_000),
        ("gigawatts", "8.4", 8_400_000),
    ],
)
def test_figures_are_kept_to_the_last_digit_in_whole_steps(unit, value, steps):
    given = target(unit=unit, value=value, baseline=None)

    assert given.stored()["value"] == steps
    assert from_steps(steps, MetricUnit(unit)) == given.value
