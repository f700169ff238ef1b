"""The alternatives of Art. 24①, and that the ledger loses no won."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.taxes import Lot, TaxYear, alternatives, best, ledger
from models.vocabulary import Provision
from tests.models.taxes.laws import EOK, investment, law, watch


def test_article_24_1_last_part_the_taxpayer_chooses_between_item_2_and_item_3():
    # A mid-size firm in 2024: item 2 gives 5%, item 3 gives 7%; both with the same excess.
    laws = {
        Provision.INVESTMENT_CREDIT: law(5),
        Provision.TEMPORARY_INVESTMENT_CREDIT: law(7),
    }

    found = alternatives(investment(1000, 700), laws)

    assert [one.credit.total_won // EOK for one in found] == [80, 100]
    chosen = best(found)
    assert chosen is not None
    assert chosen.provision is Provision.TEMPORARY_INVESTMENT_CREDIT


def test_no_alternative_is_called_best_while_one_of_them_is_not_known():
    laws = {
        Provision.INVESTMENT_CREDIT: law(5),
        Provision.TEMPORARY_INVESTMENT_CREDIT: law(7, additional_rate=None),
    }

    assert best(alternatives(investment(1000, 700), laws)) is None
    assert best(()) is None


amounts = st.integers(0, 10**13)


@given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=25))
def test_every_won_of_credit_is_used_carried_or_expired_and_none_twice(rows):
    years = [
        TaxYear(
            2020 + place,
            (Lot(f"c{place}", 2020 + place, credit, place % 3 == 0, 10, Fraction(1, 5)),),
            tax,
            minimum,
        )
        for place, (credit, tax, minimum) in enumerate(rows)
    ]

    results = ledger(years, {one.year: watch() for one in years})

    used = sum(one.used_won or 0 for one in results)
    expired = sum(sum((one.expired or {}).values()) for one in results)
    assert used + expired + (results[-1].carried_won or 0) == sum(row[0] for row in rows)
    for one, (_, tax, _) in zip(results, rows, strict=True):
        assert 0 <= (one.used_won or 0) <= tax
        assert all(one.year - origin <= 10 for origin, _ in one.used or {})
