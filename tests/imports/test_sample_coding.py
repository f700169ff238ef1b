"""The sample register: every row coded once, every code resting on words of its source."""

from collections import Counter

import pytest

from imports.sample.rows import parties, pledge_sheets
from imports.sample.sources import (
    by_id,
    quotes,
    table,
)
from models.inputs import PartyInput
from models.lending import LoanStage
from models.types import PPM
from models.vocabulary import (
    Category,
    EvidenceGrade,
    FirmSize,
    FundForm,
    FundStage,
    Kind,
    Nature,
    Place,
    Provision,
    ProvisionStatus,
    SpendKind,
    Stage,
    TaxTier,
)

CODED = {
    "announcements": "coding",
    "funds_loans": "support_coding",
    "tax_incentives": "tax_coding",
}
VOCABULARY = {
    "coding": {
        "stage": Stage,
        "evidence_grade": EvidenceGrade,
        "category": Category,
        "nature": Nature,
        "spend_kind": SpendKind,
        "place": Place,
    },
    "support_coding": {"kind": Kind, "form": FundForm},
    "tax_coding": {
        "provision": Provision,
        "tier": TaxTier,
        "firm_size": FirmSize,
        "status": ProvisionStatus,
    },
}
MAY_BE_EMPTY = {"spend_kind", "form", "tier"}
WITHOUT_BASIS = {"id", "title", "basis"}
"""A title only names the row."""
SAID_BY_NOTHING = {("nature", "investment"), ("firm_size", "all")}
"""What holds when the row says nothing else."""
CODED_TABLES = ("coding", "support_coding", "tax_coding")


def said(row):
    """Everything that a source row says, in one text."""
    return "\n".join(row.values())


def all_sources():
    return {key: row for name in CODED for key, row in by_id(name).items()}


@pytest.mark.parametrize(("source", "coding"), CODED.items())
def test_every_source_row_is_coded_exactly_once_and_in_order(source, coding):
    ids = [row["id"] for row in table(source)]

    coded = [row["id"] for row in table(coding)]

    assert coded == ids
    assert len(set(ids)) == len(ids)


def test_the_announcements_are_all_there():
    assert [row["id"] for row in table("announcements")] == [f"A{n:03}" for n in range(1, 105)]


@pytest.mark.parametrize("name", CODED_TABLES)
def test_every_code_is_a_word_of_the_registry(name):
    for row in table(name):
        for column, vocabulary in VOCABULARY[name].items():
            if row[column] or column not in MAY_BE_EMPTY:
                assert row[column] in set(vocabulary), (row["id"], column)


def test_stages_of_funds_and_loans_are_those_of_their_kind():
    for row in table("support_coding"):
        assert row["stage"] in set(FundStage if row["kind"] == "fund" else LoanStage), row["id"]
        assert (row["kind"] == "fund") == bool(row["form"]), row["id"]


@pytest.mark.parametrize("name", CODED_TABLES)
def test_every_decision_names_its_words(name):
    for row in table(name):
        words = quotes(row["basis"])
        decided = {
            column
            for column, value in row.items()
            if value and column not in WITHOUT_BASIS and (column, value) not in SAID_BY_NOTHING
        }
        missing = decided - {column for column, found in words.items() if found}
        assert not missing, (row["id"], missing)


@pytest.mark.parametrize("name", CODED_TABLES)
def test_no_basis_is_left_without_its_decision(name):
    for row in table(name):
        for column in quotes(row["basis"]):
            assert row[column], (row["id"], column)


@pytest.mark.parametrize("name", [*CODED_TABLES, "parties"])
def test_quoted_words_stand_in_the_source(name):
    sources = all_sources()
    for row in table(name):
        for found in quotes(row["basis"]).values():
            for quote in found:
                source = sources[quote.row or row["id"]]
                assert quote.words in said(source), (row.get("id", row.get("code")), quote.words)


def test_quoted_shares_stand_in_the_source():
    sources = all_sources()
    for row in table("participants"):
        (quote,) = quotes(row["basis"])["share"]
        assert quote.words in said(sources[row["id"]])
        assert f"{row['share']}%" in quote.words


def test_shares_of_a_joint_pledge_sum_to_a_hundred():
    total = Counter()
    for row in pledge_sheets()["Participants"]:
        total[row["reference"]] += row["share_ppm"]

    assert set(total.values()) == {PPM}


@pytest.mark.parametrize("name", ["coding", "support_coding"])
def test_parts_have_a_whole_and_no_whole_is_part_of_itself(name):
    above = {row["id"]: row["part_of"] for row in table(name)}

    for start in above:
        seen, here = {start}, above[start]
        while here:
            assert here in above, start
            assert here not in seen, start
            seen.add(here)
            here = above[here]


def test_an_overlap_key_is_shared_by_at_least_two_rows():
    for name in ("coding", "support_coding"):
        keys = Counter(row["overlap_key"] for row in table(name) if row["overlap_key"])
        assert min(keys.values()) > 1, name


def test_parties_are_valid_and_complete():
    known = {row["code"] for row in parties()}
    assert len(known) == len(parties())
    named = {row["filer_code"] for name in ("coding", "support_coding") for row in table(name)}
    named |= {row["party_code"] for row in table("participants")}
    groups = {row["group"] for row in parties() if row["group"]}

    for row in parties():
        PartyInput(**row)

    assert named | groups <= known
    assert known - named - groups <= {"moef"}


def test_names_find_one_party_each():
    names = Counter(name for row in parties() for name in {row["name_ko"], row["name_en"]} if name)

    assert [name for name, times in names.items() if times > 1] == []


def test_full_ai_shares_are_for_rows_with_one_purpose():
    purposes = {"data_centre", "compute", "equity", "semiconductor", "other_ai", "mixed"}
    marks = ("AI", "GPU", "data centre")
    for row in table("coding"):
        if row["ai_share"] == "100":
            words = " ".join(quote.words for quote in quotes(row["basis"])["ai_share"])
            assert any(mark in words for mark in marks), row["id"]
            assert row["category"] in purposes, row["id"]
