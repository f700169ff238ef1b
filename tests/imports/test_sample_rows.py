"""The sample register as rows: what is taken from the sources, and which rule holds what out."""

import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from imports.sample.make import BOOKS, make, sheets
from imports.sample.rows import parties, pledge_sheets
from imports.sample.sources import FOLDER, by_id, full_day, last_day, ppm, stated, whole, won
from models.counting import judge
from models.counting.facts import LineFact, Record, Scope, ScopeOf, ShareFact
from models.kinds import KINDS
from models.types import PPM
from models.vocabulary import Category, Kind, State


def test_won_stand_only_where_the_source_states_them():
    sources = by_id("announcements")
    for row in pledge_sheets()["Pledges"]:
        source = sources[row["reference"]]
        stated_in_won = bool(source["amount_krw_bn"] and source["krw_basis"])
        assert (row["amount_won"] is not None) == stated_in_won, row["reference"]
        assert (row["foreign_amount"] is not None) == (source["currency"] == "USD")


def test_amounts_are_exact():
    pledges = {row["reference"]: row for row in pledge_sheets()["Pledges"]}

    assert pledges["A042"]["amount_won"] == 922_100_000_000
    assert pledges["A042"]["policy_loan_won"] == 400_000_000_000
    assert pledges["A044"]["amount_won"] == 615_600_000_000
    assert pledges["A054"]["foreign_amount"] == 357_500_000_000
    assert pledges["A081"]["amount_won"] == 2_100_000_000_000_000
    assert pledges["A101"]["public_part_won"] == 130_000_000_000


def test_an_amount_that_is_no_whole_won_is_refused():
    with pytest.raises(ValueError, match="not whole"):
        whole("0.5", 1)
    assert (won(""), ppm("71.4286"), stated("several trillion")) == (None, 714_286, None)


def test_a_month_or_a_year_alone_names_no_day():
    assert [full_day("2025-02"), full_day("2025"), full_day("")] == [None, None, None]
    assert full_day("2025-02-18").isoformat() == "2025-02-18"
    assert last_day("2024-02").isoformat() == "2024-02-29"
    assert last_day("2023").isoformat() == "2023-12-31"
    assert last_day("2025-02-18").isoformat() == "2025-02-18"


def test_a_day_that_is_not_stated_is_said_to_be_so():
    for row in pledge_sheets()["Pledges"]:
        source = by_announcement(row["reference"])
        assert (row["announced_on"] is None) == (len(source["announced_date"]) < 10)
        assert (f"Announced: {source['announced_date']};" in row["note"]) == (
            row["announced_on"] is None
        )
        assert ("Known on: last day" in row["note"]) == (len(source["source_date"]) < 10)


def by_announcement(key):
    return by_id("announcements")[key]


def test_only_single_years_have_a_line_of_their_year():
    lines = pledge_sheets()["Lines"]

    years = {line["reference"]: line["year"] for line in lines if line["year"]}

    assert len(lines) == 104
    assert years["A073"] == 2024
    assert all(
        by_announcement(key)["start_year"] == by_announcement(key)["end_year"] == str(year)
        for key, year in years.items()
    )


def inputs(kind):
    """The rows of a kind as its inputs, parts included; unknown cells left out."""
    main, *others = sheets()[kind].values()
    parts = defaultdict(lambda: defaultdict(list))
    for name, rows in zip(("participants", "lines", "movements"), others, strict=False):
        for row in rows:
            parts[row["reference"]][name].append(_filled(row, without="reference"))
    return [KINDS[kind].input(**_filled(row), **parts[row["reference"]]) for row in main]


def _filled(row, without=""):
    return {name: value for name, value in row.items() if value is not None and name != without}


@pytest.mark.parametrize(
    ("kind", "many"),
    [(Kind.PLEDGE, 104), (Kind.FUND, 30), (Kind.LOAN, 13), (Kind.TAX_INCENTIVE, 57)],
)
def test_the_registry_accepts_every_row(kind, many):
    assert len(inputs(kind)) == many


def test_a_loan_rate_in_words_stays_in_words():
    naver = next(given for given in inputs(Kind.LOAN) if given.reference == "F020")

    assert (naver.rate_text, naver.rate_ppm) == ("about 3 percent", None)
    assert naver.amount_won == 400_000_000_000


