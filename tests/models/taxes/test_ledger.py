"""Minimum tax, use, carry-forward and clawback, worked from the statute by hand."""

from datetime import date
from fractions import Fraction

import pytest

from models.tax_vocabulary import AssetKind, ClawbackCause
from models.taxes import Clawback, Lot, MinimumTax, TaxYear, ledger, minimum_tax, repayment
from tests.models.taxes.laws import EOK, LARGE, SME, watch


@pytest.mark.parametrize(
    ("base", "tax"),
    [(50, 5), (100, 10), (500, 10 + 48), (1000, 10 + 108), (2000, 10 + 108 + 170), (-5, 0)],
)
def test_article_132_1_of_a_large_firm_goes_by_brackets_of_10_12_and_17_percent(base, tax):
    assert minimum_tax(base * EOK, LARGE) == tax * EOK


@pytest.mark.parametrize(
    ("percent", "tax"), [(7, 70), (8, 80), (9, 90)], ids=["SME", "left ≤3 years", "next 2 years"]
)
def test_article_132_1_of_an_sme_and_of_firms_that_left_is_one_rate(percent, tax):
    assert minimum_tax(1000 * EOK, MinimumTax(Fraction(percent, 100))) == tax * EOK


def year(number, credit=0, tax=None, minimum=0, **said):
    lots = (Lot(f"c{number}", number, credit * EOK, carry_years=10, rural_rate=Fraction(1, 5)),)
    made = {"lots": lots if credit else ()} | said
    return TaxYear(
        number,
        tax_won=None if tax is None else tax * EOK,
        minimum_won=None if minimum is None else minimum * EOK,
        **made,
    )


def account(*years, law=None):
    return ledger(years, {one.year: law or watch() for one in years})


def eok(mapping):
    return {origin: won / EOK for (origin, _), won in mapping.items()}


def test_article_132_1_credits_stop_at_the_minimum_tax_and_article_144_1_carries_the_rest():
    # Tax 200, minimum tax 120: of a credit of 240 only 80 is used.
    (result,) = account(year(2026, 240, tax=200, minimum=120))

    assert (result.room_won, result.used_won, result.carried_won) == (80 * EOK, 80 * EOK, 160 * EOK)
    assert result.rural_won == 16 * EOK


def test_article_144_1_without_tax_the_whole_credit_is_carried():
    (result,) = account(year(2026, 50, tax=0))

    assert (result.used_won, result.carried_won) == (0, 50 * EOK)


def test_article_144_2_carried_credits_come_first_and_the_oldest_of_them_before_the_others():
    results = account(year(2024, 100, tax=10), year(2025, 50, tax=20), year(2026, 30, tax=110))

    assert eok(results[1].used) == {2024: 20}
    assert eok(results[1].carried) == {2024: 70, 2025: 50}
    assert eok(results[2].used) == {2024: 70, 2025: 40}
    assert eok(results[2].carried) == {2025: 10, 2026: 30}


def test_article_144_1_a_credit_lives_through_ten_later_years_and_then_expires():
    years = [year(2024, 100, tax=0), *(year(n, tax=0) for n in range(2025, 2034))]

    results = account(*years, year(2034, tax=30), year(2035, tax=30))

    assert eok(results[10].used) == {2024: 30}
    assert eok(results[10].expired) == {2024: 70}
    assert results[10].carried == {}
    assert results[11].used == {}


def test_article_132_1_3_the_research_credit_of_an_sme_goes_below_the_minimum_tax():
    # Art. 132③: the limited credit first, down to 70; the exempt one then down to nothing.
    exempt = Lot("rnd", 2026, 50 * EOK, is_exempt=True, carry_years=10, rural_rate=Fraction(0))
    limited = Lot("inv", 2026, 60 * EOK, carry_years=10, rural_rate=Fraction(0))

    (result,) = account(TaxYear(2026, (exempt, limited), 100 * EOK, 70 * EOK))

    assert result.used == {(2026, "inv"): 30 * EOK, (2026, "rnd"): 50 * EOK}
    assert result.carried == {(2026, "inv"): 30 * EOK}


def test_an_exempt_credit_alone_needs_no_minimum_tax():
    exempt = Lot("rnd", 2026, 50 * EOK, is_exempt=True, carry_years=10, rural_rate=Fraction(0))

    (result,) = account(TaxYear(2026, (exempt,), 40 * EOK, None))

    assert (result.used_won, result.carried_won) == (40 * EOK, 10 * EOK)


