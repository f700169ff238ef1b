"""Whatever row or event of a register somebody alters behind its back is found and named."""

import random

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from models.queries.invariants import broken
from models.vocabulary import Kind
from tests.models.life.office import Office
from tests.models.life.test_replay import act
from tests.models.test_invariants import tamper

ALTERED = (
    ("tax_setting", "value = value + 1", "proposed_by_id IS NOT NULL", "verify_setting_altered"),
    ("tax_setting", "value = value + 1", "proposed_by_id IS NULL", "verify_first_settings_altered"),
    ("tax_setting", "valid_to = '2031-01-31'", "state = 'confirmed'", "verify_"),
    ("scope_rule", "in_scope = NOT in_scope", "proposed_by_id IS NOT NULL", "verify_scope_altered"),
    ("scope_rule", "is_chips = NOT is_chips", "proposed_by_id IS NULL", "verify_first_scope"),
    ("discount_rate", "rate_ppm = rate_ppm + 1", "proposed_by_id IS NOT NULL", "verify_rate_alt"),
    ("discount_rate", "rate_ppm = rate_ppm + 1", "proposed_by_id IS NULL", "verify_first_rates"),
    ("target", "value = value + 1", "TRUE", "verify_target_altered"),
    ("observation", "value = value + 1", "TRUE", "verify_target_altered"),
    ("party", "is_public = NOT is_public", "TRUE", "verify_party_altered"),
    ("party", "name_ko = 'x'", "TRUE", "verify_party_altered"),
    ("user_account", "role = 'auditor'", "role = 'official'", "verify_user_altered"),
    ("revision", "amount_won = amount_won + 1", "TRUE", "verify_record_altered"),
    ("revision", "known_on = '2020-01-01'", "TRUE", "verify_record_altered"),
    ("revision", "state = 'verified'", "state = 'draft'", "verify_state_altered"),
    ("pledge_line", "amount_won = amount_won + 1", "TRUE", "verify_line_sums"),
    ("pledge_terms", "category = 'not_ai'", "TRUE", "verify_record_altered"),
    ("fund_commitment", "amount_won = amount_won + 1", "TRUE", "verify_record_altered"),
    ("loan_terms", "rate_ppm = rate_ppm + 1", "TRUE", "verify_record_altered"),
    ("tax_claim_terms", "invested_won = invested_won + 1", "TRUE", "verify_record_altered"),
    ("tax_incentive_terms", "rate_ppm = rate_ppm + 1", "TRUE", "verify_record_altered"),
    ("movement", "amount_won = amount_won + 1", "TRUE", "verify_movement_altered"),
    ("movement", "state = 'verified'", "state = 'submitted'", "verify_state_altered"),
    ("reporting_period", "state = 'open_period'", "state = 'planned_period'", "verify_period_alt"),
    ("event", "reason = 'x'", "TRUE", "verify_event_altered"),
    ("event", "actor_id = NULL", "actor_id IS NOT NULL", "verify_event_altered"),
)
GONE = ("tax_setting", "scope_rule", "discount_rate", "target", "observation")


@pytest.fixture
def lived(session: Session) -> Session:
    """A register with a life behind it, in which everything holds."""
    office, chance = Office(session), random.Random(7)
    for _ in range(220):
        act(office, chance)
    for kind in range(len(Kind)):
        office.propose(who=0, which=0, what=kind, won=10**9, day=3)
    session.flush()
    tamper(session)
    assert broken(session) == []
    return session


def found(session: Session, statement: str) -> list[str]:
    """The codes of what is wrong once somebody ran a statement; then it is undone."""
    with session.begin_nested() as point:
        done = session.execute(sa.text(statement))
        assert done.rowcount == 1, statement
        session.expire_all()
        codes = [one.code for one in broken(session)]
        point.rollback()
    return codes


def test_every_altered_row_and_event_is_found_and_named(lived: Session) -> None:
    missed = []
    for table, change, which, code in ALTERED:
        key = "revision_id" if table.endswith("_terms") else "id"
        one = f"(SELECT max({key}) FROM {table} WHERE {which})"
        codes = found(lived, f"UPDATE {table} SET {change} WHERE {key} = {one}")
        if not any(said.startswith(code) for said in codes):
            missed.append((table, change, codes))

    assert missed == []


def test_every_row_that_is_gone_is_named(lived: Session) -> None:
    kept = []
    for table in GONE:
        newest = f"(SELECT max(id) FROM {table} WHERE proposed_by_id IS NOT NULL)"
        if not found(lived, f"DELETE FROM {table} WHERE id = {newest}"):
            kept.append(table)

    assert kept == []