def test_a_range_of_tax_rates_has_no_single_rate():
    rates = {given.reference: given.rate_ppm for given in inputs(Kind.TAX_INCENTIVE)}

    assert (rates["X024"], rates["X015"], rates["X010"]) == (150_000, 75_000, 0)
    assert (rates["X049"], rates["X050"], rates["X055"]) == (None, None, None)


def records():
    """The sample as the counting rules see it, once everything is verified."""
    people = {row["code"]: (number, row) for number, row in enumerate(parties())}
    keys = {given.reference: number for number, given in enumerate(inputs(Kind.PLEDGE), 1)}
    return [_record(given, keys, people) for given in inputs(Kind.PLEDGE)]


def _record(given, keys, people):
    joint = [(one.party, one.share_ppm) for one in given.participants] or [(given.filer, PPM)]
    return Record(
        instrument_id=keys[given.reference],
        code=given.reference,
        title=given.title,
        state=State.VERIFIED,
        lines=tuple(
            LineFact(line.year, line.amount_won, line.stage, line.evidence_grade)
            for line in given.lines
        ),
        shares=tuple(_share(code, share, people) for code, share in joint),
        parent_id=keys.get(given.part_of.rpartition("/")[2]),
        **{name: getattr(given, name) for name in SAME},
    )


SAME = (
    "nature",
    "category",
    "place",
    "known_on",
    "amount_won",
    "period_start",
    "period_end",
    "ai_share_ppm",
    "is_partnership",
    "public_part_won",
    "public_grant_won",
    "policy_loan_won",
    "overlap_key",
)


def _share(code, share, people):
    number, row = people[code]
    return ShareFact(number, code, row["is_public"], row["is_foreign"], share)


@pytest.fixture(scope="module")
def judged():
    categories = {name: ScopeOf(name is not Category.NOT_AI, False) for name in Category}
    judgements = judge(records(), Scope(2024, 2027, categories))
    return {one.record.code: one for one in judgements.values()}


SHOWS = [
    ("count_aggregate", "A086"),
    ("count_rumour", "A069"),
    ("count_not_investment", "A045"),
    ("count_financing_only", "A016"),
    ("count_fund_layer", "A015"),
    ("count_not_new", "A073"),
    ("count_not_new", "A100"),
    ("count_leased_capacity", "A014"),
    ("count_abroad", "A017"),
    ("count_public_party", "A030"),
    ("count_out_of_scope", "A084"),
    ("count_ai_share_unknown", "A021"),
    ("count_public_part_unknown", "A047"),
    ("count_public_part_unknown", "A095"),
    ("count_amount_unknown", "A003"),
    ("count_part_of", "A102"),
    ("count_overlap", "A057"),
    ("count_out_of_window", "A056"),
    ("count_unallocated", "A042"),
    ("count_stage_closed", "A104"),
    ("count_deferred", "A036"),
]


@pytest.mark.parametrize(("code", "key"), SHOWS)
def test_the_sample_shows_each_guard_at_work(judged, code, key):
    assert code in judged[key].codes
    assert judged[key].counted_won == 0


def test_some_of_the_sample_counts_as_announced_and_some_as_firm(judged):
    counted = {code: one.counted_won for code, one in judged.items() if one.counted_won}

    assert counted["A044"] == 615_600_000_000
    assert counted["A062"] == 2_200_000_000_000
    assert counted["A101"] == 430_000_000_000
    assert "A061" not in counted


def test_one_row_of_an_overlap_key_counts_at_most(judged):
    counted = Counter(
        one.record.overlap_key
        for one in judged.values()
        if one.counted_won and one.record.overlap_key
    )

    assert max(counted.values()) == 1


def test_the_workbooks_can_be_made_again_byte_for_byte(tmp_path):
    first, second = (tmp_path / "first"), (tmp_path / "second")
    first.mkdir()
    second.mkdir()

    pairs = zip(make(first), make(second), strict=True)

    assert all(one.read_bytes() == other.read_bytes() for one, other in pairs)


@pytest.mark.parametrize("name", BOOKS.values())
def test_the_stored_workbooks_are_what_the_tables_make(name, tmp_path):
    make(tmp_path)

    assert _parts(FOLDER / name) == _parts(tmp_path / name), "run python -m imports.sample.make"


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {part: book.read(part) for part in book.namelist()}
