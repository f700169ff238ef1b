"""A workbook against the registry: new, changed, the same; all of it stored or nothing."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from imports.apply import apply, note_examined
from imports.intake import Examination, examine
from imports.status import Status
from models import Instrument, Movement, PledgeLine, PledgeTerms, Revision
from models.commands import advance, advance_movement, decide_overlap, note_upload, register_user
from models.errors import AlreadyApplied, HasErrors, NothingToSubmit
from models.people import User
from models.vocabulary import Role, State, Verdict
from tests.imports.books import (
    TRILLION,
    Rows,
    bring,
    edited,
    found,
    only,
    pledge_rows,
    realisation,
    set_cell,
    written,
)


def _changed(seen: Examination) -> list[dict[str, Any]]:
    assert seen.comparison
    rows = seen.comparison.records
    return [dict(row.changes) for row in rows if row.status is Status.CHANGED]


def _checker(session: Session) -> User:
    return register_user(
        session, email="c@example.org", name="C", role=Role.OFFICIAL, password_hash="-"
    )


def test_new_rows_are_stored_as_submitted(session: Session, official: User) -> None:
    counts = bring(session, written(), official)

    assert (counts["new"], counts["changed"], counts["same"]) == (4, 0, 0)
    assert set(session.exec(select(Revision.state))) == {State.SUBMITTED}
    assert session.exec(select(Movement.state)).all() == [State.SUBMITTED]
    assert set(session.exec(select(PledgeTerms.ai_share_ppm))) == {333_333}
    assert len(session.exec(select(PledgeLine)).all()) == 6


def test_the_same_file_again_changes_nothing(session: Session, official: User) -> None:
    bring(session, written(), official)

    again = examine(session, written(), "again.xlsx", actor=official)

    assert again.counts | {"warnings": 0} == {
        "rows": 4, "new": 0, "changed": 0, "same": 4, "skipped": 0, "errors": 0, "warnings": 0,
    }  # fmt: skip
    assert not again.can_apply
    with pytest.raises(NothingToSubmit):
        bring(session, written(), official)


def test_a_confirmed_submission_cannot_be_confirmed_again(session: Session, official: User) -> None:
    seen = examine(session, written(), "a.xlsx", actor=official)
    assert seen.comparison
    assert seen.kind
    submission = note_upload(
        session, kind=seen.kind, filename="a", sha256="0", size=1, actor=official, counts={}
    )
    apply(session, seen.comparison, actor=official, submission=submission)

    with pytest.raises(AlreadyApplied):
        apply(session, seen.comparison, actor=official, submission=submission)


def test_a_changed_row_says_what_changes(session: Session, official: User) -> None:
    bring(session, written(), official)
    rows = pledge_rows()
    rows["Pledges"][1]["title"] = "새 이름"
    rows["Lines"][0]["amount_won"], rows["Lines"][1]["amount_won"] = 5 * 10**11, 5 * 10**11

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert _changed(seen) == [
        {
            "lines.2026.announced.amount_won": [4 * 10**11, 5 * 10**11],
            "lines.2027.announced.amount_won": [6 * 10**11, 5 * 10**11],
        },
        {"title": ["계획 2", "새 이름"]},
    ]
    assert seen.counts["same"] == 2


def test_a_change_waits_for_a_checker(session: Session, official: User) -> None:
    bring(session, written(), official)
    checker = _checker(session)
    for revision in session.exec(select(Revision)).all():
        advance(session, revision, "verify", actor=checker)

    bring(session, set_cell("Pledges", "C3", "새 이름"), official)

    states = session.exec(
        select(Revision.number, Revision.state)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Instrument.reference == "R-2")
        .order_by(col(Revision.number))
    ).all()
    assert states == [(1, State.VERIFIED), (2, State.SUBMITTED)]


def test_a_returned_row_is_taken_up_again_by_the_same_file(
    session: Session, official: User
) -> None:
    bring(session, written(), official)
    revision = session.exec(select(Revision)).first()
    assert revision
    advance(session, revision, "return", actor=_checker(session), reason="근거를 더해 주세요")

    seen = examine(session, written(), "a.xlsx", actor=official)

    assert _changed(seen) == [{"state": ["returned", "submitted"]}]


def test_a_withdrawn_row_is_filed_again(session: Session, official: User) -> None:
    bring(session, written(), official)
    revision = session.exec(select(Revision)).first()
    assert revision
    advance(session, revision, "withdraw", actor=official, reason="잘못 냈습니다")

    seen = examine(session, written(), "a.xlsx", actor=official)

    assert [changes["state"] for changes in _changed(seen)] == [["withdrawn", "submitted"]]


def test_dated_money_finds_a_registered_record(session: Session, official: User) -> None:
    bring(session, written(), official)
    rows: Rows = {"Realisations": [realisation(entry="2027-1Q")]}

    counts = bring(session, written(rows), official)

    assert counts["new"] == 1
    assert len(session.exec(select(Movement)).all()) == 2


def test_dated_money_is_not_edited(session: Session, official: User) -> None:
    bring(session, written(), official)

    seen = examine(session, set_cell("Realisations", "F2", 2e10), "a.xlsx", actor=official)

    assert found(seen) == {("Realisations", "F2", "entry_changed")}
    assert only(seen.errors, "entry_changed").values["old"] == 10**10


def test_dated_money_of_an_unknown_record_is_an_error(session: Session, official: User) -> None:
    seen = examine(session, set_cell("Realisations", "A2", "R-11"), "a.xlsx", actor=official)

    assert found(seen) == {("Realisations", "A2", "unknown_reference")}
    assert only(seen.errors, "unknown_reference").expected == "R-1"


def test_one_reference_of_two_filers_needs_the_filer(session: Session, official: User) -> None:
    rows = pledge_rows(2)
    rows["Pledges"][1] |= {"reference": "R-1", "filer": "duri"}
    rows["Realisations"] = []
    vague = examine(session, written(rows), "a.xlsx", actor=official)
    for number, line in enumerate(rows["Lines"]):
        line["reference"] = ("hana-ai/R-1", "duri/R-1")[number // 2]
    for share in rows["Participants"]:
        share["reference"] = "hana-ai/R-1"

    clear = examine(session, written(rows), "a.xlsx", actor=official)

    assert {code for _, _, code in found(vague)} >= {"ambiguous_reference"}
    assert clear.errors == []
    assert clear.counts["new"] == 2


def test_a_jump_by_a_power_of_ten_is_a_warning(session: Session, official: User) -> None:
    bring(session, written(), official)
    rows = pledge_rows()
    rows["Pledges"][2] |= {"amount_won": 10 * TRILLION, "amount_text": ""}
    rows["Lines"][4]["amount_won"], rows["Lines"][5]["amount_won"] = 4 * TRILLION, 6 * TRILLION

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert seen.errors == []
    assert only(seen.warnings, "amount_power_of_ten").values["factor"] == 10


def test_the_same_jump_in_every_row_is_a_wrong_unit(session: Session, official: User) -> None:
    bring(session, written(pledge_rows(amount_text="")), official)

    def shrink(book: Any) -> None:
        book["Pledges"]["D1"] = "총액(십억원)"
        book["Lines"]["C1"] = "금액(십억원)"
        for row in book["Pledges"].iter_rows(2, 4, 4, 4):
            row[0].value /= 10**8
        for row in book["Lines"].iter_rows(2, 7, 3, 3):
            row[0].value /= 10**8

    data = edited(shrink, written(pledge_rows(amount_text="")))
    seen = examine(session, data, "a.xlsx", actor=official)

    assert found(seen) == {("Pledges", "D1", "unit_shift")}
    assert only(seen.errors, "unit_shift").values["factor"] == 10


def test_other_digits_than_the_source_are_a_warning(session: Session, official: User) -> None:
    data = written(pledge_rows(amount_text="1조 1,000억원"))

    seen = examine(session, data, "a.xlsx", actor=official)

    assert {problem.code for problem in seen.problems} == {"amount_text_differs"}


def test_records_with_one_overlap_key_may_be_duplicates(session: Session, official: User) -> None:
    bring(session, written(pledge_rows(1, overlap_key="ulsan")), official)
    other = pledge_rows(1, overlap_key="ulsan", filer="duri")
    other |= {"Participants": [], "Realisations": []}

    seen = examine(session, written(other), "a.xlsx", actor=official)

    code = session.exec(select(Instrument.code)).one()
    assert only(seen.warnings, "possible_duplicate").values["others"] == [code]


def test_a_decided_pair_is_not_asked_about_again(session: Session, official: User) -> None:
    said = {"email": "second@example.org", "name": "second", "password_hash": "-"}
    second_official = register_user(session, role=Role.OFFICIAL, **said)
    bring(session, written(pledge_rows(2, overlap_key="ulsan")), official)
    first, second = session.exec(select(Instrument).order_by(col(Instrument.id))).all()
    decide_overlap(
        session,
        first,
        second,
        verdict=Verdict.DIFFERENT,
        kept=None,
        reason="다른 부지",
        actor=second_official,
    )

    rows = pledge_rows(2, overlap_key="ulsan", note="다시 냄")
    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert seen.counts["changed"] == 2
    assert "possible_duplicate" not in {problem.code for problem in seen.problems}


def test_a_foreign_firm_without_number_is_a_warning_said_once(
    session: Session, official: User
) -> None:
    rows = pledge_rows(3, filer="overseas")

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert seen.errors == []
    assert only(seen.warnings, "no_registration_number").cell == "B2"


def test_a_child_may_stand_before_its_parent(session: Session, official: User) -> None:
    rows = pledge_rows()
    rows["Pledges"][0]["part_of"] = "R-3"

    bring(session, written(rows), official)

    parents = session.exec(select(PledgeTerms.part_of_id)).all()
    assert sum(parent is not None for parent in parents) == 1


def test_a_parent_may_be_named_by_its_registered_code(session: Session, official: User) -> None:
    bring(session, written(), official)
    code = session.exec(select(Instrument.code).where(Instrument.reference == "R-3")).one()
    rows = pledge_rows(1, part_of=code, known_on=date(2026, 10, 20))

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert seen.errors == []
    assert seen.counts["changed"] == 1


def test_more_rows_than_a_list_of_names_holds_are_compared_by_one_scan(
    session: Session, official: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(session, written(), official)
    monkeypatch.setattr("imports.registered.MANY", 1)

    again = examine(session, written(), "a.xlsx", actor=official)

    assert again.counts["same"] == again.counts["rows"] == 4


def test_a_large_bundle_is_stored_whole_and_reads_back_the_same(
    session: Session, official: User
) -> None:
    rows = pledge_rows(120)
    rows["Realisations"] = [
        realisation(reference=f"R-{number}", evidence="=1+1") for number in range(1, 121)
    ]

    counts = bring(session, written(rows), official)

    again = examine(session, written(rows), "a.xlsx", actor=official)
    assert counts["new"] == again.counts["same"] == 240
    assert set(session.exec(select(Revision.lock))) == {1}
    assert len(session.exec(select(PledgeLine)).all()) == 240
    bring(session, written(pledge_rows(130) | {"Realisations": []}), official)
    assert len(session.exec(select(Instrument)).all()) == 130


@pytest.mark.parametrize("name", ["R-1", "hana-ai/R-1", "Hana AI/R-1", "code"])
def test_dated_money_finds_its_record_by_any_of_its_names(
    session: Session, official: User, name: str
) -> None:
    bring(session, written(), official)
    code = session.exec(select(Instrument.code).where(Instrument.reference == "R-1")).one()
    rows: Rows = {"Realisations": [realisation(reference=code if name == "code" else name)]}

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert seen.errors == []
    assert seen.counts["same"] == 1


def test_dated_money_that_may_belong_to_two_records_is_an_error(
    session: Session, official: User
) -> None:
    bring(session, written(), official)
    other = pledge_rows(1, filer="duri") | {"Participants": [], "Realisations": []}
    bring(session, written(other), official)

    seen = examine(session, written({"Realisations": [realisation()]}), "a.xlsx", actor=official)

    assert found(seen) == {("Realisations", "A2", "ambiguous_reference")}
    codes = session.exec(select(Instrument.code).where(Instrument.reference == "R-1")).all()
    assert set(only(seen.errors, "ambiguous_reference").values["cells"]) == set(codes)


def test_dated_money_that_may_belong_to_two_rows_is_an_error(
    session: Session, official: User
) -> None:
    rows = pledge_rows(1)
    rows["Pledges"].append(rows["Pledges"][0] | {"filer": "duri"})

    seen = examine(session, written(rows), "a.xlsx", actor=official)

    assert ("Realisations", "A2", "ambiguous_reference") in found(seen)


def test_a_withdrawn_entry_needs_a_new_number(session: Session, official: User) -> None:
    bring(session, written(), official)
    movement = session.exec(select(Movement)).one()
    advance_movement(session, movement, "withdraw", actor=official, reason="잘못 냈습니다")

    seen = examine(session, written(), "a.xlsx", actor=official)

    assert found(seen) == {("Realisations", "B2", "entry_withdrawn")}


def test_a_file_that_could_not_be_read_is_not_noted(session: Session, official: User) -> None:
    seen = examine(session, b"", "a.xlsx", actor=official)

    with pytest.raises(HasErrors):
        note_examined(session, seen, actor=official)


def test_words_that_are_no_amount_are_not_compared_with_one(
    session: Session, official: User
) -> None:
    for text in ("약 1조원", "1,000", "미정"):
        seen = examine(session, written(pledge_rows(1, amount_text=text)), "a.xlsx", actor=official)
        assert seen.problems == ()


def test_a_foreign_amount_is_not_compared_with_won(session: Session, official: User) -> None:
    rows = pledge_rows(1, amount_text="7억", currency="USD", foreign_amount=700_000_000)

    assert examine(session, written(rows), "a.xlsx", actor=official).problems == ()
