"""The register as read from rows: figures, lists that add up to them, and who sees what."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models import Instrument, ScopeRule
from models.commands import advance_movement, move, propose_many
from models.inputs import MovementInput
from models.queries.dated import filed_pledges
from models.queries.pledges import (
    PledgeFilter,
    contribution,
    counted_won,
    pledge_rows,
    pledge_totals,
    stage_counts,
)
from models.queries.register import pledge_lines, read_register, read_scope
from models.queries.visibility import Viewer
from models.vocabulary import Category, Kind, Role, Stage, State, Visibility
from tests.models.conftest import pledge

TODAY = date(2026, 11, 22)
OFFICIAL = Viewer(Role.OFFICIAL, None, TODAY)
JO = 10**12


def lines(stage="announced", year=2025, won=JO):
    evidence = {"evidence_grade": "B", "evidence": "filing"}
    return [{"year": year, "amount_won": won, "stage": stage, **evidence}]


def codes(session, asked=None, viewer=OFFICIAL, **options):
    register = read_register(session, on=TODAY)
    return [
        row.reference
        for row in pledge_rows(session, asked or PledgeFilter(), register, viewer, **options)
    ]


@pytest.fixture
def spend(session, official, checker):
    """Record verified spending under a pledge."""

    def record(revision, entry, won, **said):
        given = {
            "reference": "-",
            "entry": entry,
            "kind": "actual",
            "period_from": date(2025, 1, 1),
            "period_to": date(2025, 3, 31),
            "amount_won": won,
            "evidence_grade": "A",
        } | said
        given.setdefault("known_on", given["period_to"] + timedelta(days=30))
        instrument = session.get_one(Instrument, revision.instrument_id)
        movement = move(session, instrument, MovementInput(**given), actor=official)
        advance_movement(session, movement, "verify", actor=checker)

    return record


def test_only_verified_pledges_make_the_figures(session, make_pledge):
    make_pledge(State.VERIFIED, amount_won=JO, lines=lines())
    make_pledge(State.VERIFIED, amount_won=2 * JO, lines=lines("firm", won=2 * JO))
    make_pledge(amount_won=4 * JO, lines=lines(won=4 * JO))

    totals = read_register(session, on=TODAY).totals

    assert (totals.headline.announced_won, totals.headline.firm_won) == (3 * JO, 2 * JO)
    assert (totals.counted_records, totals.all_records) == (2, 3)


def test_what_was_not_known_on_the_day_is_not_in_its_figures(session, make_pledge):
    make_pledge(State.VERIFIED, known_on=date(2025, 6, 1))

    assert read_register(session, on=date(2025, 5, 31)).totals.all_records == 0
    assert read_register(session, on=date(2025, 6, 1)).totals.all_records == 1


def test_the_figures_of_a_past_day_are_those_of_the_version_known_then(session, make_pledge):
    for won, day in ((JO, date(2025, 6, 1)), (3 * JO, date(2026, 2, 1))):
        make_pledge(
            State.VERIFIED, reference="p", amount_won=won, lines=lines(won=won), known_on=day
        )
    make_pledge(
        reference="p", amount_won=9 * JO, lines=lines(won=9 * JO), known_on=date(2026, 3, 1)
    )

    def announced(day):
        return read_register(session, on=day).totals.headline.announced_won

    assert announced(date(2025, 5, 31)) == 0
    assert announced(date(2025, 6, 1)) == announced(date(2026, 1, 31)) == JO
    assert announced(date(2026, 2, 1)) == announced(TODAY) == 3 * JO
    assert {one.code for one in filed_pledges(session, date(2025, 6, 1)).values()}


def test_a_correction_of_what_was_known_changes_the_figures_of_that_day(session, make_pledge):
    for won in (JO, 2 * JO):
        make_pledge(State.VERIFIED, reference="p", amount_won=won, lines=lines(won=won))

    found = read_register(session, on=date(2025, 3, 1)).totals

    assert (found.headline.announced_won, found.all_records) == (2 * JO, 1)


def test_supposing_approval_shows_what_it_would_change(session, make_pledge):
    first = make_pledge(State.VERIFIED, reference="p", amount_won=JO, lines=lines())
    second = make_pledge(reference="p", amount_won=3 * JO, lines=lines(won=3 * JO))

    now = read_register(session, on=TODAY)
    then = read_register(session, on=TODAY, supposing={second.key: State.VERIFIED})

    assert now.totals.headline.announced_won == JO
    assert then.totals.headline.announced_won == 3 * JO
    assert (first.state, second.state) == (State.VERIFIED, State.SUBMITTED)


def test_spending_is_net_of_refunds_and_a_running_total_replaces_what_came_before(
    session, make_pledge, spend
):
    pledge = make_pledge(State.VERIFIED)
    spend(pledge, "q1", 10)
    spend(pledge, "refund", 3, kind="refund", period_to=date(2025, 4, 30))
    spend(pledge, "h1", 50, recorded_as="running_total", period_to=date(2025, 6, 30))
    spend(pledge, "q3", 5, period_to=date(2025, 9, 30))

    register = read_register(session, on=TODAY)

    assert register.realised == {pledge.instrument_id: {2025: 55}}
    assert register.totals.headline.realised_won == 55
    assert read_register(session, on=date(2025, 1, 1)).totals.headline.realised_won is None


def test_the_latest_valid_row_of_the_scope_table_holds(session):
    rule = session.exec(select(ScopeRule).where(ScopeRule.category == Category.SEMICONDUCTOR)).one()
    rule.valid_to = date(2026, 1, 1)

    assert Category.SEMICONDUCTOR in read_scope(session, date(2026, 1, 1)).categories
    assert Category.SEMICONDUCTOR not in read_scope(session, date(2026, 1, 2)).categories


def test_every_figure_opens_a_list_that_adds_up_to_it(session, make_pledge, spend):
    make_pledge(State.VERIFIED, amount_won=JO, lines=lines())
    firm = make_pledge(State.VERIFIED, amount_won=2 * JO, lines=lines("firm", 2026, 2 * JO))
    make_pledge(State.VERIFIED, amount_won=5 * JO, lines=lines("intent", won=5 * JO))
    make_pledge(State.VERIFIED, ai_share_ppm=None)
    spend(firm, "q1", 7)
    register = read_register(session, on=TODAY)
    headline = register.totals.headline

    for line in ("intent", "announced", "firm", "realised"):
        asked = PledgeFilter(line=line)
        keys = [row.instrument_id for row in pledge_rows(session, asked, register, OFFICIAL)]
        assert counted_won(register, asked, keys) == getattr(headline, f"{line}_won")
        for year, four in register.totals.by_year.items():
            narrowed = PledgeFilter(line=line, line_year=year or 0)
            won = sum(contribution(register, narrowed, key) for key in keys)
            assert won == (getattr(four, f"{line}_won") or 0)


def test_a_rule_opens_the_records_it_keeps_out(session, make_pledge):
    make_pledge(State.VERIFIED, reference="known")
    make_pledge(State.VERIFIED, reference="unknown", ai_share_ppm=None)

    assert codes(session, PledgeFilter(rule="count_ai_share_unknown")) == ["unknown"]
    assert codes(session, PledgeFilter(counted=True)) == ["known"]


def test_what_a_rule_keeps_out_opens_a_list_of_that_many_and_that_much(session, make_pledge):
    make_pledge(State.VERIFIED, ai_share_ppm=None, place="abroad")
    make_pledge(State.VERIFIED, ai_share_ppm=None)
    make_pledge(State.VERIFIED, amount_won=3 * JO, lines=lines(year=2030, won=3 * JO))
    make_pledge(State.VERIFIED, nature="aggregate", lines=[{"stage": "intent"}], amount_won=None)
    register = read_register(session, on=TODAY)

    assert {rule.code for rule in register.totals.removed} == {
        "count_abroad",
        "count_ai_share_unknown",
        "count_out_of_window",
        "count_aggregate",
    }
    for rule in register.totals.removed:
        asked = PledgeFilter(rule=rule.code)
        keys = [row.instrument_id for row in pledge_rows(session, asked, register, OFFICIAL)]
        assert len(keys) == rule.records
        assert counted_won(register, asked, keys) == rule.won


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (PledgeFilter(text="울산"), ["b"]),
        (PledgeFilter(text="100%"), []),
        (PledgeFilter(categories=(Category.COMPUTE,)), ["a"]),
        (PledgeFilter(states=(State.SUBMITTED,)), ["a"]),
        (PledgeFilter(stages=(Stage.FIRM,)), ["b"]),
        (PledgeFilter(year=2026), ["b"]),
        (PledgeFilter(least_won=2 * JO), ["b"]),
        (PledgeFilter(most_won=2 * JO), ["a"]),
        (PledgeFilter(overlap_key="k"), ["b"]),
    ],
)
def test_a_filter_leaves_what_it_asks_for(session, make_pledge, asked, expected):
    make_pledge(reference="a", amount_won=JO, lines=lines(), category="compute")
    make_pledge(
        State.VERIFIED,
        reference="b",
        amount_won=3 * JO,
        lines=lines("firm", 2026, 3 * JO),
        region="울산",
        overlap_key="k",
    )

    assert codes(session, asked) == expected


def test_a_list_is_sorted_and_paged_with_unknown_amounts_last(session, make_pledge):
    make_pledge(reference="small", amount_won=1, lines=lines(won=1))
    make_pledge(reference="unknown", amount_won=None, lines=[{"stage": "intent"}])
    make_pledge(reference="large", amount_won=9, lines=lines(won=9))

    assert codes(session) == ["large", "small", "unknown"]
    assert codes(session, sort="amount") == ["small", "large", "unknown"]
    assert codes(session, limit=1, offset=1) == ["small"]
    totals = pledge_totals(session, PledgeFilter(), read_register(session, on=TODAY), OFFICIAL)
    assert totals == (3, 10, 1, 0)


def test_stages_are_counted_beside_the_filter(session, make_pledge):
    make_pledge(amount_won=JO, lines=lines("firm"))
    make_pledge(amount_won=JO, lines=lines())

    asked = PledgeFilter(stages=(Stage.FIRM,))
    counts = stage_counts(session, asked, read_register(session, on=TODAY), OFFICIAL)

    assert counts == {Stage.FIRM: 1, Stage.ANNOUNCED: 1}


def test_a_company_sees_only_what_it_filed(session, make_pledge, make_party, filer):
    other = make_party(code="other")
    make_pledge(reference="own")
    make_pledge(reference="theirs", filer="other")

    own = Viewer(Role.COMPANY, filer.key, TODAY)
    theirs = Viewer(Role.COMPANY, other.key, TODAY)
    assert codes(session, viewer=own) == ["own"]
    assert codes(session, viewer=theirs) == ["theirs"]
    assert codes(session, viewer=Viewer(Role.COMPANY, None, TODAY)) == []


def test_an_economist_sees_an_embargoed_record_from_its_day_on(session, make_pledge):
    day = date(2026, 12, 1)
    verified = State.VERIFIED
    make_pledge(verified, reference="later", visibility=Visibility.EMBARGOED, embargo_until=day)
    make_pledge(verified, reference="inside", visibility=Visibility.OFFICIALS)

    assert codes(session, viewer=Viewer(Role.ECONOMIST, None, TODAY)) == []
    assert codes(session, viewer=Viewer(Role.ECONOMIST, None, day)) == ["later"]
    assert set(codes(session)) == {"later", "inside"}


def test_the_unallocated_line_comes_last(session, make_pledge):
    amounts = [*lines(year=None), *lines(year=2026), *lines(year=2024)]
    revision = make_pledge(amount_won=3 * JO, lines=amounts)

    years = [line.year for line in pledge_lines(session, revision.key)]

    assert years == [2024, 2026, None]


def test_sums_do_not_end_at_sixty_four_bits(session, filer, official):
    most = 10**16 - 1
    givens = [
        pledge(f"{number}", amount_won=most, lines=lines("intent", won=most))
        for number in range(1000)
    ]
    propose_many(session, Kind.PLEDGE, givens, actor=official)

    found = pledge_totals(session, PledgeFilter(), read_register(session, on=TODAY), OFFICIAL)

    assert found == (1000, 1000 * most, 0, 0)
