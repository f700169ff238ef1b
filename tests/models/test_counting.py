"""Each counting rule on its own, the rules between records, and sums that must agree."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting import LineFact, Record, Scope, ShareFact, judge, total
from models.counting.duplicates import Decision
from models.counting.facts import ScopeOf
from models.counting.guards import GUARD_OF, OF_FUNDS, OF_NET, RULES
from models.vocabulary import Category, EvidenceGrade, Nature, Place, Stage, State, Verdict

JO = 10**12
SCOPE = Scope(
    2024,
    2027,
    {
        category: ScopeOf(category is not Category.NOT_AI, category is Category.SEMICONDUCTOR)
        for category in Category
    },
)
ALONE = ShareFact(1, "A", is_public=False, is_foreign=False, share_ppm=1_000_000)
FOREIGN = ShareFact(3, "C", is_public=False, is_foreign=True, share_ppm=1_000_000)
WITHOUT_FOREIGN = Scope(
    2024, 2027, {category: ScopeOf(True, False, counts_foreign=False) for category in Category}
)
SCOPES = {"count_foreign_parent": WITHOUT_FOREIGN}
PUBLIC = ShareFact(2, "B", is_public=True, is_foreign=False, share_ppm=1_000_000)


def line(year=2025, won=JO, stage=Stage.ANNOUNCED, grade=EvidenceGrade.PRESS):
    return LineFact(year, won, stage, grade)


def record(key=1, **said):
    lines = said.pop("lines", (line(),))
    known = [item.amount_won for item in lines if item.amount_won is not None]
    given = {
        "instrument_id": key,
        "code": f"P-{key:03d}",
        "title": "t",
        "state": State.VERIFIED,
        "nature": Nature.INVESTMENT,
        "category": Category.DATA_CENTRE,
        "place": Place.KOREA,
        "known_on": date(2025, 1, 1),
        "amount_won": sum(known) if known else None,
        "lines": lines,
        "shares": (ALONE,),
        "ai_share_ppm": 1_000_000,
    }
    return Record(**given | said)


def codes(*records, decisions=()):
    return {key: item.codes for key, item in judge(records, SCOPE, decisions).items()}


def counted(*records, decisions=()):
    return {key: item.counted_won for key, item in judge(records, SCOPE, decisions).items()}


def test_a_plain_verified_pledge_counts_to_the_won():
    assert counted(record()) == {1: JO}
    assert codes(record()) == {1: ()}


BROKEN = {
    "count_not_verified": {"state": State.SUBMITTED},
    "count_aggregate": {"nature": Nature.AGGREGATE},
    "count_rumour": {"nature": Nature.RUMOUR},
    "count_not_investment": {"nature": Nature.ORDERS_TARGET},
    "count_financing_only": {"nature": Nature.FUNDRAISING},
    "count_public_money": {"nature": Nature.PUBLIC_MONEY},
    "count_fund_layer": {"nature": Nature.FUND},
    "count_not_new": {"nature": Nature.LAND},
    "count_leased_capacity": {"nature": Nature.LEASE},
    "count_abroad": {"place": Place.MIXED},
    "count_public_party": {"shares": (PUBLIC,)},
    "count_out_of_scope": {"category": Category.NOT_AI},
    "count_foreign_parent": {"shares": (FOREIGN,)},
    "count_ai_share_unknown": {"ai_share_ppm": None},
    "count_public_part_unknown": {"is_partnership": True},
    "count_amount_unknown": {"lines": (line(won=None),)},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_keeps_its_record_out_and_says_so(rule):
    judgement = judge([record(**BROKEN[rule.code])], SCOPES.get(rule.code, SCOPE))[1]

    assert [found.code for found in judgement.findings] == [rule.code]
    assert judgement.counted_won == 0


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"lines": (line(2023),)}, "count_out_of_window"),
        ({"lines": (line(2028),)}, "count_out_of_window"),
        ({"lines": (line(None),)}, "count_unallocated"),
        ({"lines": (line(None),), "period_start": 2026}, "count_unallocated"),
        (
            {"lines": (line(None),), "period_start": 2026, "period_end": 2028},
            "count_unallocated",
        ),
        (
            {"lines": (line(None),), "period_start": 2018, "period_end": 2022},
            "count_out_of_window",
        ),
        ({"lines": (line(stage=Stage.CANCELLED),)}, "count_stage_closed"),
        ({"lines": (line(stage=Stage.DISPUTED),)}, "count_stage_closed"),
        ({"lines": (line(stage=Stage.DEFERRED),)}, "count_deferred"),
    ],
)
def test_a_line_outside_the_rules_counts_nothing(facts, code):
    assert codes(record(**facts)) == {1: (code,)}
    assert counted(record(**facts)) == {1: 0}


def test_an_amount_without_years_counts_when_its_whole_period_is_in_the_window():
    whole = record(lines=(line(None),), period_start=2025, period_end=2027)

    assert counted(whole) == {1: JO}


def test_every_rule_has_a_case_in_these_tests():
    tested = {
        *BROKEN,
        "count_out_of_window",
        "count_unallocated",
        "count_stage_closed",
        "count_deferred",
        "count_public_part",
        "count_public_participant",
        "count_foreign_parent",
        "count_foreign_share",
        "count_ai_share",
        "count_joint_child",
        "count_part_of",
        "count_overlap",
    }

    assert tested | OF_FUNDS.keys() | OF_NET.keys() == set(GUARD_OF)


def test_only_the_private_part_of_a_partnership_counts():
    shared = record(is_partnership=True, public_part_won=3 * 10**11)

    judgement = judge([shared], SCOPE)[1]

    assert judgement.counted_won == 7 * 10**11
    assert [found.code for found in judgement.partial] == ["count_public_part"]


def test_a_public_participant_takes_its_share_out():
    shares = (replace(ALONE, share_ppm=600_000), replace(PUBLIC, share_ppm=400_000))

    judgement = judge([record(shares=shares)], SCOPE)[1]

    assert judgement.counted_won == 6 * 10**11
    assert [found.code for found in judgement.partial] == ["count_public_participant"]


def test_a_foreign_participant_goes_where_the_scope_table_leaves_foreign_parents_out():
    shares = (replace(ALONE, share_ppm=600_000), replace(FOREIGN, share_ppm=400_000))

    judgement = judge([record(shares=shares)], WITHOUT_FOREIGN)[1]

    assert judgement.counted_won == 6 * 10**11
    assert [found.code for found in judgement.partial] == ["count_foreign_share"]


def test_only_the_stated_share_of_ai_counts():
    judgement = judge([record(ai_share_ppm=250_000)], SCOPE)[1]

    assert judgement.counted_won == 25 * 10**10
    assert [found.code for found in judgement.partial] == ["count_ai_share"]


def test_the_child_of_a_joint_pledge_is_never_counted_itself():
    half = replace(ALONE, share_ppm=500_000)
    joint = record(1, shares=(half, replace(half, party_id=3)))

    assert codes(joint, record(2, parent_id=1)) == {1: (), 2: ("count_joint_child",)}


def test_a_part_gives_way_to_a_whole_that_counts():
    assert codes(record(1), record(2, parent_id=1), record(3, parent_id=2)) == {
        1: (),
        2: ("count_part_of",),
        3: ("count_part_of",),
    }


def test_a_part_counts_where_its_whole_does_not():
    whole = record(1, ai_share_ppm=None)

    assert counted(whole, record(2, parent_id=1)) == {1: 0, 2: JO}


def test_records_that_name_each_other_as_parts_do_not_hang():
    assert set(codes(record(1, parent_id=2), record(2, parent_id=1))) == {1, 2}


def test_one_of_two_possible_duplicates_counts_until_somebody_decides():
    early = record(1, overlap_key="ulsan")
    late = record(2, overlap_key="ulsan", known_on=date(2025, 6, 1))
    firm = record(3, overlap_key="ulsan", lines=(line(stage=Stage.FIRM),))

    assert counted(early, late) == {1: 0, 2: JO}
    assert counted(early, late, firm) == {1: 0, 2: 0, 3: JO}


@pytest.mark.parametrize(
    ("verdict", "kept", "expected"),
    [
        (Verdict.DIFFERENT, None, {1: JO, 2: JO}),
        (Verdict.SAME, 1, {1: JO, 2: 0}),
        (Verdict.SAME, 2, {1: 0, 2: JO}),
        (Verdict.PART_OF, 1, {1: JO, 2: 0}),
    ],
)
def test_a_decision_on_duplicates_is_followed(verdict, kept, expected):
    pair = (record(1, overlap_key="k"), record(2, overlap_key="k"))

    assert counted(*pair, decisions=[Decision(1, 2, verdict, kept)]) == expected


def test_a_record_that_fails_alone_never_stands_for_its_duplicates():
    rumour = record(1, overlap_key="k", nature=Nature.RUMOUR, known_on=date(2026, 1, 1))

    assert counted(rumour, record(2, overlap_key="k")) == {1: 0, 2: JO}


def test_net_is_headline_less_grants_and_policy_loans():
    helped = record(policy_loan_won=4 * 10**11, public_grant_won=10**11)

    totals = total(judge([helped], SCOPE).values(), SCOPE, {})

    assert (totals.headline.announced_won, totals.net.announced_won) == (JO, 5 * 10**11)


def test_totals_without_chips_and_without_foreign_parents_stand_beside_the_headline():
    chips = record(1, category=Category.SEMICONDUCTOR)
    foreign = record(2, shares=(replace(ALONE, is_foreign=True),))

    totals = total(judge([chips, foreign], SCOPE).values(), SCOPE, {})

    assert totals.headline.announced_won == 2 * JO
    assert totals.without_chips.announced_won == JO
    assert totals.without_foreign.announced_won == JO


def test_unreported_spending_is_unknown_and_not_zero():
    judged = judge([record(1), record(2)], SCOPE).values()

    assert total(judged, SCOPE, {}).headline.realised_won is None
    assert total(judged, SCOPE, {1: {2025: 5}}).headline.realised_won == 5


def test_intent_is_a_memo_beside_what_is_announced():
    intent = record(lines=(line(stage=Stage.INTENT),))

    totals = total(judge([intent], SCOPE).values(), SCOPE, {})

    assert (totals.headline.intent_won, totals.headline.announced_won) == (JO, 0)


shares_of = st.integers(1, 1_000_000)
lines_of = st.lists(
    st.builds(
        LineFact,
        year=st.one_of(st.none(), st.integers(2022, 2029)),
        amount_won=st.integers(0, 10**15),
        stage=st.sampled_from(list(Stage)),
    ),
    min_size=1,
    max_size=5,
)
records_of = st.builds(
    lambda key, lines, nature, ai, place, parent, overlap: record(
        key,
        lines=tuple(lines),
        nature=nature,
        ai_share_ppm=ai,
        place=place,
        parent_id=parent,
        overlap_key=overlap,
    ),
    key=st.integers(1, 8),
    lines=lines_of,
    nature=st.sampled_from([Nature.INVESTMENT, Nature.AGGREGATE]),
    ai=st.one_of(st.none(), shares_of),
    place=st.sampled_from(list(Place)),
    parent=st.one_of(st.none(), st.integers(1, 8)),
    overlap=st.sampled_from(["", "", "x"]),
)


@given(st.lists(records_of, max_size=8, unique_by=lambda item: item.instrument_id))
def test_what_counts_and_what_is_removed_make_up_everything_said(records):
    judged = judge(records, SCOPE)

    totals = total(judged.values(), SCOPE, {})

    said = sum(item.amount_won or 0 for item in records)
    removed = sum(rule.won for rule in totals.removed)
    assert sum(item.counted_won for item in judged.values()) + removed == said


@given(st.lists(records_of, max_size=8, unique_by=lambda item: item.instrument_id))
def test_the_years_make_up_the_total(records):
    totals = total(judge(records, SCOPE).values(), SCOPE, {})

    years = totals.by_year.values()
    assert sum(year.announced_won for year in years) == totals.headline.announced_won
    assert sum(year.firm_won for year in years) == totals.headline.firm_won


@given(st.lists(records_of, max_size=8, unique_by=lambda item: item.instrument_id), st.randoms())
def test_the_order_of_the_records_does_not_matter(records, random):
    shuffled = random.sample(records, len(records))

    assert counted(*records) == counted(*shuffled)
