"""The course of a loan: every won of it falls due once, whatever happens on the way."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.lending import ArrearsClass, LoanStage
from models.loans.contract import Contract
from models.loans.course import course_of, principal_of
from models.loans.position import class_of, position_of, stage_of
from models.loans.rows import Row, Told, corrected
from models.schedules import BadTerms, DayCount, Payment, Profile, schedule
from models.vocabulary import MovementKind

WON = 1_000_000_000
DAY = date(2026, 1, 15)
KIND = MovementKind


def contract(**said):
    terms = {
        "face_won": WON,
        "rate": Fraction(4, 100),
        "per_year": 2,
        "periods": 20,
        "profile": Profile.EQUAL_PRINCIPAL,
        "day_count": DayCount.THIRTY_360,
        "effective_on": DAY,
    }
    return Contract(**(terms | said))


def row(kind, on, won=0, entry="", **said):
    return Row(entry or f"{kind}-{on}", kind, on, won, **said)


def paid_out(won=WON, on=DAY, **said):
    return row(KIND.DISBURSEMENT, on, won, **said)


def repaid(on, principal, interest=0):
    return row(KIND.REPAYMENT, on, principal + interest, principal_won=principal,
               interest_won=interest)  # fmt: skip


def at(day, *rows, **terms):
    """The position on a day."""
    rows = corrected(rows)
    return position_of(rows, course_of(contract(**terms), rows, day), day)


def test_before_money_moves_the_plan_is_expected_on_its_days():
    planned = {"1": Payment(DAY, 400), "2": Payment(date(2026, 7, 15), 600)}

    course = course_of(contract(face_won=1000, tranches=planned), [], DAY)

    assert sum(one.principal for one in course.instalments) == 1000
    assert course.instalments[0].due == date(2026, 7, 15)


def test_a_tranche_that_was_paid_out_is_not_expected_again():
    planned = {"1": Payment(DAY, 400), "2": Payment(date(2027, 7, 15), 600)}
    rows = [paid_out(350, tranche="1")]

    course = course_of(contract(face_won=1000, tranches=planned), rows, DAY)

    assert [one.won for one in course.last.plan.tranches] == [350, 600]


def test_a_loan_without_a_first_day_has_no_course():
    assert course_of(contract(effective_on=None), [], DAY) is None


def test_an_instalment_paid_in_time_is_not_overdue():
    due = date(2026, 7, 15)

    assert at(due, paid_out()).arrears.days == 0
    assert at(due, paid_out()).arrears.won == 0
    paid = at(date(2026, 7, 16), paid_out(), repaid(due, 50_000_000, 20_000_000))
    assert paid.arrears.won == 0
    assert paid.outstanding_won == 950_000_000


@pytest.mark.parametrize(
    ("days", "grade"),
    [
        (0, ArrearsClass.CURRENT), (1, ArrearsClass.DAYS_30), (30, ArrearsClass.DAYS_30),
        (31, ArrearsClass.DAYS_90), (90, ArrearsClass.DAYS_90), (91, ArrearsClass.DAYS_180),
        (180, ArrearsClass.DAYS_180), (181, ArrearsClass.OVER_180),
    ],
)  # fmt: skip
def test_arrears_age_by_the_oldest_unpaid_day(days, grade):
    due = date(2026, 7, 15)

    late = at(due + timedelta(days=days), paid_out(), periods=1, per_year=2)

    assert class_of(days) is grade
    assert late.arrears.grade is grade
    assert late.arrears.days == days
    assert late.arrears.won == (WON + 20_000_000 if days else 0)


def test_payments_settle_the_oldest_due_first_and_age_the_rest():
    late = at(date(2027, 1, 20), paid_out(), repaid(date(2026, 8, 1), 60_000_000, 20_000_000))

    assert late.arrears.since == date(2027, 1, 15)
    assert late.arrears.by_class == {ArrearsClass.DAYS_30: 40_000_000 + 19_000_000}


def test_a_payment_before_its_day_waits_for_the_next_instalment():
    early = at(date(2026, 7, 20), paid_out(), repaid(date(2026, 3, 1), 50_000_000, 20_000_000))

    assert early.arrears.won == 0


def test_rescheduling_rolls_what_was_unpaid_into_new_instalments():
    moved = row(
        KIND.RESCHEDULE, date(2027, 3, 15), 45_333_333, first_due=date(2028, 3, 15), periods=10,
        rate=Fraction(2, 100),
    )  # fmt: skip
    rows = [paid_out(), moved]

    course = course_of(contract(), rows, date(2027, 3, 16))
    found = at(date(2027, 3, 16), *rows)

    first, last = course.segments
    # Two instalments and two months of interest were due, nothing was paid.
    assert [one.interest for one in first.instalments] == [20_000_000, 19_000_000, 6_000_000]
    assert first.rolled_won == 100_000_000
    assert last.plan.principal == WON + 45_333_333
    assert sum(one.principal for one in last.instalments) == WON + 45_333_333
    assert last.instalments[0].interest == round((WON + 45_333_333) * Fraction(2, 100))
    assert found.arrears.won == 0  # 45,000,000 was due and 45,333,333 was added to the principal.
    assert found.outstanding_won == WON + 45_333_333


def test_interest_that_was_not_added_stays_overdue_after_rescheduling():
    moved = row(KIND.RESCHEDULE, date(2026, 10, 15), 0, first_due=date(2027, 1, 15), periods=4)

    late = at(date(2026, 11, 15), paid_out(), moved).arrears

    assert late.principal == ()
    assert [(one.due, one.won) for one in late.interest] == [
        (date(2026, 7, 15), 20_000_000),
        (date(2026, 10, 15), 9_500_000),
    ]


def test_deferred_interest_is_due_on_the_day_of_the_rescheduling():
    moved = row(KIND.RESCHEDULE, date(2027, 1, 15), 0, first_due=date(2027, 7, 15), periods=4)

    course = course_of(contract(principal_grace=4, interest_grace=4), [paid_out(), moved], DAY)

    assert course is not None
    later = course_of(
        contract(principal_grace=4, interest_grace=4), [paid_out(), moved], date(2027, 1, 15)
    )
    assert [one.interest for one in later.segments[0].instalments] == [0, 40_000_000]


def test_a_write_off_settles_what_is_overdue_and_then_what_is_to_come():
    all_of_it = row(KIND.WRITE_OFF, date(2027, 3, 1), WON)

    course = course_of(contract(), [paid_out(), all_of_it], date(2028, 1, 1))
    found = at(date(2028, 1, 1), paid_out(), all_of_it)

    assert sum(one.principal for one in course.instalments) == 100_000_000
    assert course.last.settled == (Payment(date(2027, 3, 1), 100_000_000),)
    assert found.outstanding_won == 0
    assert found.arrears.principal == ()
    assert stage_of(LoanStage.REPAYING, WON, found).stage is LoanStage.WRITTEN_OFF


def test_a_write_off_of_the_overdue_part_leaves_the_rest_as_it_was():
    part = row(KIND.WRITE_OFF, date(2026, 8, 1), 50_000_000)

    course = course_of(contract(), [paid_out(), part], date(2026, 8, 1))

    assert [one.principal for one in course.instalments] == [50_000_000] * 20


def test_a_rate_change_and_a_prepayment_go_into_the_schedule():
    rows = [
        paid_out(),
        row(KIND.RATE_CHANGE, date(2026, 7, 15), rate=Fraction(6, 100)),
        row(KIND.PREPAYMENT, date(2026, 7, 15), 475_000_000),
    ]

    course = course_of(contract(), rows, date(2026, 8, 1))

    assert course.instalments[1].interest == 475_000_000 * 3 // 100
    assert course.instalments[1].principal == 25_000_000


def test_interest_added_until_the_end_compounds():
    rows = schedule(course_of(contract(profile=Profile.BULLET_CAPITALISED, periods=4), [], DAY)
                    .last.plan)  # fmt: skip

    assert [one.payment for one in rows[:3]] == [0, 0, 0]
    assert rows[3].principal == WON
    assert abs(rows[3].payment - WON * Fraction(102, 100) ** 4) < 3


def test_an_adjustment_adds_to_what_it_corrects_and_takes_statements_back():
    rows = [
        paid_out(900, entry="1"),
        row(KIND.ADJUSTMENT, DAY, 100, corrects="1"),
        repaid(DAY, 10, 5),
        row(KIND.RATE_CHANGE, DAY, entry="r1", rate=Fraction(5, 100)),
        row(KIND.RATE_CHANGE, DAY, entry="r2", rate=Fraction(3, 100), corrects="r1"),
    ]

    assert [(one.entry, one.won) for one in corrected(rows)][:1] == [("1", 1000)]
    assert [one.entry for one in corrected(rows) if one.rate] == ["r2"]
    taken_back = [*rows, row(KIND.ADJUSTMENT, DAY, 0, corrects="r2")]
    assert [one.entry for one in corrected(taken_back) if one.rate] == ["r1"]


def test_balances_that_a_lender_tells_are_taken_as_told():
    told = Told(disbursed_won=900, repaid_won=300, overdue_won=50, overdue_since=date(2026, 7, 1))
    rows = [row(KIND.BALANCE, date(2026, 9, 30), 600, told=told)]

    found = position_of(rows, None, date(2026, 11, 1))

    assert (found.disbursed_won, found.outstanding_won, found.arrears.days) == (900, 600, 91)
    assert found.arrears.on == date(2026, 9, 30)


STAGES = [
    ([], LoanStage.EFFECTIVE, "as_stated"),
    ([paid_out(WON // 2)], LoanStage.DISBURSING, "paid_out_in_part"),
    ([paid_out()], LoanStage.DISBURSED, "paid_out"),
    ([paid_out(), repaid(DAY, 5)], LoanStage.REPAYING, "repayment_began"),
    ([paid_out(), row(KIND.RESCHEDULE, date(2026, 1, 24), 1_000_000, first_due=date(2027, 1, 1),
                      periods=2)], LoanStage.RESCHEDULED, "rescheduled"),
    ([paid_out(), repaid(DAY, WON)], LoanStage.CLOSED, "repaid"),
    ([paid_out(), row(KIND.WRITE_OFF, DAY, WON)], LoanStage.WRITTEN_OFF, "written_off"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "stage", "why"), STAGES)
def test_the_stage_follows_from_the_ledger(rows, stage, why):
    found = at(date(2026, 3, 1), *rows)

    assert stage_of(LoanStage.EFFECTIVE, WON, found) == (stage, why)


def test_what_is_overdue_is_in_arrears_and_a_programme_stays_one():
    found = at(date(2027, 3, 1), paid_out())

    assert stage_of(LoanStage.EFFECTIVE, WON, found).stage is LoanStage.IN_ARREARS
    assert stage_of(LoanStage.PROGRAMME, WON, found).stage is LoanStage.PROGRAMME


@st.composite
def histories(draw):
    """A loan with tranches, payments, rate changes, a write-off and reschedulings, in any order."""
    per_year = draw(st.sampled_from([1, 2, 4, 12]))
    periods = draw(st.integers(2, 40))
    terms = contract(
        face_won=10**14,
        rate=Fraction(draw(st.integers(0, 150_000)), 10**6),
        per_year=per_year,
        periods=periods,
        profile=draw(st.sampled_from([one for one in Profile if one is not Profile.CUSTOM])),
        day_count=draw(st.sampled_from(DayCount)),
        principal_grace=draw(st.integers(0, periods - 1)),
        interest_grace=draw(st.integers(0, periods - 1)),
    )
    days = st.integers(1, 2500)
    rows = [paid_out(draw(st.integers(1000, 10**12)))]
    for _ in range(draw(st.integers(0, 5))):
        day = DAY + timedelta(days=draw(days))
        rows.append(repaid(day, draw(st.integers(0, 10**11)), draw(st.integers(0, 10**10))))
    for _ in range(draw(st.integers(0, 2))):
        day = DAY + timedelta(days=draw(days))
        rows.append(row(KIND.PREPAYMENT, day, draw(st.integers(1, 10**11))))
    for _ in range(draw(st.integers(0, 2))):
        rate = Fraction(draw(st.integers(0, 200_000)), 10**6)
        rows.append(row(KIND.RATE_CHANGE, DAY + timedelta(days=draw(days)), rate=rate))
    for _ in range(draw(st.integers(0, 1))):
        day = DAY + timedelta(days=draw(days))
        rows.append(row(KIND.WRITE_OFF, day, draw(st.integers(1, 10**11))))
    for _ in range(draw(st.integers(0, 2))):
        day = DAY + timedelta(days=draw(days))
        first = day + timedelta(days=draw(st.integers(1, 700)))
        rows.append(row(KIND.RESCHEDULE, day, draw(st.integers(0, 10**10)), first_due=first,
                        periods=draw(st.integers(1, 30))))  # fmt: skip
    return terms, corrected(rows)


FAR = date(2100, 1, 1)


@settings(max_examples=2500)
@given(histories())
def test_every_won_that_is_owed_falls_due_and_no_other(history):
    terms, rows = history
    try:
        course = course_of(terms, rows, FAR)
    except BadTerms:
        assume(False)
    found, last = position_of(rows, course, FAR), course.last

    begun = [one for one in rows if last.begins_on is None or one.on > last.begins_on]
    before = [one for one in rows if one not in begun]
    lent = sum(one.won for one in rows if one.kind is KIND.DISBURSEMENT)
    added = sum(one.won for one in before if one.kind is KIND.RESCHEDULE)
    assert last.plan.principal == lent + added - sum(map(principal_of, before))

    due = sum(one.principal for one in last.instalments)
    assert due == last.plan.principal - sum(one.won for one in last.plan.prepayments)
    assert found.arrears.won >= 0
    overdue = sum(one.won for one in found.arrears.principal)
    assert overdue == max(found.outstanding_won, 0)
    assert all(one.principal >= 0 and one.interest >= 0 for one in course.instalments)
    assert [one.due for one in course.instalments] == sorted(one.due for one in course.instalments)


@settings(max_examples=1000)
@given(histories(), st.integers(0, 4000))
def test_overdue_is_what_was_due_less_what_was_paid_whatever_day_it_is(history, days):
    terms, rows = history
    on = DAY + timedelta(days=days)
    try:
        course = course_of(terms, rows, on)
    except BadTerms:
        assume(False)
    found = position_of(rows, course, on)
    assume(found.arrears is not None)

    known = [one for one in rows if one.on <= on]
    due = sum(one.interest for one in course.instalments if one.due < on)
    paid = sum(one.interest_won for one in known)
    added = sum(one.won for one in known if one.kind is KIND.RESCHEDULE)
    assert sum(one.won for one in found.arrears.interest) == max(due - paid - added, 0)
    assert sum(found.arrears.by_class.values()) == found.arrears.won
    assert found.arrears.days == max([0, *((on - one.due).days for one in found.arrears.all)])
