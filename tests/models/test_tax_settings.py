"""Dated settings and official figures: one proposes, another confirms, and both are kept."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from models.commands import (
    confirm_figures,
    confirm_setting,
    decline_figures,
    decline_setting,
    propose_figures,
    propose_setting,
)
from models.errors import (
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    SettingNotLater,
    SettingWaiting,
    StepNotAllowed,
)
from models.queries.invariants import broken
from models.queries.tax_law import current_figures, find_setting, read_book, tax_settings
from models.tax_setting import TaxFigure, TaxFigureInput, TaxSettingInput
from models.tax_vocabulary import TaxParameter
from models.vocabulary import Role, ScopeState

EOK = 10**8
ON = date(2030, 1, 1)


def setting(**said: Any) -> TaxSettingInput:
    given: dict[str, Any] = {
        "parameter": "clawback_interest_ppm",
        "value": 300,
        "article": "제146조",
        "valid_from": date(2027, 1, 1),
        "source": "시행령",
    }
    return TaxSettingInput(**given | said)


def test_a_setting_is_proposed_by_one_and_confirmed_by_another_and_closes_the_row_before(
    session, make_user, official
):
    admin = make_user(Role.ADMINISTRATOR)
    row = propose_setting(session, setting(), actor=admin)

    assert read_book(session, ON).watch(date(2027, 6, 1)).daily_interest.numerator == 11
    with pytest.raises(SettingWaiting):
        propose_setting(session, setting(valid_from=date(2028, 1, 1)), actor=admin)
    with pytest.raises(MakerIsChecker):
        confirm_setting(session, row, actor=admin)
    confirm_setting(session, row, actor=official)

    book = read_book(session, ON)
    assert book.value(TaxParameter.CLAWBACK_INTEREST, date(2026, 12, 31)) == 220
    assert book.value(TaxParameter.CLAWBACK_INTEREST, date(2027, 1, 1)) == 300
    with pytest.raises(StepNotAllowed):
        confirm_setting(session, row, actor=official)
    with pytest.raises(SettingNotLater):
        propose_setting(session, setting(valid_from=date(2026, 1, 1)), actor=admin)
    assert broken(session) == []


def test_only_administrators_propose_settings_and_a_decline_has_its_reason(
    session, make_user, official
):
    admin = make_user(Role.ADMINISTRATOR)

    with pytest.raises(NotPermitted):
        propose_setting(session, setting(), actor=official)
    row = propose_setting(session, setting(), actor=admin)
    with pytest.raises(ReasonNeeded):
        decline_setting(session, row, actor=official, reason=" ")
    decline_setting(session, row, actor=official, reason="원문과 다름")

    assert find_setting(session, row.key).state is ScopeState.DECLINED
    with pytest.raises(NotPermitted):
        confirm_setting(
            session,
            propose_setting(session, setting(), actor=admin),
            actor=make_user(Role.ECONOMIST),
        )


def test_overlapping_settings_are_found(session):
    row = next(one.row for one in tax_settings(session) if one.row.parameter == "carry_years")
    session.execute(
        sa.text(
            "INSERT INTO tax_setting (parameter, value, article, valid_from, source, note, state,"
            " answer) VALUES ('carry_years', 5, 'x', '2024-01-01', 'x', '', 'confirmed', '')"
        )
    )

    assert row.valid_to is None
    assert {one.code for one in broken(session)} == {
        "verify_setting_overlap",
        "verify_first_settings_altered",
    }


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"parameter": "minimum_exempt_flag", "value": 2}, "setting_flag"),
        ({"parameter": "budget_function", "value": 7}, "setting_function"),
        ({"parameter": "carry_years", "value": 51}, "less_than_equal"),
        ({"value": 10**8}, "less_than_equal"),
    ],
)
def test_a_setting_out_of_its_unit_is_refused(said, code):
    with pytest.raises(ValidationError) as caught:
        setting(**said)

    assert [error["type"] for error in caught.value.errors()] == [code]


def figure(**said: Any) -> TaxFigureInput:
    given: dict[str, Any] = {
        "year": 2025,
        "provision": "investment_credit",
        "firm_size": "large",
        "budget_function": "industry",
        "figure_status": "actual",
        "amount_won": 10**12,
        "published_on": date(2026, 9, 1),
        "source": "조세지출예산서",
    }
    return TaxFigureInput(**given | said)


def rows(session, keys):
    return [session.get_one(TaxFigure, key) for key in keys]


def test_an_official_figure_counts_once_another_confirms_it_and_the_latest_publication_wins(
    session, official, checker
):
    first = propose_figures(session, [figure()], actor=official)
    later = propose_figures(
        session, [figure(amount_won=2 * 10**12, published_on=date(2027, 9, 1))], actor=official
    )

    assert current_figures(session, ON) == []
    with pytest.raises(MakerIsChecker):
        confirm_figures(session, rows(session, first), actor=official)
    confirm_figures(session, rows(session, [*first, *later]), actor=checker)

    assert [one.amount_won for one in current_figures(session, ON)] == [2 * 10**12]
    assert [one.amount_won for one in current_figures(session, date(2027, 1, 1))] == [10**12]


def test_figures_are_declined_with_a_reason_and_filed_by_officials_only(
    session, official, checker, make_user
):
    keys = propose_figures(session, [figure()], actor=official)

    with pytest.raises(ReasonNeeded):
        decline_figures(session, rows(session, keys), actor=checker, reason="")
    decline_figures(session, rows(session, keys), actor=checker, reason="쪽이 틀림")
    with pytest.raises(NotPermitted):
        propose_figures(session, [figure()], actor=make_user(Role.AUDITOR))
    assert current_figures(session, ON) == []
