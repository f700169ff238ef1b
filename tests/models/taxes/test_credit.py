"""The credit of one year against figures worked from the statute by hand."""

from fractions import Fraction

import pytest

from models.tax_vocabulary import Site, SupportItem
from models.taxes import Place, credit
from models.taxes.credit import is_excluded
from tests.models.taxes.laws import EOK, investment, law, support


def parts(found):
    return (found.base_won / EOK, found.additional_won / EOK, found.total_won / EOK)


@pytest.mark.parametrize(
    ("percent", "eok", "average", "base", "additional", "total"),
    [
        (15, 1200, 600, 180, 60, 240),
        (25, 1200, 600, 300, 60, 360),
        (1, 1000, 100, 10, 20, 30),
    ],
    ids=["large strategic", "SME strategic", "large general, capped"],
)
def test_the_check_figures_of_the_registry(percent, eok, average, base, additional, total):
    found = credit(investment(eok, average), law(percent))

    assert parts(found) == (base, additional, total)


def test_the_check_figure_with_interest_support_of_ten():
    interest = support(SupportItem.STATE_LOAN_INTEREST, 10)

    found = credit(investment(1200, 600, supports=(interest,)), law(15))

    assert parts(found) == (178.5, 59, 237.5)
    assert [step.article for step in found.steps if step.code == "support"] == ["제127조 ① 3호"]


@pytest.mark.parametrize(
    ("item", "article"),
    [
        (SupportItem.GRANT, "제127조 ① 1호"),
        (SupportItem.STATE_PAID_INTEREST, "제127조 ① 2호"),
        (SupportItem.STATE_LOAN_INTEREST, "제127조 ① 3호"),
        (SupportItem.CONTRIBUTION, "제127조 ① 4호"),
    ],
)
def test_article_127_1_items_1_to_4_are_deducted_from_the_base(item, article):
    found = credit(investment(1000, 1000, supports=(support(item, 200),)), law(15))

    assert found.net_won == 800 * EOK
    assert found.base_won == 120 * EOK
    assert found.steps[1].article == article


def test_article_127_1_never_makes_the_base_negative():
    found = credit(investment(100, supports=(support(SupportItem.GRANT, 150),)), law(15))

    assert (found.net_won, found.total_won) == (0, 0)


@pytest.mark.parametrize(
    ("paragraph", "percent", "base"),
    [
        ("24①2가1)가) new growth, SME 12", 12, 120),
        ("24①2가1)나) new growth, left SME 9", 9, 90),
        ("24①2가1)다) new growth, mid 6", 6, 60),
        ("24①2가1)라) new growth, large 3", 3, 30),
        ("24①2가2)나) strategic, left SME 20", 20, 200),
        ("24①2가3)가) semiconductor, SME 30", 30, 300),
        ("24①2가3)나) semiconductor, left SME 25", 25, 250),
        ("24①2가3)다) semiconductor, others 20", 20, 200),
        ("24①2가4)가) general, SME 10", 10, 100),
        ("24①2가4)나) general, left SME 7.5", "7.5", 75),
        ("24①2가4)다) general, mid 5", 5, 50),
    ],
)
def test_article_24_1_2_ga_base_credit_of_1000(paragraph, percent, base):
    found = credit(investment(1000, 1000), law(percent))

    assert parts(found) == (base, 0, base), paragraph


def test_article_24_1_2_na_investment_at_or_below_the_average_has_no_additional_credit():
    assert parts(credit(investment(600, 600), law(15))) == (90, 0, 90)
    assert parts(credit(investment(500, 600), law(15))) == (75, 0, 75)


def test_article_24_1_2_na_an_additional_credit_above_the_base_but_below_twice_it_stays():
    # 1,000 against 850 × 3 years at 1%: base 10, excess 150 → 15, which is below the cap of 20.
    assert parts(credit(investment(1000, 850), law(1))) == (10, 15, 25)


def test_article_24_1_2_na_the_cap_falls_with_a_base_that_support_lessens():
    # 1,000 − 500 = 500 at 1%: base 5; excess 500 − 100 = 400 → 40, at most 10.
    grant = support(SupportItem.GRANT, 500)

    found = credit(investment(1000, 100, supports=(grant,)), law(1))

    assert parts(found) == (5, 10, 15)
    assert found.steps[-2].code == "cap"


def test_article_24_1_3_ga_2_temporary_credit_of_a_mid_size_firm_in_2024():
    # Item 3 가 2): 7% for mid-size firms; 나: 10% of the excess.
    assert parts(credit(investment(1000, 700), law(7))) == (70, 30, 100)


def test_a_fraction_of_a_won_is_dropped_and_the_average_is_exact():
    found = credit(investment(0, 0, revenue_won=None), law(15))
    assert found.total_won == 0
    one = investment(0)
    odd = type(one)(1_000_003, (10, 10, 11))

    found = credit(odd, law("7.5"))

    assert found.base_won == 75_000
    assert found.additional_won == int((Fraction(1_000_003) - Fraction(31, 3)) / 10)


