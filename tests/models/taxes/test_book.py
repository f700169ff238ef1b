"""The dated law: which provision and which setting hold, and what nobody says."""

from datetime import date
from fractions import Fraction

import pytest

from models.tax_vocabulary import AssetKind, BudgetFunction, ClawbackCause, TaxParameter
from models.taxes import LawBook, Rate, Setting, minimum_tax
from models.vocabulary import FirmSize, Provision, ProvisionStatus, TaxTier
from tests.models.taxes.laws import EOK

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
CREDIT = Provision.INVESTMENT_CREDIT
STRATEGIC = TaxTier.NATIONAL_STRATEGIC


def rate(ppm=150_000, **said):
    given = {
        "code": "T-1",
        "title": "credit",
        "article": "24",
        "provision": CREDIT,
        "tier": STRATEGIC,
        "size": FirmSize.MID_LARGE,
        "rate_ppm": ppm,
        "since": date(2025, 1, 1),
        "until": None,
        "status": ProvisionStatus.IN_FORCE,
    }
    return Rate(**given | said)


def setting(parameter, value, since=date(2020, 1, 1), until=None, **said):
    return Setting(parameter, value, since, until, **said)


def found(*rates, settings=(), size=FirmSize.LARGE, days=YEAR, provision=CREDIT):
    return LawBook(rates, settings).credit_law(provision, STRATEGIC, size, *days)


def test_a_provision_for_mid_size_and_large_firms_holds_for_either_and_for_nobody_else():
    assert found(rate(), size=FirmSize.MID).law.rate == Fraction(15, 100)
    assert found(rate(), size=FirmSize.LARGE).law.rate == Fraction(15, 100)
    assert found(rate(), size=FirmSize.SME).law is None


def test_a_proposed_provision_counts_nowhere():
    nothing = found(rate(status=ProvisionStatus.PROPOSED))

    assert nothing.law is None
    assert [one.code for one in nothing.cautions] == ["no_provision"]


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"since": date(2026, 1, 1)}, False),
        ({"until": date(2025, 12, 30)}, False),
        ({"until": date(2025, 12, 31)}, True),
        ({"since": None}, True),
        ({"since": None, "status": ProvisionStatus.EXPIRED}, False),
        ({"rate_ppm": None}, False),
    ],
)
def test_a_provision_holds_between_its_dates_and_an_undated_one_only_while_in_force(said, holds):
    assert (found(rate(**said)).law is not None) is holds


def test_an_undated_provision_gives_way_to_a_dated_one_and_is_marked_where_it_is_used():
    undated, dated = rate(100_000, since=None), rate(150_000, since=date(2023, 1, 1))

    assert found(undated, dated).law.rate == Fraction(15, 100)
    assert [one.code for one in found(undated).cautions] == ["start_unknown"]


def test_two_provisions_with_different_rates_are_chosen_by_nobody():
    several = found(rate(100_000, since=None), rate(150_000, since=None))

    assert several.law is None
    assert [one.code for one in several.cautions] == ["several_provisions"]


def test_a_provision_that_begins_within_the_tax_year_says_so():
    late = found(rate(since=date(2025, 7, 1)))

    assert [one.code for one in late.cautions] == ["starts_within"]


def test_article_24_1_3_the_temporary_credit_is_of_the_year_that_contains_31_december():
    temporary = Provision.TEMPORARY_INVESTMENT_CREDIT
    of_2023 = rate(60_000, provision=temporary, since=date(2023, 1, 1), until=date(2023, 12, 31))
    days = (date(2023, 4, 1), date(2024, 3, 31))

    assert found(of_2023, provision=temporary, days=days).law.rate == Fraction(6, 100)


def test_the_most_particular_setting_holds_and_each_only_between_its_days():
    book = LawBook(
        (),
        (
            setting(TaxParameter.RURAL_TAX, 200_000),
            setting(TaxParameter.RURAL_TAX, 0, size=FirmSize.SME),
            setting(TaxParameter.RURAL_TAX, 100_000, provision=CREDIT),
            setting(TaxParameter.RURAL_TAX, 50_000, date(2026, 1, 1), provision=CREDIT),
        ),
    )

    def value(day, **said):
        return book.value(TaxParameter.RURAL_TAX, day, **said)

    assert value(YEAR[1]) == 200_000
    assert value(YEAR[1], size=FirmSize.SME) == 0
    assert value(YEAR[1], provision=CREDIT, size=FirmSize.SME) == 100_000
    assert value(date(2026, 1, 1), provision=CREDIT) == 50_000
    assert value(date(2019, 1, 1)) is None


def test_what_no_setting_says_is_unknown_in_the_law_and_not_zero():
    law = found(rate()).law

    assert (law.additional_rate, law.carry_years, law.is_exempt, law.rural_rate) == (None,) * 4
    assert LawBook((), ()).minimum(FirmSize.LARGE, YEAR[1]) is None
    assert LawBook((), ()).watch(YEAR[1]).daily_interest is None


def test_article_132_1_brackets_are_for_others_than_smes():
    rows = (
        setting(TaxParameter.MINIMUM_RATE, 170_000),
        setting(TaxParameter.MINIMUM_RATE, 70_000, size=FirmSize.SME),
        setting(TaxParameter.MINIMUM_RATE_MIDDLE, 120_000),
        setting(TaxParameter.MINIMUM_RATE_LOWER, 100_000),
        setting(TaxParameter.MINIMUM_UPPER_BOUND, 1000 * EOK),
        setting(TaxParameter.MINIMUM_LOWER_BOUND, 100 * EOK),
    )
    book = LawBook((), rows)

    large, sme = book.minimum(FirmSize.LARGE, YEAR[1]), book.minimum(FirmSize.SME, YEAR[1])

    assert minimum_tax(3000 * EOK, large) == 458 * EOK
    assert minimum_tax(3000 * EOK, sme) == 210 * EOK
    assert LawBook((), rows[:-1]).minimum(FirmSize.LARGE, YEAR[1]) is None


def test_the_watch_and_the_budget_function_come_from_settings():
    book = LawBook(
        (),
        (
            setting(TaxParameter.DISPOSAL_YEARS, 2),
            setting(TaxParameter.DISPOSAL_YEARS_BUILDING, 5),
            setting(TaxParameter.CLAWBACK_INTEREST, 220),
            setting(TaxParameter.BUDGET_FUNCTION, 110, provision=CREDIT),
        ),
    )

    watch = book.watch(YEAR[1])

    assert watch.years[ClawbackCause.DISPOSAL, AssetKind.BUILDING] == 5
    assert watch.years[ClawbackCause.DIVERSION, AssetKind.OTHER] is None
    assert watch.daily_interest == Fraction(22, 100_000)
    assert book.function(CREDIT, YEAR[1]) is BudgetFunction.INDUSTRY
    assert book.function(Provision.RND_CREDIT, YEAR[1]) is None
    with pytest.raises(ValueError, match="no budget function"):
        BudgetFunction.numbered(999)
