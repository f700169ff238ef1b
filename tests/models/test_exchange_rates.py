"""Foreign amounts in won: exact, at the verified rate of the stated day, or not known."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.commands import (
    confirm_exchange_rate,
    decline_exchange_rate,
    propose_exchange_rate,
)
from models.counting.facts import LineFact
from models.counting.foreign import converted, won_of, won_of_parts
from models.errors import (
    ExchangeRateAhead,
    ExchangeRateWaiting,
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
)
from models.exchange_rate import ExchangeRate, ExchangeRateInput
from models.queries.exchange_rates import altered_exchange_rates, read_exchange_rates
from models.queries.register import read_register
from models.vocabulary import Role, Stage, State
from tests.models.conftest import MARCH, pledge

DAY = date(2025, 2, 20)
TODAY = date(2026, 11, 28)
BN = 10**9
AMOUNTS = st.integers(0, 10**13)
RATES = st.integers(1, 10**12)


def rate(**said):
    known = {"currency": "USD", "quoted_on": DAY, "rate_millionths": 1_432_500_000, "source": "doc"}
    return ExchangeRateInput(**known | said)


def foreign(**said):
    """USD 4bn whose source states no won, at the rate of a stated day."""
    known = {
        "amount_won": None,
        "amount_text": "4 billion",
        "currency": "USD",
        "foreign_amount": 4 * BN,
        "rate_on": DAY,
        "lines": [{"year": 2025, "stage": "announced"}],
    }
    return known | said


@pytest.fixture
def make_rate(session, official, checker):
    """A confirmed rate."""

    def make(**said):
        row = propose_exchange_rate(session, rate(**said), actor=official, today=TODAY)
        return confirm_exchange_rate(session, row, actor=checker)

    return make


def counted(session, on=TODAY):
    register = read_register(session, on=on)
    (item,) = register.judgements.values()
    return register.totals.headline.announced_won, item


@given(AMOUNTS, RATES)
def test_an_amount_is_rounded_half_to_even_from_the_exact_product(amount, millionths):
    exact = Fraction(amount * millionths, 10**6)
    won = won_of(amount, millionths)

    assert abs(exact - won) <= Fraction(1, 2)
    assert abs(exact - won) < Fraction(1, 2) or won % 2 == 0


@pytest.mark.parametrize(
    ("amount", "millionths", "won"),
    [(4 * BN, 1_432_500_000, 573 * 10**10), (1, 2_500_000, 2), (1, 3_500_000, 4), (0, 10**9, 0)],
)
def test_known_conversions(amount, millionths, won):
    assert won_of(amount, millionths) == won


@given(st.lists(AMOUNTS, min_size=1, max_size=12), RATES)
def test_the_lines_add_up_to_the_total_and_none_is_a_won_off(amounts, millionths):
    parts = won_of_parts(amounts, millionths)

    assert sum(parts) == won_of(sum(amounts), millionths)
    assert all(
        abs(part - Fraction(amount * millionths, 10**6)) <= 1
        for part, amount in zip(parts, amounts, strict=True)
    )


def test_lines_without_their_own_amounts_cannot_be_converted():
    lines = [LineFact(year, None, Stage.ANNOUNCED) for year in (2025, 2026)]

    assert converted(10, lines, [4, None], 10**9) is None
    assert converted(10, lines[:1], [None], 10**9) == (
        10_000,
        (LineFact(2025, 10_000, Stage.ANNOUNCED),),
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"currency": "KRW", "foreign_amount": None}, "rate_without_foreign"),
        ({"foreign_amount": None}, "rate_without_foreign"),
        (
            {"amount_won": 5, "lines": [{"year": 2025, "amount_won": 5, "stage": "announced"}]},
            "rate_not_needed",
        ),
        ({"rate_on": date(2025, 3, 2)}, "rate_after_known"),
        (
            {"lines": [{"year": 2025, "stage": "announced", "foreign_amount": 3 * BN}]},
            "foreign_lines_sum",
        ),
        (
            {
                "lines": [
                    {"year": 2025, "stage": "announced", "foreign_amount": 4 * BN},
                    {"year": 2026, "stage": "announced"},
                ]
            },
            "foreign_lines_sum",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(said, code):
    with pytest.raises(ValidationError) as refusal:
        pledge(**foreign(**said))

    assert [item["type"] for item in refusal.value.errors()] == [code]


@pytest.mark.parametrize("said", [{"currency": "KRW"}, {"rate_millionths": 0}, {"source": ""}])
def test_a_rate_is_of_a_foreign_currency_positive_and_sourced(said):
    with pytest.raises(ValidationError):
        rate(**said)


def test_a_verified_rate_makes_the_amount_count(session, make_pledge, make_rate):
    make_pledge(State.VERIFIED, **foreign())
    before, unknown = counted(session)
    make_rate()

    won, item = counted(session)

    assert (before, unknown.codes) == (0, ("count_amount_unknown",))
    assert won == item.record.amount_won == 573 * 10**10
    assert item.record.rate is not None
    assert (item.record.rate.day, item.record.rate.source) == (DAY, "doc")


@pytest.mark.parametrize(
    "said",
    [
        {"quoted_on": date(2025, 2, 21)},
        {"currency": "EUR"},
    ],
)
def test_no_day_and_no_currency_borrows_the_rate_of_another(session, make_pledge, make_rate, said):
    make_pledge(State.VERIFIED, **foreign())
    make_rate(**said)

    assert counted(session)[0] == 0


def test_a_proposed_or_declined_rate_converts_nothing(session, make_pledge, official, checker):
    make_pledge(State.VERIFIED, **foreign())
    row = propose_exchange_rate(session, rate(), actor=official, today=TODAY)
    waiting = counted(session)[0]
    with pytest.raises(ReasonNeeded):
        decline_exchange_rate(session, row, actor=checker, reason=" ")
    decline_exchange_rate(session, row, actor=checker, reason="다른 출처")

    assert (waiting, counted(session)[0]) == (0, 0)


def test_without_a_stated_day_the_amount_stays_unknown(session, make_pledge, make_rate):
    make_pledge(State.VERIFIED, **foreign(rate_on=None))
    make_rate()

    assert counted(session)[0] == 0


def test_lines_with_foreign_amounts_count_year_by_year(session, make_pledge, make_rate):
    lines = [
        {"year": year, "stage": "announced", "foreign_amount": won}
        for year, won in ((2025, BN), (2026, 2 * BN), (2029, BN))
    ]
    make_pledge(State.VERIFIED, **foreign(lines=lines))
    make_rate(rate_millionths=1_000_000_001)

    won, item = counted(session)

    assert won == 3 * 10**12 + 3_000
    assert sum(line.line.amount_won for line in item.lines) == item.record.amount_won


def test_a_later_row_of_the_same_day_corrects_the_rate(session, make_pledge, make_rate):
    make_pledge(State.VERIFIED, **foreign())
    make_rate()
    make_rate(rate_millionths=1_400_000_000, note="고시를 잘못 옮김")

    assert counted(session)[0] == 560 * 10**10


def test_a_closed_day_keeps_the_rates_of_its_closing(session, make_pledge, make_rate, opened, walk):
    make_pledge(State.VERIFIED, **foreign())
    walk(opened(), "close")
    make_rate()

    assert counted(session, MARCH)[0] == 0
    assert counted(session)[0] == 573 * 10**10


def test_two_people_stand_behind_a_rate(session, official, checker, make_user):
    with pytest.raises(NotPermitted):
        propose_exchange_rate(session, rate(), actor=make_user(Role.AUDITOR), today=TODAY)
    with pytest.raises(ExchangeRateAhead):
        propose_exchange_rate(session, rate(), actor=official, today=date(2025, 2, 19))
    row = propose_exchange_rate(session, rate(), actor=official, today=TODAY)
    with pytest.raises(ExchangeRateWaiting):
        propose_exchange_rate(session, rate(), actor=checker, today=TODAY)
    with pytest.raises(MakerIsChecker):
        confirm_exchange_rate(session, row, actor=official)
    assert read_exchange_rates(session).rows == {}
    confirm_exchange_rate(session, row, actor=checker)
    assert read_exchange_rates(session).on("USD", DAY).millionths == 1_432_500_000


def test_an_altered_rate_is_found(session, make_rate):
    make_rate()
    assert list(altered_exchange_rates(session)) == []

    session.execute(sa.update(ExchangeRate).values(rate_millionths=1))

    (found,) = altered_exchange_rates(session)
    assert found.code == "verify_exchange_rate"


@pytest.mark.parametrize(
    "wrong", [{"currency": "KRW"}, {"rate_millionths": 0}, {"state": "confirmed"}]
)
def test_the_database_refuses_what_the_input_refuses(session, official, make_rate, wrong):
    row = propose_exchange_rate(session, rate(), actor=official, today=TODAY)

    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.execute(sa.update(ExchangeRate).where(ExchangeRate.id == row.key).values(**wrong))