def test_a_firm_without_earlier_investment_follows_the_setting():
    first = investment(1000, 0)

    assert parts(credit(first, law(15)))[1] == 0
    assert parts(credit(first, law(15, needs_history=False)))[1] == 100
    unknown = credit(first, law(15, needs_history=None))
    assert (unknown.base_won, unknown.additional_won, unknown.total_won) == (150 * EOK, None, None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (investment(1000, None), {}),
        (investment(1000, 500), {"additional_rate": None}),
        (investment(1000, 500), {"average_years": None}),
        (investment(1000, 100), {"additional_cap": None}),
    ],
)
def test_what_nobody_knows_leaves_the_additional_credit_unknown_and_not_zero(given, said):
    found = credit(given, law(15, **said))

    assert found.base_won == 150 * EOK
    assert (found.additional_won, found.total_won) == (None, None)


def test_support_with_a_law_that_does_not_say_whether_it_is_deducted_is_unknown():
    grant = support(SupportItem.GRANT, 10)

    assert (
        credit(investment(100, 100, supports=(grant,)), law(15, deducts_support=None)).base_won
        is None
    )
    assert (
        credit(investment(100, 100, supports=(grant,)), law(15, deducts_support=False)).net_won
        == 100 * EOK
    )


AREA = {"site": Site.CAPITAL_AREA, "is_listed": False, "in_complex": False}


@pytest.mark.parametrize(
    ("paragraph", "place", "excluded"),
    [
        ("outside", Place(Site.OUTSIDE, False), False),
        (
            "130① an old firm's expansion",
            Place(is_sme=False, since_1989=True, is_expansion=True, **AREA),
            True,
        ),
        (
            "130① an old firm's replacement",
            Place(is_sme=False, since_1989=True, is_expansion=False, **AREA),
            False,
        ),
        (
            "130① an SME's expansion after 1990",
            Place(is_sme=True, since_1989=False, is_expansion=True, **AREA),
            True,
        ),
        (
            "130① proviso: an industrial complex",
            Place(is_sme=True, is_expansion=True, **AREA | {"in_complex": True}),
            False,
        ),
        (
            "130① proviso: an asset of the decree",
            Place(is_sme=True, is_expansion=True, **AREA | {"is_listed": True}),
            False,
        ),
        (
            "130② a larger firm that came after 1990, whatever it builds",
            Place(is_sme=False, since_1989=False, is_expansion=False, **AREA),
            True,
        ),
        (
            "130② has no proviso for industrial complexes",
            Place(is_sme=False, since_1989=False, **AREA | {"in_complex": True}),
            True,
        ),
        (
            "130② proviso: an asset of the decree",
            Place(is_sme=False, since_1989=False, **AREA | {"is_listed": True}),
            False,
        ),
        ("not stated", Place(Site.CAPITAL_AREA, False), None),
        ("130① expansion not stated", Place(is_sme=True, **AREA), None),
    ],
)
def test_article_130_shuts_investments_out_of_the_capital_area(paragraph, place, excluded):
    assert is_excluded(place) is excluded, paragraph


def test_article_130_takes_the_whole_base_and_names_its_paragraph():
    place = Place(is_sme=False, since_1989=False, **AREA)

    found = credit(investment(1000, 100, place=place), law(15))

    assert (found.net_won, found.total_won) == (0, 0)
    step = next(step for step in found.steps if step.code == "area_excluded")
    assert (step.article, step.won) == ("제130조 ②", -1000 * EOK)
    passing = credit(investment(1000, 1000, place=place), law(15, excludes_capital_area=False))
    assert passing.base_won == 150 * EOK


def test_article_10_1_research_of_an_sme_at_40_percent_with_half_the_extra_points():
    # 100 of spending, 2,000 of revenue: 5% × a multiple of 1 = 5 points, below the cap of 10.
    rnd = law(
        40,
        article="제10조 ① 2호",
        additional_rate=Fraction(0),
        deducts_support=False,
        ratio_multiple=Fraction(1),
        ratio_cap=Fraction(10, 100),
    )

    found = credit(investment(100, revenue_won=2000 * EOK), rnd)

    assert parts(found) == (40, 5, 45)
    assert parts(credit(investment(100, revenue_won=500 * EOK), rnd)) == (40, 10, 50)


def test_article_10_1_3_na_general_research_of_a_large_firm_is_half_the_ratio_at_most_2_percent():
    rnd = law(
        0,
        article="제10조 ① 3호 나목",
        additional_rate=Fraction(0),
        ratio_multiple=Fraction(1, 2),
        ratio_cap=Fraction(2, 100),
    )

    assert parts(credit(investment(100, revenue_won=5000 * EOK), rnd)) == (0, 1, 1)
    assert parts(credit(investment(100, revenue_won=1000 * EOK), rnd)) == (0, 2, 2)


def test_a_multiple_that_nobody_read_leaves_the_research_credit_unknown():
    rnd = law(40, additional_rate=Fraction(0), ratio_multiple=None)

    assert credit(investment(100, revenue_won=2000 * EOK), rnd).total_won is None
