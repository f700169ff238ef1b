"""Every breakdown and every list of records adds up to its figure, to the won."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting import Asked, breakdown, figures, judge, records_of, total
from models.counting.figures import WHOLE_PERIOD
from models.counting.portions import province
from models.vocabulary import (
    Category,
    CountingBasis,
    Dimension,
    Measure,
    PartyKind,
    Region,
    Size,
    SpendKind,
    Stage,
)
from tests.models.test_counting import ALONE, JO, PUBLIC, SCOPE, line, lines_of, record

LINES = tuple(Measure)


def shared(first, second, third):
    """Three participants, one of them public; the last one takes what is left."""
    rest = 1_000_000 - first - second
    return (
        replace(ALONE, share_ppm=first, size=Size.LARGE),
        replace(ALONE, party_id=4, share_ppm=second, is_foreign=True, kind=PartyKind.FUND),
        replace(PUBLIC if third else ALONE, party_id=5, share_ppm=rest),
    )


def supported(key, lines, shares, ai, category, region, spend, grant, equity, loan, public):
    whole = sum(item.amount_won for item in lines)
    return record(
        key,
        lines=tuple(lines),
        shares=shares,
        ai_share_ppm=ai,
        category=category,
        region=region,
        spend_kind=spend,
        public_grant_won=min(grant, whole),
        public_equity_won=min(equity, whole),
        policy_loan_won=min(loan, whole),
        public_part_won=min(public, whole),
    )


won = st.integers(0, 10**13)
records_of_all = st.builds(
    supported,
    key=st.integers(1, 6),
    lines=lines_of,
    shares=st.builds(shared, st.integers(1, 400_000), st.integers(1, 400_000), third=st.booleans()),
    ai=st.one_of(st.none(), st.integers(1, 1_000_000)),
    category=st.sampled_from(list(Category)),
    region=st.sampled_from(["", "전남 해남", "서울", "울산(미포)"]),
    spend=st.sampled_from([None, *SpendKind]),
    grant=won,
    equity=won,
    loan=won,
    public=won,
)
registers = st.lists(records_of_all, max_size=6, unique_by=lambda item: item.instrument_id)
spending = st.dictionaries(
    st.integers(1, 6),
    st.dictionaries(st.integers(2023, 2028), st.integers(-(10**12), 10**14), max_size=4),
)
views = st.builds(
    Asked,
    basis=st.sampled_from(list(CountingBasis)),
    chips=st.booleans(),
    foreign=st.booleans(),
)


def totals_of(records, spent):
    return total(judge(records, SCOPE).values(), SCOPE, spent)


@given(registers, spending, views)
def test_every_breakdown_adds_up_to_the_figure(records, spent, asked):
    parts = totals_of(records, spent).portions
    whole = figures(parts, asked)

    for dimension, measure in product(Dimension, LINES):
        rows = breakdown(parts, asked, dimension)
        found = [row.four.won(measure) for row in rows]
        assert sum(one or 0 for one in found) == (whole.won(measure) or 0)


@given(registers, spending, views)
def test_every_list_of_records_adds_up_to_its_cell(records, spent, asked):
    parts = totals_of(records, spent).portions

    for dimension in Dimension:
        for row in breakdown(parts, asked, dimension):
            for measure in LINES:
                listed = records_of(parts, asked.at(dimension, row.key), measure)
                assert sum(listed.values()) == (row.four.won(measure) or 0)


@given(registers, spending)
def test_the_totals_beside_the_headline_are_the_figures_asked_for(records, spent):
    totals = totals_of(records, spent)

    assert totals.headline == figures(totals.portions, Asked())
    assert totals.net == figures(totals.portions, Asked(basis=CountingBasis.NET))
    assert totals.without_chips == figures(totals.portions, Asked(chips=False))
    assert totals.without_foreign == figures(totals.portions, Asked(foreign=False))


@given(registers, spending)
def test_support_only_ever_lowers_what_is_announced(records, spent):
    totals = totals_of(records, spent)

    assert totals.net.announced_won <= totals.net_grants.announced_won
    assert totals.net_grants.announced_won <= totals.headline.announced_won


@given(registers)
def test_what_the_portions_add_up_to_is_what_the_judgements_count(records):
    judged = judge(records, SCOPE)
    totals = total(judged.values(), SCOPE, {})

    counted = sum(item.counted_won for item in judged.values())
    assert totals.headline.intent_won + totals.headline.announced_won == counted


def spent_on(firm, realised, key=1):
    return record(key, lines=(line(won=firm, stage=Stage.FIRM),)), {key: {2025: realised}}


def test_progress_is_what_was_spent_and_the_firm_money_still_to_come():
    one, spent = spent_on(10 * JO, 4 * JO)

    headline = totals_of([one], spent).headline

    assert (headline.realised_won, headline.remaining_won) == (4 * JO, 6 * JO)
    assert headline.progress_won == 10 * JO
    assert headline.over_delivery_won == 0


def test_spending_above_one_pledge_fills_nobody_elses_gap():
    (over, first), (short, second) = spent_on(JO, 3 * JO), spent_on(10 * JO, JO, key=2)

    headline = totals_of([over, short], first | second).headline

    assert headline.realised_won == 4 * JO
    assert headline.remaining_won == 9 * JO
    assert headline.over_delivery_won == 2 * JO
    assert headline.progress_won == 13 * JO


def test_without_reports_progress_is_what_is_firm_and_over_delivery_is_unknown():
    one, _ = spent_on(JO, 0)

    headline = totals_of([one], {}).headline

    assert (headline.progress_won, headline.over_delivery_won) == (JO, None)
    assert headline.pipeline_won == 0


def test_policy_loans_are_taken_out_on_request():
    helped = record(policy_loan_won=4 * 10**11, public_grant_won=10**11)

    totals = totals_of([helped], {})

    assert totals.headline.announced_won == JO
    assert totals.net.announced_won == 5 * 10**11
    assert totals.net_grants.announced_won == 9 * 10**11


def test_lines_for_the_whole_period_are_not_divided_by_year():
    one, spent = spent_on(3 * JO, JO)

    rows = breakdown(totals_of([one], spent).portions, Asked(), Dimension.YEAR)

    years = {row.key: [row.four.won(measure) for measure in WHOLE_PERIOD] for row in rows}
    assert years == {"2025": [0, JO, 0], "": [2 * JO, 2 * JO, None]}


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("서울", Region.SEOUL),
        ("전남 해남(솔라시도)", Region.JEONNAM),
        ("울산(미포 산업단지)", Region.ULSAN),
        ("전라남도 장성", Region.JEONNAM),
        ("전남 장성·강진", Region.JEONNAM),
        ("인천·경기", Region.SEVERAL),
        ("영남(울산 일원)", Region.SEVERAL),
        ("Gyeonggi Yongin", Region.GYEONGGI),
        ("어딘가", None),
        ("", None),
    ],
)
def test_a_place_is_read_as_its_province(place, region):
    assert province(place) is region