def disposal(won=100, **said):
    given = {
        "credit_won": won * EOK,
        "cause": ClawbackCause.DISPOSAL,
        "asset": AssetKind.OTHER,
        "completed_on": date(2024, 6, 30),
        "happened_on": date(2026, 3, 1),
        "claimed_on": date(2025, 3, 31),
        "repaid_on": date(2027, 3, 31),
    }
    return Clawback(**given | said)


def test_article_146_a_disposal_within_two_years_pays_the_credit_back_with_interest():
    due = repayment(disposal(), watch(), unused_won=0)

    assert (due.is_due, due.until, due.days) == (True, date(2026, 6, 30), 730)
    assert due.used_won == 100 * EOK
    assert due.interest_won == 100 * EOK * 730 * 22 // 100_000
    assert due.total_won == due.used_won + due.interest_won


def test_article_146_after_two_years_nothing_is_due_but_buildings_are_watched_for_five():
    late = {"happened_on": date(2026, 6, 30)}

    assert repayment(disposal(**late), watch(), 0).is_due is False
    assert repayment(disposal(**late), watch(), 0).total_won == 0
    assert repayment(disposal(asset=AssetKind.BUILDING, **late), watch(), 0).is_due is True
    last = {"happened_on": date(2029, 6, 30)}
    assert repayment(disposal(asset=AssetKind.BUILDING, **last), watch(), 0).is_due is False


def test_article_24_3_another_use_of_the_asset_is_its_own_cause():
    due = repayment(disposal(cause=ClawbackCause.DIVERSION), watch(), 0)

    assert (due.article, due.is_due) == ("제24조 ③", True)


def test_a_clawback_is_a_negative_in_its_own_year_and_the_origin_year_stays():
    results = account(
        year(2024, 100, tax=100),
        year(2025, tax=0),
        year(2026, tax=0, clawbacks=(("c2024", disposal()),)),
    )

    assert results[0].expenditure_won == 100 * EOK
    interest = 100 * EOK * 730 * 22 // 100_000
    assert results[2].expenditure_won == -(100 * EOK + interest)


def test_article_146_takes_back_only_what_was_deducted_and_the_unused_part_lapses_first():
    results = account(
        year(2024, 100, tax=30),
        year(2025, tax=0),
        year(2026, tax=50, clawbacks=(("c2024", disposal()),)),
    )

    assert eok(results[2].cancelled) == {2024: 70}
    assert results[2].repayments[0][1].used_won == 30 * EOK
    assert results[2].used == {}
    kept = account(
        year(2024, 100, tax=30),
        year(2025, tax=0),
        year(2026, tax=50, clawbacks=(("c2024", disposal()),)),
        law=watch(cancels_unused=False),
    )
    assert kept[2].repayments[0][1].used_won == 100 * EOK
    assert eok(kept[2].used) == {2024: 50}


@pytest.mark.parametrize(
    ("said", "law"),
    [
        ({"claimed_on": None}, {}),
        ({"repaid_on": None}, {}),
        ({}, {"daily_interest": None}),
        ({}, {"cancels_unused": None}),
        ({}, {"years": {}}),
    ],
)
def test_interest_or_a_watch_period_that_nobody_knows_leaves_the_clawback_unknown(said, law):
    assert repayment(disposal(**said), watch(**law), 0).total_won is None


def test_a_year_that_nobody_stated_stops_the_account_while_credits_are_open():
    results = account(year(2024, 100, tax=10), year(2026, 20, tax=50))

    assert results[0].carried_won == 90 * EOK
    assert (results[1].used, results[1].carried_won, results[1].reason) == (
        None,
        None,
        "year_missing",
    )
    assert account(year(2024, 100, tax=100), year(2026, 20, tax=50))[1].used_won == 20 * EOK


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (year(2026, 10), "tax_unknown"),
        (year(2026, 10, tax=10, minimum=None), "tax_unknown"),
        (year(2026, 10, tax=10, unknown=frozenset({"c"})), "credit_unknown"),
        (TaxYear(2026, (Lot("c", 2026, 1),), 1, 0), "carry_unknown"),
    ],
)
def test_what_a_year_lacks_is_named_and_nothing_is_guessed(stated, reason):
    (result,) = account(stated)

    assert (result.used_won, result.expenditure_won, result.reason) == (None, None, reason)


def test_an_sme_pays_seven_percent_at_least():
    # Tax base 100: minimum tax 7; computed tax 20; credit 25 → 13 used, 12 carried.
    (result,) = account(
        TaxYear(
            2026,
            (Lot("c", 2026, 25 * EOK, carry_years=10, rural_rate=Fraction(0)),),
            20 * EOK,
            minimum_tax(100 * EOK, SME),
        )
    )

    assert (result.used_won, result.carried_won) == (13 * EOK, 12 * EOK)
